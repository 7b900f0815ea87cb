/** How well a clip fits an episode at each offset, seen through one window (matching.md, 5). */

import { distance } from "./words.js";

/** @typedef {import("./clip.js").Clip} Clip */
/** @typedef {import("./library.js").Library} Library */

/** Offsets tried around the voted one, in ms: a still scene fits many seconds away as well. */
const SEARCH_MS = 20_000;
const STEP_MS = 50;

/** Offsets fit alike when their cost exceeds the least one by no more than this. */
const SAME_FIT_BITS = 2;
const SAME_FIT_SHARE = 0.5;

/** Never surer than this, in ms: samples are 250 apart, scanned frames 67. */
const CLOCK_MS = 250;

/**
 * A stored frame as the clip would show it: clip time in ms, and distance in bits of 128.
 * @typedef {{ at: number, bits: number }} Shown
 */

/**
 * The offset that fits best and how far from it others fit as well, in ms; its distance in bits.
 * @typedef {{ offset: number, uncertainty: number, bits: number }} BestOffset
 */

/** A clip beside one episode, at one speed. */
export class Fit {
  #clip;
  #library;
  #owner;
  #hashes;
  #details;

  /**
   * @param {Clip} clip
   * @param {Library} library
   * @param {{ owner: number, window: number, speed: number }} view the entry, and how it is seen
   */
  constructor(clip, library, { owner, window, speed }) {
    this.#clip = clip;
    this.#library = library;
    this.#owner = owner;
    this.#hashes = clip.timesMs.map((_, frame) => clip.hashes(frame, [window]));
    this.#details = clip.timesMs.map((_, frame) => clip.details(frame, [window]));
    /** @readonly */
    this.speed = speed;
  }

  /**
   * @param {number} voted offset in ms
   * @returns {BestOffset}
   */
  bestOffset(voted) {
    const least = Math.max(1, Math.floor(this.shown(voted).length / 2));
    const costs = [];
    for (let step = -SEARCH_MS; step <= SEARCH_MS; step += STEP_MS) {
      costs.push(this.#cost(voted + step, least));
    }
    const bits = Math.min(...costs);
    if (bits === Infinity) {
      return { offset: voted, uncertainty: SEARCH_MS, bits: this.#meanOfAll() };
    }
    const limit = bits + SAME_FIT_BITS + SAME_FIT_SHARE * bits;
    let low = costs.indexOf(bits);
    let high = low;
    while (low > 0 && costs[low - 1] <= limit) low--;
    while (high < costs.length - 1 && costs[high + 1] <= limit) high++;
    const middle = (low + high) / 2;
    const first = costs.findIndex((cost) => cost <= limit);
    const last = costs.findLastIndex((cost) => cost <= limit);
    return {
      offset: voted - SEARCH_MS + STEP_MS * middle,
      uncertainty: STEP_MS * Math.max(middle - first, last - middle) + CLOCK_MS,
      bits,
    };
  }

  /**
   * The stored frames that the clip would show, in order of time. Between two samples the distance
   * is interpolated.
   * @param {number} offset
   * @returns {Shown[]}
   */
  shown(offset) {
    const { timesMs: times } = this.#clip;
    if (times.length < 2) return [];
    const end = this.#library.first[this.#owner + 1];
    const shown = [];
    let after = 1;
    for (let stored = this.#firstShown(offset); stored < end; stored++) {
      const at = this.#clipTime(stored, offset);
      if (at > times[times.length - 1]) break;
      while (after < times.length - 1 && times[after] <= at) after++;
      const share = (at - times[after - 1]) / (times[after] - times[after - 1]);
      const [before, behind] = [this.#bits(after - 1, stored), this.#bits(after, stored)];
      shown.push({ at, bits: before * (1 - share) + behind * share });
    }
    return shown;
  }

  /**
   * @param {number} offset
   * @returns {number} the first stored frame at or after the first sample; may be past the last
   */
  #firstShown(offset) {
    let low = this.#library.first[this.#owner];
    let high = this.#library.first[this.#owner + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#clipTime(middle, offset) >= this.#clip.timesMs[0]) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /**
   * @param {number} stored
   * @param {number} offset
   * @returns {number}
   */
  #clipTime(stored, offset) {
    return (this.#library.timesMs[stored] - offset) / this.speed;
  }

  /**
   * @param {number} offset
   * @param {number} least stored frames to be shown
   * @returns {number} mean distance of those shown; Infinity when they are too few
   */
  #cost(offset, least) {
    const shown = this.shown(offset);
    if (shown.length < least) return Infinity;
    return shown.reduce((sum, { bits }) => sum + bits, 0) / shown.length;
  }

  /**
   * @param {number} frame
   * @param {number} stored
   * @returns {number} bits of 128
   */
  #bits(frame, stored) {
    return (
      distance(this.#hashes[frame], 0, this.#library.hashes, stored) +
      distance(this.#details[frame], 0, this.#library.details, stored)
    );
  }

  /** @returns {number} */
  #meanOfAll() {
    const [start, end] = this.#library.first.slice(this.#owner, this.#owner + 2);
    const frames = this.#clip.timesMs.length;
    let sum = 0;
    for (let stored = start; stored < end; stored++) {
      for (let frame = 0; frame < frames; frame++) sum += this.#bits(frame, stored);
    }
    return sum / (frames * (end - start));
  }
}
