/** The registered frames that clips are compared with (matching.md, section 1). */

import { findNear } from "./nearest.js";

/** Bits of pHash within which a stored frame is a candidate. */
const RADIUS = 8;

/** @typedef {import("./nearest.js").Near} Near */

/**
 * One registered episode and its track.
 * @typedef {{
 *   drama: string, edition: string, episode: number, track: import("./track.js").Track,
 * }} Entry
 */

/** All stored frames in one row, numbered through, and whose they are. */
export class Library {
  /** @param {readonly Entry[]} entries */
  constructor(entries) {
    const tracks = entries.map(({ track }) => track);
    /** @readonly */
    this.entries = entries;
    /** The number of each entry's first stored frame; at the end, how many there are. @readonly */
    this.first = [0];
    for (const { timesMs } of tracks) this.first.push(this.size + timesMs.length);
    /** Pairs. @readonly */
    this.hashes = joined(tracks.map(({ hashes }) => hashes));
    /** Pairs. @readonly */
    this.details = joined(tracks.map(({ details }) => details));
    /** @readonly */
    this.timesMs = joined(tracks.map(({ timesMs }) => timesMs));
  }

  /** How many frames are stored. */
  get size() {
    return this.first[this.first.length - 1];
  }

  /**
   * @param {number} stored
   * @returns {number} which entry the stored frame belongs to
   */
  owner(stored) {
    let low = 0;
    let high = this.entries.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.first[middle] <= stored) low = middle;
      else high = middle;
    }
    return low;
  }

  /**
   * Stored frames that resemble a sample in any of these windows.
   * @param {Uint32Array} hashes the windows' pHashes, pairs
   * @returns {Near[]}
   */
  near(hashes) {
    return findNear(hashes, this.hashes, RADIUS);
  }
}

/**
 * @param {readonly Uint32Array[]} parts
 * @returns {Uint32Array}
 */
function joined(parts) {
  const whole = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
