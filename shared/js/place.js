/** Says where in the episode an aligned clip lies, and how exactly (matching.md, section 6). */

import { Fit, SLACK_MS, alike } from "./fit.js";
import { distance } from "./words.js";

/** @typedef {import("./alignment.js").Alignment} Alignment */
/** @typedef {import("./clip.js").Clip} Clip */
/** @typedef {import("./library.js").Library} Library */

/** A stored frame is not there when its residue exceeds these bits and this share of the line's. */
const CONTRADICTION_BITS = 18;
const CONTRADICTION_SHARE = 0.5;

/** Bits beyond that, over all frames left at one end, that end a stretch. */
const CONTRADICTION_SUM = 20;

/** A place that leaves more is looked for in all windows. */
export const CLEAR_BITS = 22;

/** Stored frames further from the hits play no part in the choice of a window, in ms. */
const AROUND_MS = 5_000;

/** Both words of some windows of a sample. @typedef {{ hashes: Uint32Array, details: Uint32Array }} Words */

/**
 * A clip, and the stored frames of one episode: from…to - 1.
 * @typedef {{ clip: Clip, library: Library, from: number, to: number }} Pair
 */

/**
 * The stretch of the clip that fits, where it lies in the episode and how far off that may be, in
 * ms; the window that fits best, and the mean distance there in bits of 128.
 * @typedef {{
 *   clipStart: number, clipEnd: number, start: number, end: number, uncertainty: number,
 *   speed: number, window: number, bits: number,
 * }} Place
 */

/**
 * Clip time of a stored frame, in ms, and how many bits it falls short of a contradiction by.
 * @typedef {{ at: number, gain: number }} Gain
 */

/**
 * The place of a clip, and which of its alignments with one episode it rests on: the last that fits
 * no worse than the best. At any speed, hits of two places may lie on one line that neither fits.
 * @param {readonly Alignment[]} alignments of `align`
 * @param {Clip} clip
 * @param {Library} library
 * @param {readonly number[]} windows those the clip may be looked at through
 * @returns {{ place: Place, which: number }}
 */
export function locate(alignments, clip, library, windows) {
  const places = alignments.map((alignment) => refine(alignment, clip, library, windows));
  const limit = alike(Math.min(...places.map(({ bits }) => bits)));
  const which = places.findLastIndex(({ bits }) => bits <= limit);
  return { place: places[which], which };
}

/**
 * @template {Pick<Place, "clipStart" | "clipEnd">} T
 * @param {T} stretch
 * @param {number} byMs
 * @returns {T} the same in a longer clip that begins so much earlier
 */
export function moved(stretch, byMs) {
  const { clipStart, clipEnd } = stretch;
  return { ...stretch, clipStart: clipStart + byMs, clipEnd: clipEnd + byMs };
}

/**
 * Whether a moment of the clip lies in the stretch, both ends included.
 * @param {Pick<Place, "clipStart" | "clipEnd">} place
 * @param {number} clipMs
 * @returns {boolean}
 */
export function holds({ clipStart, clipEnd }, clipMs) {
  return clipStart <= clipMs && clipMs <= clipEnd;
}

/**
 * @param {Alignment} alignment
 * @param {Clip} clip
 * @param {Library} library
 * @param {readonly number[]} windows
 * @returns {Place}
 */
function refine(alignment, clip, library, windows) {
  const { span: [begin, end], speed: voted, offsetMs } = alignment;
  const owner = library.owner(alignment.hits[0].stored);
  const [from, to] = library.first.slice(owner, owner + 2);
  const isNear = (/** @type {number} */ stored) => {
    const at = (library.timesMs[stored] - offsetMs) / voted;
    return at >= begin - AROUND_MS && at <= end + AROUND_MS;
  };
  let [low, high] = [from, to];
  while (low < high && !isNear(low)) low++;
  while (high > low && !isNear(high - 1)) high--;
  const near = { clip, library, from: low, to: high };
  const main = mainWindow(alignment);
  let window = main;
  let least = fitIn(main, alignment, near).votedBits();
  if (least > CLEAR_BITS) {
    for (const other of windows) {
      const bits = fitIn(other, alignment, near).votedBits();
      if (bits < least) [window, least] = [other, bits];
    }
  }
  const fit = fitIn(window, alignment, { clip, library, from, to });
  const { speed, offset, uncertainty, bits } = fit.bestLine();
  const { durationMs } = library.entries[owner];
  const most = CONTRADICTION_BITS + CONTRADICTION_SHARE * bits;
  const shown = fit.shown(speed, offset).map(({ at, residue }) => ({ at, gain: most - residue }));
  const [clipStart, clipEnd] = stretch(shown, alignment, [
    Math.max(0, -offset / speed),
    Math.min(clip.lengthMs, (durationMs - offset) / speed),
  ]);
  const start = Math.max(0, offset + speed * clipStart);
  return {
    clipStart, clipEnd, start, end: offset + speed * clipEnd, uncertainty, speed, window, bits,
  };
}

/**
 * @param {number} window
 * @param {Alignment} alignment
 * @param {Pair} pair
 * @returns {Fit}
 */
function fitIn(window, alignment, { clip, library, from, to }) {
  const width = to - from;
  const bits = new Uint8Array(clip.timesMs.length * width);
  const words = clip.timesMs.map((_, sample) => wordsOf(clip, sample, [window]));
  words.forEach((each, sample) => {
    for (let j = 0; j < width; j++) bits[sample * width + j] = apart(each, library, from + j);
  });
  const steps = words.slice(1).map((each, sample) => apart(each, words[sample], 0));
  return new Fit(alignment, clip.timesMs, library.timesMs.subarray(from, to), bits, steps);
}

/**
 * @param {Clip} clip
 * @param {number} sample
 * @param {readonly number[]} windows
 * @returns {Words}
 */
function wordsOf(clip, sample, windows) {
  return { hashes: clip.hashes(sample, windows), details: clip.details(sample, windows) };
}

/**
 * @param {Words} words of one window
 * @param {Words} others of one window, or of stored frames
 * @param {number} index of those
 * @returns {number} bits of 128
 */
function apart({ hashes, details }, others, index) {
  return distance(hashes, 0, others.hashes, index) + distance(details, 0, others.details, index);
}

/**
 * The window with the heaviest hits.
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
 * From when to when the clip shows this place, in ms: around the hits, as far as stored frames that
 * are found where they should be outweigh those that are not.
 * @param {readonly Gain[]} shown
 * @param {Alignment} alignment
 * @param {[number, number]} ends of the clip, or of the episode in it
 * @returns {[number, number]}
 */
function stretch(shown, { span: [first, last] }, [begin, end]) {
  const before = shown.filter(({ at }) => at < first - SLACK_MS).reverse();
  const after = shown.filter(({ at }) => at > last + SLACK_MS);
  return [
    halfToEven(reach(first, before, Math.min(first, begin))),
    halfToEven(reach(last, after, Math.max(last, end))),
  ];
}

/**
 * How far a stretch reaches beyond its outermost hit at `own`, towards `end`.
 * @param {number} own
 * @param {readonly Gain[]} shown the nearest first
 * @param {number} end
 * @returns {number}
 */
function reach(own, shown, end) {
  const gains = shown.map(({ gain }) => gain);
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
