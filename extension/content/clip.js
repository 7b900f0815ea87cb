/** The samples of the clip that one video element plays, and when it becomes another clip. */

import { MOST_CHECKED } from "../messages.js";
import { isOther, signature } from "./change.js";

/** Frames nearer in time than this are the same sample: a short clip that loops adds nothing. */
const SAME_MS = 125;

/** Samples held, flat ones included: the background keeps 16 usable ones of them. */
const MOST = 32;

/** Seconds by which a duration may be corrected while the same clip loads. */
const CORRECTION_S = 0.5;

/** Around the samples of a look, so far belongs to it: a clip may be looped by its page. */
const SPAN_MS = 1000;

/** @typedef {{ t_ms: number, plane: string }} Checked a frame the viewer had checked */
/** @typedef {{ t_ms: number, tries: number, plane: string }} Sample `plane` in base64 */
/** @typedef {{ t_ms: number, tries: number, plane: string | null }} Frame null: nothing new */

/** What has been looked at since the clip, or the look at it, began. */
export class Clip {
  /** Rises with each clip, and with each new look at one. */
  generation = 0;

  /** This is a further look at the same clip. */
  again = false;

  /** Frames read in this look, repeated ones included. */
  tries = 0;

  /** @type {Sample[]} */
  samples = [];

  /** Frames that the viewer had checked where none can be read. @type {Checked[]} */
  checked = [];

  /** @type {Float32Array[]} */
  #signatures = [];

  #source = "";
  #duration = NaN;

  /** Nothing was looked at yet. */
  get fresh() {
    return this.tries === 0;
  }

  /**
   * Forget all samples and begin anew.
   * @param {boolean} again at the same clip
   */
  renew(again) {
    this.generation++;
    this.again = again;
    this.tries = 0;
    this.samples = [];
    this.checked = [];
    this.#signatures = [];
  }

  /**
   * Whether the element now holds another source than when asked last.
   * @param {{ currentSrc: string, duration: number }} video
   * @returns {boolean}
   */
  becameAnother({ currentSrc, duration }) {
    const before = { source: this.#source, duration: this.#duration };
    this.#source = currentSrc;
    this.#duration = duration;
    if (before.source !== currentSrc) return before.source !== "";
    return Math.abs(before.duration - duration) > CORRECTION_S; // false while either is NaN
  }

  /**
   * Add a frame.
   * @param {number} t_ms media time
   * @param {Uint8Array} plane
   * @param {(plane: Uint8Array) => string} encode
   * @returns {Sample | null} null for a time already sampled, or when enough is held
   */
  add(t_ms, plane, encode) {
    this.tries++;
    if (this.samples.length >= MOST || this.has(t_ms)) return null;
    const sample = { t_ms, tries: this.tries, plane: encode(plane) };
    this.samples.push(sample);
    this.#signatures.push(signature(plane));
    return sample;
  }

  /**
   * Add a frame that the viewer had checked; the oldest goes when there are too many.
   * @param {Checked} frame of a time already checked it is the better one: the viewer clicked again
   */
  addChecked(frame) {
    const others = this.checked.filter(({ t_ms }) => Math.abs(t_ms - frame.t_ms) >= SAME_MS);
    this.checked = [...others, frame].slice(-MOST_CHECKED);
  }

  /**
   * @param {number} t_ms
   * @returns {boolean}
   */
  has(t_ms) {
    return this.samples.some((sample) => Math.abs(sample.t_ms - t_ms) < SAME_MS);
  }

  /**
   * @param {number} t_ms
   * @returns {boolean} whether it lies in the stretch that this look has sampled
   */
  spans(t_ms) {
    const times = this.samples.map((sample) => sample.t_ms);
    return t_ms > Math.min(...times) - SPAN_MS && t_ms < Math.max(...times) + SPAN_MS;
  }

  /**
   * @param {Uint8Array} plane
   * @returns {boolean} whether it shows something else than all samples of this look
   */
  isNew(plane) {
    return isOther(signature(plane), this.#signatures);
  }
}
