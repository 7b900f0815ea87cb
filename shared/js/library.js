/** The registered frames that clips are compared with (matching.md, section 1). */

import { findNear } from "./nearest.js";

/** @typedef {import("./nearest.js").Near} Near */

/**
 * One registered episode; `durationMs` is its track's.
 * @typedef {{ drama: string, edition: string, episode: number, durationMs: number }} Entry
 */

/**
 * An episode and the stored frames of it.
 * @typedef {{
 *   drama: string, edition: string, episode: number, track: import("./track.js").Track,
 * }} Tracked
 */

/** All stored frames in one row, numbered through, and whose they are. */
export class Library {
  /** @type {Entry[]} @readonly */
  entries = [];
  /** The number of each entry's first stored frame; at the end, how many there are. @readonly */
  first = [0];

  /**
   * Copies the tracks, one after another: there may be 60 MB of them, which no one should hold twice.
   * @param {Iterable<Tracked>} episodes
   * @param {number} frames of all their tracks; RangeError if they have more
   */
  constructor(episodes, frames) {
    /** Pairs. @readonly */
    this.hashes = new Uint32Array(2 * frames);
    /** Pairs. @readonly */
    this.details = new Uint32Array(2 * frames);
    /** @readonly */
    this.timesMs = new Uint32Array(frames);
    for (const { drama, edition, episode, track } of episodes) {
      this.hashes.set(track.hashes, 2 * this.size);
      this.details.set(track.details, 2 * this.size);
      this.timesMs.set(track.timesMs, this.size);
      this.entries.push({ drama, edition, episode, durationMs: track.durationMs });
      this.first.push(this.size + track.timesMs.length);
    }
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
   * Stored frames that resemble each sample in any of these windows.
   * @param {readonly Uint32Array[]} samples the windows' pHashes, pairs
   * @returns {Near[][]}
   */
  near(samples) {
    return findNear(samples, this.hashes);
  }
}
