/** Says where in the episode an aligned clip lies, and how exactly (matching.md, section 5). */

import { Fit } from "./fit.js";

/** @typedef {import("./alignment.js").Alignment} Alignment */
/** @typedef {import("./clip.js").Clip} Clip */
/** @typedef {import("./fit.js").Shown} Shown */
/** @typedef {import("./library.js").Library} Library */

/** A stored frame this far from what the clip shows at its moment is not there. */
const CONTRADICTION_BITS = 50;

/** Bits beyond CONTRADICTION_BITS, over all frames left at one end, that end a stretch. */
const CONTRADICTION_SUM = 30;

/** Another speed is believed when normal speed leaves more bits and it leaves only this share. */
const NORMAL_FITS_BITS = 22;
const OTHER_SPEED_SHARE = 0.67;

/**
 * The stretch of the clip that fits, where it lies in the episode and how far off that may be, in
 * ms; the window that fits best, and the mean distance there in bits of 128.
 * @typedef {{
 *   clipStart: number, clipEnd: number, start: number, end: number, uncertainty: number,
 *   speed: number, window: number, bits: number,
 * }} Place
 */

/**
 * The place of a clip, and the alignment it was taken from.
 * @param {{ normal: Alignment, best: Alignment }} alignments of `align`
 * @param {Clip} clip
 * @param {Library} library
 * @returns {{ place: Place, alignment: Alignment }}
 */
export function locate({ normal, best }, clip, library) {
  const place = refine(normal, clip, library);
  if (best.speed !== normal.speed && place.bits > NORMAL_FITS_BITS) {
    const changed = refine(best, clip, library);
    if (changed.bits < OTHER_SPEED_SHARE * place.bits) return { place: changed, alignment: best };
  }
  return { place, alignment: normal };
}

/**
 * @param {Alignment} alignment
 * @param {Clip} clip
 * @param {Library} library
 * @returns {Place}
 */
function refine(alignment, clip, library) {
  const { speed, hits, offsetMs } = alignment;
  const window = mainWindow(alignment);
  const fit = new Fit(clip, library, { owner: library.owner(hits[0].stored), window, speed });
  const { offset, uncertainty, bits } = fit.bestOffset(offsetMs);
  const [clipStart, clipEnd] = stretch(fit.shown(offset), alignment, clip.lengthMs);
  const start = Math.max(0, offset + speed * clipStart);
  const end = offset + speed * clipEnd;
  return { clipStart, clipEnd, start, end, uncertainty, speed, window, bits };
}

/**
 * The window with the heaviest hits: how the clip was cut, if it was cut one way.
 * @param {Alignment} alignment
 * @returns {number}
 */
function mainWindow({ hits }) {
  /** @type {Map<number, number>} */
  const totals = new Map();
  for (const { window, weight } of hits) totals.set(window, (totals.get(window) ?? 0) + weight);
  return [...totals].sort(([a, x], [b, y]) => y - x || a - b)[0][0];
}

/**
 * From when to when the clip shows this place, in ms: around the hits that agree, as far as stored
 * frames that are found where they should be outweigh those that are not.
 * @param {readonly Shown[]} shown
 * @param {Alignment} alignment
 * @param {number} lengthMs
 * @returns {[number, number]}
 */
function stretch(shown, { hits }, lengthMs) {
  const times = hits.map(({ clipMs }) => clipMs);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const before = shown.filter(({ at }) => at < first).reverse();
  const after = shown.filter(({ at }) => at > last);
  return [halfToEven(reach(first, before, 0)), halfToEven(reach(last, after, lengthMs))];
}

/**
 * How far a stretch reaches beyond its outermost hit at `own`, towards `end`.
 * @param {number} own
 * @param {readonly Shown[]} shown the nearest first
 * @param {number} end
 * @returns {number}
 */
function reach(own, shown, end) {
  const gains = shown.map(({ bits }) => CONTRADICTION_BITS - bits);
  const belonging = bestLength(gains);
  const left = gains.slice(belonging).reduce((sum, gain) => sum + gain, 0);
  if (left >= -CONTRADICTION_SUM) return end;
  const inner = belonging ? shown[belonging - 1].at : own;
  return (inner + shown[belonging].at) / 2;
}

/**
 * How many of the first gains to take so that their sum is greatest, the most of equals.
 * @param {readonly number[]} gains
 * @returns {number}
 */
function bestLength(gains) {
  let best = 0;
  let length = 0;
  let total = 0;
  gains.forEach((gain, i) => {
    total += gain;
    if (total >= best) {
      best = total;
      length = i + 1;
    }
  });
  return length;
}

/**
 * @param {number} value
 * @returns {number} rounded to a whole number, halves to the even one
 */
function halfToEven(value) {
  const below = Math.floor(value);
  return value - below === 0.5 ? below + (below % 2) : Math.round(value);
}
