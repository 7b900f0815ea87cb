/** How well a clip fits an episode at each speed and offset (matching.md, section 5). */

import { SPEEDS } from "./alignment.js";

/** @typedef {import("./alignment.js").Alignment} Alignment */

const STEP_MS = 50;

/** How far from the voted offset others are tried: a still scene fits many seconds away as well. */
const FAR_MS = 20_000;

/** How far when speeds are compared. */
const NEAR_MS = 2_000;

/** Stored frames shown this long before the first or after the last hit judge a line, in ms. */
export const BESIDE_MS = 500;

/** Times that differ by less are equal: rounding must not decide what is shown. */
export const SLACK_MS = 1e-6;

/** Lines fit alike when their cost exceeds the least one by no more than this. */
const SAME_FIT_BITS = 2;
const SAME_FIT_SHARE = 0.5;

/** Never surer than this, in ms: samples are 250 apart, scanned frames 67. */
const CLOCK_MS = 300;

/** A speed that moves no end of the hits by more, in ms, passes for normal: half a sample. */
const SAME_MS = 125;

/** Another is believed when so many frames are shown, and when it makes them this more likely. */
const SPEED_FRAMES = 3;
const SPEED_GAIN = 0.75;
const FLOOR_BITS = 4;

/**
 * Episode time = offset + speed × clip time; how far off others fit alike, in ms; its bits.
 * @typedef {{ speed: number, offset: number, uncertainty: number, bits: number }} Line
 */

/**
 * A stored frame as the clip would show it: clip time in ms, distance in bits of 128, and residue,
 * the part of it that the motion of the scene does not explain.
 * @typedef {{ at: number, bits: number, residue: number }} Shown
 */

/** Mean distances by offset, and how many frames the middle one shows. */
/** @typedef {{ costs: number[], voted: number }} Costs */

/**
 * The greatest mean distance that is no worse than `bits`.
 * @param {number} bits
 * @returns {number}
 */
export function alike(bits) {
  return bits + SAME_FIT_BITS + SAME_FIT_SHARE * bits;
}

/** A clip beside the episode it was aligned with. */
export class Fit {
  #alignment;
  #times;
  #stored;
  #bits;
  #steps;

  /**
   * @param {Alignment} alignment
   * @param {readonly number[]} times of the samples
   * @param {Uint32Array} stored times of the episode's stored frames
   * @param {Uint8Array} bits distances, a row for each sample
   * @param {readonly number[]} steps distances of each sample from the next
   */
  constructor(alignment, times, stored, bits, steps) {
    this.#alignment = alignment;
    this.#times = times;
    this.#stored = stored;
    this.#bits = bits;
    this.#steps = steps;
  }

  /**
   * The line that fits best; at normal speed unless another fits plainly better.
   * @returns {Line}
   */
  bestLine() {
    const speed = this.#bestSpeed();
    const voted = this.#votedOffset(speed);
    const { costs } = this.#costs(speed, FAR_MS, "residue");
    const bits = Math.min(...costs);
    if (bits === Infinity) {
      const sum = this.#bits.reduce((total, each) => total + each, 0);
      return { speed, offset: voted, uncertainty: FAR_MS, bits: sum / this.#bits.length };
    }
    const limit = alike(bits);
    let low = costs.indexOf(bits);
    let high = low;
    while (low > 0 && costs[low - 1] <= limit) low--;
    while (high < costs.length - 1 && costs[high + 1] <= limit) high++;
    const middle = (low + high) / 2;
    const first = costs.findIndex((cost) => cost <= limit);
    const last = costs.findLastIndex((cost) => cost <= limit);
    return {
      speed,
      offset: voted - FAR_MS + STEP_MS * middle,
      uncertainty: STEP_MS * Math.max(middle - first, last - middle) + CLOCK_MS,
      bits,
    };
  }

  /**
   * The stored frames that the clip would show between two of its times, in order of time. Between
   * two samples the distance is interpolated; of the residue see fit.py.
   * @param {number} speed
   * @param {number} offset
   * @param {number} low
   * @param {number} high
   * @returns {Shown[]}
   */
  shown(speed, offset, low = -Infinity, high = Infinity) {
    const times = this.#times;
    const stored = this.#stored;
    if (times.length < 2) return [];
    const from = Math.max(low, times[0]) - SLACK_MS;
    const to = Math.min(high, times[times.length - 1]) + SLACK_MS;
    const shown = [];
    let after = 1;
    for (let j = firstFrom(stored, offset + speed * from); j < stored.length; j++) {
      const at = (stored[j] - offset) / speed;
      if (at > to) break;
      if (at < from) continue;
      while (after < times.length - 1 && times[after] <= at) after++;
      const share = (at - times[after - 1]) / (times[after] - times[after - 1]);
      const before = this.#bits[(after - 1) * stored.length + j];
      const behind = this.#bits[after * stored.length + j];
      const moved = this.#steps[after - 1];
      const off = Math.abs(before - moved * share) + Math.abs(behind - moved * (1 - share));
      shown.push({ at, bits: before * (1 - share) + behind * share, residue: off / 2 });
    }
    return shown;
  }

  /** @returns {number} the least mean distance near the alignment's own line */
  votedBits() {
    return Math.min(...this.#costs(this.#alignment.speed, NEAR_MS, "bits").costs);
  }

  /** @returns {number} normal, unless the scene moves and another speed fits plainly better */
  #bestSpeed() {
    const [first, last] = this.#alignment.span;
    const fits = SPEEDS.map((speed) => this.#costs(speed, NEAR_MS, "residue"));
    const passes = SPEEDS.map((speed) => (Math.abs(speed - 1) * (last - first)) / 2 <= SAME_MS);
    let [normal, least, best] = [Infinity, Infinity, 1];
    fits.forEach(({ costs }, i) => {
      const cost = Math.min(...costs);
      if (passes[i]) normal = Math.min(normal, cost);
      else if (cost < least) [least, best] = [cost, SPEEDS[i]];
    });
    const [{ voted }] = fits;
    if (voted < SPEED_FRAMES || best === 1) return 1;
    return voted * Math.log((normal + FLOOR_BITS) / (least + FLOOR_BITS)) > SPEED_GAIN ? best : 1;
  }

  /**
   * @param {number} speed
   * @returns {number} the offset that keeps the middle of the hits where it was voted
   */
  #votedOffset(speed) {
    const [first, last] = this.#alignment.span;
    return this.#alignment.offsetMs + ((this.#alignment.speed - speed) * (first + last)) / 2;
  }

  /**
   * Mean distances, or residues, of the stored frames shown around the hits, offset by offset;
   * Infinity where they are less than two thirds as many as at the voted one.
   * @param {number} speed
   * @param {number} reach
   * @param {"bits" | "residue"} kind
   * @returns {Costs}
   */
  #costs(speed, reach, kind) {
    const [first, last] = this.#alignment.span;
    const middle = this.#votedOffset(speed);
    const around = (/** @type {number} */ offset) =>
      this.shown(speed, offset, first - BESIDE_MS, last + BESIDE_MS);
    const voted = around(middle).length;
    const costs = [];
    for (let step = -reach; step <= reach; step += STEP_MS) {
      const shown = around(middle + step);
      const sum = shown.reduce((total, each) => total + each[kind], 0);
      const enough = shown.length > 0 && 3 * shown.length >= 2 * voted;
      costs.push(enough ? sum / shown.length : Infinity);
    }
    return { costs, voted };
  }
}

/**
 * @param {Uint32Array} times
 * @param {number} limit
 * @returns {number} a place at or before the first time that is the limit or more
 */
function firstFrom(times, limit) {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] >= limit - 1) high = middle;
    else low = middle + 1;
  }
  return low;
}
