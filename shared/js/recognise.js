/** Recognises a clip: stages, alignments, evidence, verdict (matching.md, sections 6 and 7). */

import { align, totalOfHeaviest } from "./alignment.js";
import { weight } from "./background.js";
import { weigh } from "./evidence.js";
import { locate } from "./place.js";
import { STAGES } from "./windows.js";
import { distance } from "./words.js";

/** @typedef {import("./alignment.js").Hit} Hit */
/** @typedef {import("./background.js").Background} Background */
/** @typedef {import("./clip.js").Clip} Clip */
/** @typedef {import("./library.js").Entry} Entry */
/** @typedef {import("./library.js").Library} Library */

/** @typedef {"match" | "several" | "no_match" | "not_enough_picture"} Verdict */

/**
 * One stretch of the clip, found in one episode.
 * @typedef {{
 *   entry: Entry,
 *   place: import("./place.js").Place,
 *   evidence: import("./evidence.js").Evidence,
 * }} Match
 */

/**
 * The verdict; the places it rests on, best first; and places only one sample speaks for.
 * @typedef {{ verdict: Verdict, matches: Match[], candidates: Match[], stage: number }} Result
 */

/** What a search compares, and how. @typedef {{ clip: Clip, library: Library }} Pair */

/** The last stage: all windows. */
export const LAST_STAGE = STAGES.length - 1;

/** A work is named when chance would give less than one such alignment in a million clips… */
const MATCH_LOG10_E = -6;

/** …and at least so many samples agree on the place. */
const MATCH_FRAMES = 2;

/** Hits whose detail words differ more are dropped. */
const MAX_DETAIL_BITS = 22;

/** Episodes aligned per search, the heaviest first. */
const MAX_ENTRIES = 20;

/** Places of one drama that are looked for in one clip. */
const MAX_PIECES = 3;

/**
 * Compare a clip with the registry, widening the search until something is found.
 * @param {Clip} clip
 * @param {Library} library
 * @param {Background} background
 * @param {number} [lastStage] no stage after it is looked at
 * @returns {Result}
 */
export function recognise(clip, library, background, lastStage = LAST_STAGE) {
  /** @type {Match[]} */
  let candidates = [];
  for (let stage = 0; stage <= lastStage; stage++) {
    const found = search({ clip, library }, background, stage);
    const matches = found.filter(({ evidence }) => evidence.frames >= MATCH_FRAMES);
    if (matches.length) {
      const dramas = new Set(matches.map(({ entry }) => entry.drama));
      return { verdict: dramas.size > 1 ? "several" : "match", matches, candidates: [], stage };
    }
    if (!candidates.length) candidates = found;
  }
  const verdict = clip.rich >= MATCH_FRAMES ? "no_match" : "not_enough_picture";
  return { verdict, matches: [], candidates, stage: lastStage };
}

/**
 * All places that pass MATCH_LOG10_E with the windows up to this stage, best first.
 * @param {Pair} pair
 * @param {Background} background
 * @param {number} stage
 * @returns {Match[]}
 */
function search(pair, background, stage) {
  const { library } = pair;
  const hits = findHits(pair, background, stage);
  const byDrama = grouped(hits, ({ stored }) => library.entries[library.owner(stored)].drama);
  return [...byDrama.values()]
    .flatMap((own) => pieces(own, pair))
    .sort((a, b) => a.evidence.log10E - b.evidence.log10E);
}

/**
 * @param {Pair} pair
 * @param {Background} background
 * @param {number} stage
 * @returns {Hit[]} in order of sample, then of stored frame
 */
function findHits({ clip, library }, background, stage) {
  const windows = STAGES.slice(0, stage + 1).flat();
  /** @type {Hit[]} */
  const hits = [];
  clip.timesMs.forEach((clipMs, frame) => {
    const near = library.near(clip.hashes(frame, windows));
    const used = [...new Set(near.map(({ place }) => windows[place]))];
    const details = clip.details(frame, used);
    for (const { stored, place, bits } of near) {
      const window = windows[place];
      const detailBits = distance(details, used.indexOf(window), library.details, stored);
      if (detailBits > MAX_DETAIL_BITS) continue;
      const episodeMs = library.timesMs[stored];
      const heft = weight(background, stage, bits, detailBits);
      hits.push({ frame, stored, window, clipMs, episodeMs, weight: heft });
    }
  });
  return hits;
}

/**
 * The places of one drama in the clip; each takes its stretch of the clip from the next.
 * @param {Hit[]} hits
 * @param {Pair} pair
 * @returns {Match[]}
 */
function pieces(hits, pair) {
  /** @type {Match[]} */
  const found = [];
  let left = hits;
  while (left.length && found.length < MAX_PIECES) {
    const best = heaviestEntries(left, pair.library)
      .map((own) => match(own, pair))
      .reduce((a, b) => (b.evidence.log10E < a.evidence.log10E ? b : a));
    if (best.evidence.log10E > MATCH_LOG10_E) break;
    found.push(best);
    const { clipStart, clipEnd } = best.place;
    left = left.filter(({ clipMs }) => clipMs < clipStart || clipMs > clipEnd);
  }
  return found;
}

/**
 * The hits entry by entry, the heaviest entries first.
 * @param {readonly Hit[]} hits
 * @param {Library} library
 * @returns {Hit[][]}
 */
function heaviestEntries(hits, library) {
  return [...grouped(hits, ({ stored }) => library.owner(stored))]
    .map(([owner, own]) => ({ owner, own, total: totalOfHeaviest(own) }))
    .sort((a, b) => b.total - a.total || a.owner - b.owner)
    .slice(0, MAX_ENTRIES)
    .map(({ own }) => own);
}

/**
 * @param {readonly Hit[]} hits of one entry
 * @param {Pair} pair
 * @returns {Match}
 */
function match(hits, { clip, library }) {
  const { place, alignment } = locate(align(hits), clip, library);
  const entry = library.entries[library.owner(hits[0].stored)];
  return { entry, place, evidence: weigh(alignment, clip, library) };
}

/**
 * @template T, K
 * @param {Iterable<T>} items
 * @param {(item: T) => K} key
 * @returns {Map<K, T[]>} keys in order of their first items
 */
function grouped(items, key) {
  /** @type {Map<K, T[]>} */
  const groups = new Map();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
