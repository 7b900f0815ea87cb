/** Recognises a clip: stages, alignments, evidence, verdict (matching.md, sections 7 and 8). */

import { align, totalOfHeaviest } from "./alignment.js";
import { plainness, weight } from "./background.js";
import { weigh } from "./evidence.js";
import { CLEAR_BITS, holds, locate, moved } from "./place.js";
import { STAGES } from "./windows.js";
import { distance } from "./words.js";

/** @typedef {import("./alignment.js").Hit} Hit */
/** @typedef {import("./background.js").Background} Background */
/** @typedef {import("./clip.js").Clip} Clip */
/** @typedef {import("./evidence.js").Evidence} Evidence */
/** @typedef {import("./library.js").Entry} Entry */
/** @typedef {import("./library.js").Library} Library */

/** @typedef {"match" | "several" | "no_match" | "not_enough_picture"} Verdict */

/**
 * One stretch of the clip, found in one episode; `area`: in which part of its frames (Clip).
 * @typedef {{
 *   entry: Entry,
 *   place: import("./place.js").Place,
 *   evidence: Evidence,
 *   area: import("./borders.js").Area | null,
 * }} Match
 */

/**
 * The verdict; the places it rests on, best first; and places only one sample speaks for. `settled`:
 * matches explain the clip and fit well, so a further stage has nothing to add. `view`: the number of
 * what was looked at (views.js).
 * @typedef {{
 *   verdict: Verdict, matches: Match[], candidates: Match[], stage: number, settled: boolean,
 *   view: number,
 * }} Result
 */

/** The last stage: all windows. */
export const LAST_STAGE = STAGES.length - 1;

/** A work is named when chance would give less than one such alignment in a million clips… */
const MATCH_LOG10_E = -6;

/** …and at least so many samples agree on the place. */
export const MATCH_FRAMES = 2;

/** Hits whose detail words differ more are dropped. */
const MAX_DETAIL_BITS = 22;

/** Episodes aligned per search, the heaviest first. */
const MAX_ENTRIES = 20;

/** Samples that no match explains for which the search goes on. */
export const LEAST_REST = 4;

/** Places of one drama that are looked for in one clip. */
const MAX_PIECES = 3;

/**
 * Compare a clip with the registry, widening the search until all of it is explained.
 * @param {Clip} clip
 * @param {Library} library
 * @param {Background} background
 * @param {number} [lastStage] no stage after it is looked at
 * @param {number} [view] its number (views.js): the evidence pays for the searches before it
 * @returns {Result}
 */
export function recognise(clip, library, background, lastStage = LAST_STAGE, view = 0) {
  const search = new Search(clip, library, background, windowsUpTo(lastStage), view);
  /** @type {Match[]} */
  const matches = [];
  /** @type {Match[]} */
  let candidates = [];
  let rest = clip.timesMs.map((_, sample) => sample);
  let stage = 0;
  for (; ; stage++) {
    const found = search.find(stage, rest);
    matches.push(...found.filter(({ evidence }) => evidence.frames >= MATCH_FRAMES));
    if (!candidates.length) candidates = found;
    rest = rest.filter((i) => !matches.some(({ place }) => holds(place, clip.timesMs[i])));
    if (stage === lastStage || (matches.length && rest.length < LEAST_REST)) break;
  }
  if (!matches.length) {
    const verdict = clip.rich >= MATCH_FRAMES ? "no_match" : "not_enough_picture";
    return { verdict, matches, candidates, stage, settled: false, view };
  }
  const clear = matches.every(({ place }) => place.bits <= CLEAR_BITS);
  return {
    verdict: verdictOf(matches),
    matches: matches.sort(byEvidence),
    candidates: [],
    stage,
    settled: clear && rest.length < LEAST_REST,
    view,
  };
}

/**
 * @param {readonly Match[]} matches
 * @returns {Verdict} that of a clip in which something was found
 */
export function verdictOf(matches) {
  return new Set(matches.map(({ entry }) => entry.drama)).size > 1 ? "several" : "match";
}

/**
 * @param {Match} match
 * @param {number} byMs
 * @returns {Match} the same in a longer clip that begins so much earlier
 */
export function later(match, byMs) {
  return { ...match, place: moved(match.place, byMs) };
}

/**
 * @param {number} stage
 * @returns {number[]} all windows of the stages up to this one, in their order
 */
function windowsUpTo(stage) {
  return STAGES.slice(0, stage + 1).flat();
}

/**
 * @param {Match} a
 * @param {Match} b
 * @returns {number} the strongest evidence first
 */
function byEvidence(a, b) {
  return a.evidence.log10E - b.evidence.log10E;
}

/** A clip and what it is compared with. */
class Search {
  #clip;
  #library;
  #background;
  #windows;
  #view;

  /**
   * @param {Clip} clip
   * @param {Library} library
   * @param {Background} background
   * @param {readonly number[]} windows those that places are refined with
   * @param {number} view its number (views.js)
   */
  constructor(clip, library, background, windows, view) {
    this.#clip = clip;
    this.#library = library;
    this.#background = background;
    this.#windows = windows;
    this.#view = view;
  }

  /**
   * All places of some samples that pass MATCH_LOG10_E with the windows up to a stage, best first.
   * @param {number} stage
   * @param {readonly number[]} samples
   * @returns {Match[]}
   */
  find(stage, samples) {
    const { entries } = this.#library;
    const hits = this.#hits(stage, samples);
    const byDrama = grouped(hits, ({ stored }) => entries[this.#library.owner(stored)].drama);
    return [...byDrama.values()].flatMap((own) => this.#pieces(own, stage)).sort(byEvidence);
  }

  /**
   * @param {number} stage
   * @param {readonly number[]} samples
   * @returns {Hit[]} in order of sample, then of stored frame
   */
  #hits(stage, samples) {
    const windows = windowsUpTo(stage);
    const library = this.#library;
    /** @type {Hit[]} */
    const hits = [];
    const all = library.near(samples.map((frame) => this.#clip.hashes(frame, windows)));
    for (const [i, near] of all.entries()) {
      const frame = samples[i];
      const used = [...new Set(near.map(({ place }) => windows[place]))];
      const details = this.#clip.details(frame, used);
      const clipMs = this.#clip.timesMs[frame];
      for (const { stored, place, bits } of near) {
        const window = windows[place];
        const detailBits = distance(details, used.indexOf(window), library.details, stored);
        if (detailBits > MAX_DETAIL_BITS) continue;
        const episodeMs = library.timesMs[stored];
        const plain = plainness(library.hashes, stored);
        const heft = weight(this.#background, stage, bits, detailBits, plain);
        hits.push({ frame, stored, window, clipMs, episodeMs, weight: heft });
      }
    }
    return hits;
  }

  /**
   * The places of one drama in the clip; each takes its stretch of the clip from the next.
   * @param {Hit[]} hits
   * @param {number} stage
   * @returns {Match[]}
   */
  #pieces(hits, stage) {
    /** @type {Match[]} */
    const found = [];
    let left = hits;
    while (left.length && found.length < MAX_PIECES) {
      const match = this.#best(left, stage);
      if (!match) break;
      found.push(match);
      left = left.filter(({ clipMs }) => !holds(match.place, clipMs));
    }
    return found;
  }

  /**
   * The place of the episode with the strongest evidence, if any passes MATCH_LOG10_E.
   * @param {readonly Hit[]} hits
   * @param {number} stage
   * @returns {Match | null}
   */
  #best(hits, stage) {
    const [clip, library] = [this.#clip, this.#library];
    const searches = STAGES.length * this.#view + stage + 1;
    const weighed = heaviestEntries(hits, library).map((own) =>
      align(own).map((alignment) => {
        return { alignment, evidence: weigh(alignment, clip, library, searches) };
      }),
    );
    const strongest = weighed.reduce((a, b) => (leastOf(b) < leastOf(a) ? b : a));
    const passing = strongest.filter(({ evidence }) => evidence.log10E <= MATCH_LOG10_E);
    if (!passing.length) return null;
    const alignments = passing.map(({ alignment }) => alignment);
    const { place, which } = locate(alignments, clip, library, this.#windows);
    const entry = library.entries[library.owner(alignments[0].hits[0].stored)];
    return { entry, place, evidence: passing[which].evidence, area: clip.area };
  }
}

/**
 * @param {readonly { evidence: Evidence }[]} weighed
 * @returns {number} the least lg E
 */
function leastOf(weighed) {
  return Math.min(...weighed.map(({ evidence }) => evidence.log10E));
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
