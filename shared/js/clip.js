/** A clip to be recognised: its samples, hashed window by window when asked for. */

import { Borders, WHOLE } from "./borders.js";
import { busyCells, central, isFlat } from "./flatness.js";
import { fill, isStill, overlays } from "./overlays.js";
import { thumb } from "./thumb.js";
import { Windows } from "./windows.js";

/** Samples per second of clip. */
export const SAMPLE_RATE = 4;

/** What a stored frame must show (fingerprint.md, section 4). */
const STORED_BEND = 6;
const STORED_CELLS = 20;

/**
 * What matching asks of a clip, whether its pictures are here or only their hashes.
 * - `timesMs`: when each usable sample (not flat) is shown, since the first sample, rising
 * - `lengthMs`: the time of the last sample, flat ones included
 * - `rich`: how many samples show enough that the registry would have stored them
 * - `still`: it hardly changes, so that it says little more than one picture does
 * - `area`: the part of its frames that is looked at; null where only hashes are known
 * - `hashes`, `details`: the words of some windows of one sample, pairs
 * @typedef {{
 *   readonly timesMs: readonly number[],
 *   readonly lengthMs: number,
 *   readonly rich: number,
 *   readonly still: boolean,
 *   readonly area: import("./borders.js").Area | null,
 *   hashes(frame: number, windows: ArrayLike<number>): Uint32Array,
 *   details(frame: number, windows: ArrayLike<number>): Uint32Array,
 * }} Clip
 */

/**
 * A clip whose pictures are at hand, as thumbs.
 * @implements {Clip}
 */
export class PictureClip {
  #operators;
  #samples;
  #windows;

  /**
   * @param {import("./operators.js").Operators} operators
   * @param {readonly (readonly [number, Uint8Array])[]} samples ms from the first, and thumb
   * @param {import("./borders.js").Area} [area] that the thumbs show
   */
  constructor(operators, samples, area = WHOLE) {
    this.#operators = operators;
    this.#samples = samples;
    const usable = samples.filter(([, small]) => !isFlat(small));
    /** @readonly */
    this.area = area;
    /** @readonly */
    this.lengthMs = samples.length ? samples[samples.length - 1][0] : 0;
    /** @readonly */
    this.timesMs = usable.map(([at]) => at);
    /** @readonly */
    this.rich = usable.filter(([, small]) => isStorable(small)).length;
    this.#windows = usable.map(([, small]) => new Windows(operators, small));
  }

  /**
   * Cut the borders that all planes share, then make thumbs.
   * @param {import("./operators.js").Operators} operators
   * @param {readonly (readonly [number, Uint8Array])[]} planes ms from the first, and plane
   * @returns {PictureClip}
   */
  static fromPlanes(operators, planes) {
    const borders = new Borders();
    for (const [, plane] of planes) borders.see(plane);
    return PictureClip.ofArea(operators, planes, borders.area());
  }

  /**
   * What an area of all planes shows.
   * @param {import("./operators.js").Operators} operators
   * @param {readonly (readonly [number, Uint8Array])[]} planes ms from the first, and plane
   * @param {import("./borders.js").Area} area
   * @returns {PictureClip}
   */
  static ofArea(operators, planes, area) {
    return new PictureClip(
      operators,
      planes.map(([at, plane]) => [at, thumb(plane, area)]),
      area,
    );
  }

  /** Whether it hardly changes; asked of the clip itself when nothing matches. */
  get still() {
    return isStill(this.#samples.map(([, small]) => small));
  }

  /** What may stand over its pictures. */
  overlays() {
    return overlays(this.#samples.map(([, small]) => small));
  }

  /**
   * @param {Uint8Array} cells
   * @returns {PictureClip} this clip with these cells of its thumbs filled
   */
  filled(cells) {
    return new PictureClip(
      this.#operators,
      this.#samples.map(([at, small]) => [at, fill(small, cells)]),
      this.area,
    );
  }

  /**
   * @param {number} frame
   * @param {ArrayLike<number>} windows
   * @returns {Uint32Array}
   */
  hashes(frame, windows) {
    return this.#windows[frame].hashes(windows);
  }

  /**
   * @param {number} frame
   * @param {ArrayLike<number>} windows
   * @returns {Uint32Array}
   */
  details(frame, windows) {
    return this.#windows[frame].details(windows);
  }
}

/**
 * @param {Uint8Array} small
 * @returns {boolean}
 */
function isStorable(small) {
  return busyCells(central(small), STORED_BEND) >= STORED_CELLS;
}
