/** One look at a clip: its samples as they come in, and when they are worth a search. */

import { Borders, isFlat, thumb } from "../../shared/js/fingerprint.js";

/** Usable samples of a clip: as many as POST /v1/match takes, so both ways see the same ones. */
export const MOST_USABLE = 16;

/** Frames read, repeated and flat ones included, after which a clip has shown what it has: 6 s. */
const MOST_TRIES = 24;

/** Usable samples after which a find is settled: the first ones say which work, more say where. */
const SETTLED = 8;

/** All windows; below it, those that cost little. */
const FULL = 3;
const CHEAP = 2;

/**
 * Searches by usable samples: cheap ones early, since most known clips are found so; the full grid
 * after 2 s and at the end.
 * @type {readonly (readonly [number, number])[]}
 */
const SEARCHES = [
  [2, CHEAP],
  [4, CHEAP],
  [6, CHEAP],
  [8, FULL],
  [12, CHEAP],
  [MOST_USABLE, FULL],
];

/** Searches in vain, 1.5 s of samples, after which a further look drops what the last one showed. */
const MISSED = 3;

export class Look {
  /** A search is under way. */
  busy = false;
  /** The search that `due` asked for is the last. */
  last = false;
  /** What was found so far. @type {import("./works.js").Finding | null} */
  finding = null;

  /** @type {Map<number, Uint8Array>} planes by media time, flat ones included */
  #planes = new Map();
  #borders = new Borders();
  #usable = 0;
  #tries = 0;
  #searched = 0;

  /** @param {number} generation */
  constructor(generation) {
    this.generation = generation;
  }

  /**
   * @param {number} t_ms media time
   * @param {number} tries frames read by now
   * @param {Uint8Array | null} plane 256 × 256; null: nothing new at this time
   * @param {boolean} [last] nothing more will come
   */
  add(t_ms, tries, plane, last = false) {
    this.#tries = last ? MOST_TRIES : Math.max(this.#tries, tries);
    if (!plane || this.#usable >= MOST_USABLE || this.#planes.has(t_ms)) return;
    this.#planes.set(t_ms, plane);
    this.#borders.see(plane);
    if (!isFlat(thumb(plane, this.#borders.area()))) this.#usable++;
  }

  /** @returns {number | null} the stage up to which to search now; null: not yet */
  due() {
    if (this.#tries >= MOST_TRIES || this.#usable >= MOST_USABLE) {
      this.last = true;
      return FULL;
    }
    const reached = SEARCHES.findLastIndex(([least]) => this.#usable >= least) + 1;
    if (reached <= this.#searched) return null;
    this.#searched = reached;
    return SEARCHES[reached - 1][1];
  }

  /**
   * Take what a search has found: a later one knows the place better, but may see less of it.
   * @param {import("./works.js").Finding} finding
   */
  take(finding) {
    const { state } = finding;
    if (state === "offline" || state === "refused") this.#searched = 0; // nothing was compared
    if (finding.matches.length || !this.finding?.matches.length) this.finding = finding;
  }

  /** Searched often enough to have found what was there before, if it still played. */
  get missed() {
    return this.#searched >= MISSED && !this.finding;
  }

  /** Further samples would change nothing, and no search is under way. */
  get settled() {
    if (this.busy) return false;
    return this.last || (Boolean(this.finding?.matches.length) && this.#usable >= SETTLED);
  }

  /** @returns {[number, Uint8Array][]} ms from the first sample, and plane, in order of time */
  samples() {
    return inOrder(this.#planes);
  }
}

/**
 * @param {Map<number, Uint8Array>} planes by media time, ms
 * @returns {[number, Uint8Array][]} ms from the first sample, and plane, in order of time
 */
export function inOrder(planes) {
  const sorted = [...planes].sort(([a], [b]) => a - b);
  const [[first] = [0]] = sorted;
  return sorted.map(([t_ms, plane]) => [t_ms - first, plane]);
}

/** Looks under way, the newest last; an old one whose content script fell silent is dropped. */
const MOST_LOOKS = 64;

/** @type {Map<string, Look>} */
const looks = new Map();

/**
 * The look at a clip; a new generation of the same video replaces the one before.
 * @param {string} name of tab, frame and video
 * @param {number} generation
 * @returns {Look}
 */
export function lookAt(name, generation) {
  const known = looks.get(name);
  if (known?.generation === generation) return known;
  const look = new Look(generation);
  looks.delete(name);
  looks.set(name, look);
  for (const oldest of [...looks.keys()].slice(0, -MOST_LOOKS)) looks.delete(oldest);
  return look;
}

/**
 * @param {string} name
 * @param {number} generation
 * @returns {boolean}
 */
export function isLooking(name, generation) {
  return looks.get(name)?.generation === generation;
}

/**
 * @param {string} name
 * @param {Look} [look] unless another look has begun since
 */
export function endLook(name, look) {
  if (!look || looks.get(name) === look) looks.delete(name);
}
