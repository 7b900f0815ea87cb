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
  if (best.speed !== normal.speed) {
    const { bits } = refine(normal, best, clip, library);
    if (bits > NORMAL_FITS_BITS) {
      const changed = refine(best, best, clip, library);
      if (changed.bits < OTHER_SPEED_SHARE * bits) return { place: changed, alignment: best };
    }
  }
  return { place: refine(normal, normal, clip, library), alignment: normal };
}

/**
 * @param {Alignment} alignment
 * @param {Alignment} spanning the one whose span judges the offsets
 * @param {Clip} clip
 * @param {Library} library
 * @returns {Place}
 */
function refine(alignment, spanning, clip, library) {
  const { speed, hits, offsetMs } = alignment;
  const window = mainWindow(alignment);
  const owner = library.owner(hits[0].stored);
  const span = spanOf(spanning);
  const fit = new Fit(clip, library, { owner, window, speed, span });
  const { offset, uncertainty, bits } = fit.bestOffset(offsetMs);
  const [clipStart, clipEnd] = stretch(fit.shown(offset), span, [
    Math.max(0, -offset / speed),
    Math.min(clip.lengthMs, (library.entries[owner].track.durationMs - offset) / speed),
  ]);
  const start = Math.max(0, offset + speed * clipStart);
  const end = offset + speed * clipEnd;
  return { clipStart, clipEnd, start, end, uncertainty, speed, window, bits };
}

/**
 * @param {Alignment} alignment
 * @returns {[number, number]} the clip times of the first and the last hit
 */
function spanOf({ hits }) {
  const times = hits.map(({ clipMs }) => clipMs);
  return [Math.min(...times), Math.max(...times)];
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
 * @param {[number, number]} span the clip times of the first and the last hit
 * @param {[number, number]} ends of the clip, or of the episode in it
 * @returns {[number, number]}
 */
function stretch(shown, [first, last], [begin, end]) {
  const before = shown.filter(({ at }) => at < first).reverse();
  const after = shown.filter(({ at }) => at > last);
  return [
    halfToEven(reach(first, before, Math.min(first, begin))),
    halfToEven(reach(last, after, Math.max(last, end))),
  ];
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
