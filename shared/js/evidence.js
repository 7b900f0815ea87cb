/** Weighs an alignment: how many as good would chance give? (matching.md, section 4) */

import { SPEEDS, TOLERANCE_MS } from "./alignment.js";
import { distance } from "./words.js";

/** @typedef {import("./alignment.js").Alignment} Alignment */
/** @typedef {import("./alignment.js").Hit} Hit */
/** @typedef {import("./clip.js").Clip} Clip */
/** @typedef {import("./library.js").Library} Library */

/** Frames within so many bits are one shot. */
const SAME_SHOT = 8;

const UNCUT = [0];
const SLOWEST = Math.min(...SPEEDS);
const FASTEST = Math.max(...SPEEDS);

/**
 * log10 of the expected number of chance alignments as good, and what it rests on.
 * @typedef {{ log10E: number, shots: number, frames: number }} Evidence
 */

/**
 * @param {Alignment} alignment
 * @param {Clip} clip
 * @param {Library} library
 * @param {number} searches for the clip, this one included
 * @returns {Evidence}
 */
export function weigh(alignment, clip, library, searches) {
  const [seed, ...others] = independent(alignment.hits, clip, library);
  let log10E = Math.log10(library.size * countShots(clip) * searches) - seed.weight;
  for (const hit of others) {
    log10E += Math.min(0, Math.log10(places(hit, seed, library)) - hit.weight);
  }
  const frames = new Set(alignment.hits.map(({ frame }) => frame));
  return { log10E, shots: others.length + 1, frames: frames.size };
}

/**
 * How many shots the clip's samples show, at least 1.
 * @param {Clip} clip
 * @returns {number}
 */
function countShots(clip) {
  /** @type {Uint32Array[]} */
  const leaders = [];
  for (let frame = 0; frame < clip.timesMs.length; frame++) {
    const word = clip.hashes(frame, UNCUT);
    if (leaders.every((leader) => !isSameShot(word, leader))) leaders.push(word);
  }
  return Math.max(1, leaders.length);
}

/**
 * The heaviest hits of which no two share a shot, in the clip or in the registry.
 * @param {readonly Hit[]} hits in order of weight
 * @param {Clip} clip
 * @param {Library} library
 * @returns {Hit[]}
 */
function independent(hits, clip, library) {
  /** @type {{ hit: Hit, seen: Uint32Array, kept: Uint32Array }[]} */
  const counted = [];
  for (const hit of hits) {
    const seen = clip.hashes(hit.frame, UNCUT);
    const kept = library.hashes.subarray(2 * hit.stored, 2 * hit.stored + 2);
    const known = counted.some(
      (other) => isSameShot(seen, other.seen) || isSameShot(kept, other.kept),
    );
    if (!known) counted.push({ hit, seen, kept });
  }
  return counted.map(({ hit }) => hit);
}

/**
 * @param {Uint32Array} word one pair
 * @param {Uint32Array} leader one pair
 * @returns {boolean}
 */
function isSameShot(word, leader) {
  return distance(word, 0, leader, 0) <= SAME_SHOT;
}

/**
 * Stored frames of the episode that `hit` could have met, given the seed, at any speed.
 * @param {Hit} hit
 * @param {Hit} seed
 * @param {Library} library
 * @returns {number} at least 1
 */
function places(hit, seed, library) {
  const owner = library.owner(seed.stored);
  const gap = hit.clipMs - seed.clipMs;
  const low = seed.episodeMs + Math.min(gap * SLOWEST, gap * FASTEST) - TOLERANCE_MS;
  const high = seed.episodeMs + Math.max(gap * SLOWEST, gap * FASTEST) + TOLERANCE_MS;
  let count = 0;
  for (let stored = library.first[owner]; stored < library.first[owner + 1]; stored++) {
    if (library.timesMs[stored] >= low && library.timesMs[stored] <= high) count++;
  }
  return Math.max(1, count);
}
