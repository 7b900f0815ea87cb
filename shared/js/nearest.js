/** Finds the stored pHashes that lie near any of a sample's window hashes. Exact. */

import { distance } from "./words.js";

/** Bits of pHash within which a stored frame is a candidate. */
const RADIUS = 8;

/**
 * Words at most RADIUS apart differ by two bits or less in one of three bands: bits 63 to 43, 42 to
 * 22 and 20 to 0.
 */
const BANDS = 3;
const BAND_BITS = 21;
const BAND_MASK = 2 ** BAND_BITS - 1;
const TURNS = turns();

/** Parts of samples that are sought in one pass over the stored words: a bit each in `marks`. */
const AT_ONCE = 16;

/** Of many windows, so many parts are made. */
const PARTS = 4;
const MANY = 32;

/**
 * Band by band and for each value of it, the parts that have a window with nearly this value. A
 * stored word which they lead to no part is near no window: most are. 3 million random words, 16
 * samples and 512 windows take 0.8 s (Node 20, 2026-11; 12 s without), 8 windows 0.06 s.
 */
const marks = Array.from({ length: BANDS }, () => new Uint16Array(BAND_MASK + 1));

/**
 * Windows this near to a group's first are of its group. Neighbouring windows hash alike, so 512
 * make about 50 groups; a stored word further than this plus RADIUS from a group's first is near
 * none of the group.
 */
const GROUP_BITS = 14;

/**
 * A stored word with the nearest of the windows: which of those given, and the bits between them.
 * @typedef {{ stored: number, place: number, bits: number }} Near
 */

/**
 * Some of a sample's groups: the first word of each (pairs), and which windows are its members; and
 * what was found near any part of the sample.
 * @typedef {{
 *   windows: Uint32Array, groups: number[][], firsts: Uint32Array, found: Near[],
 * }} Part
 */

/**
 * For each sample the stored words near any of its windows, each with the nearest window, the first
 * of equals.
 * @param {readonly Uint32Array[]} samples the windows of each, pairs, as many for all
 * @param {Uint32Array} stored pairs
 * @returns {Near[][]} each in order of stored words
 */
export function findNear(samples, stored) {
  const count = samples.length && samples[0].length >= 2 * MANY ? PARTS : 1;
  const parts = samples.map((windows) => partsOf(windows, count));
  for (let first = 0; first < parts.length; first += AT_ONCE / count) {
    search(parts.slice(first, first + AT_ONCE / count).flat(), stored);
  }
  return parts.map(([{ found }]) => found);
}

/**
 * @param {readonly Part[]} parts at most AT_ONCE, of whole samples, whose `found` is filled
 * @param {Uint32Array} stored pairs
 */
function search(parts, stored) {
  const [upper, middle, lower] = marks;
  for (const each of marks) each.fill(0);
  parts.forEach((part, bit) => mark(part, 1 << bit));
  for (let j = 0; 2 * j < stored.length; j++) {
    const high = stored[2 * j];
    const low = stored[2 * j + 1];
    let near =
      upper[high >>> 11] |
      middle[((high << 10) | (low >>> 22)) & BAND_MASK] |
      lower[low & BAND_MASK];
    for (let bit = 0; near; bit++, near >>= 1) {
      if (near & 1) compare(parts[bit], stored, j);
    }
  }
}

/**
 * @param {Part} part
 * @param {number} bit
 */
function mark({ windows, groups }, bit) {
  const [upper, middle, lower] = marks;
  for (const window of groups.flat()) {
    const [high, low] = [windows[2 * window], windows[2 * window + 1]];
    for (const turn of TURNS) {
      upper[(high >>> 11) ^ turn] |= bit;
      middle[(((high << 10) | (low >>> 22)) & BAND_MASK) ^ turn] |= bit;
      lower[(low & BAND_MASK) ^ turn] |= bit;
    }
  }
}

/**
 * Note a stored word if it is near a window of the part, and no other part of its sample has a
 * nearer one.
 * @param {Part} part
 * @param {Uint32Array} stored
 * @param {number} j which of them
 */
function compare({ windows, groups, firsts, found }, stored, j) {
  const known = found.length && found[found.length - 1].stored === j ? found[found.length - 1] : null;
  let place = known?.place ?? -1;
  let bits = known?.bits ?? RADIUS + 1;
  for (let i = 0; i < groups.length; i++) {
    if (distance(firsts, i, stored, j) > RADIUS + GROUP_BITS) continue;
    for (const member of groups[i]) {
      const apart = distance(windows, member, stored, j);
      if (apart < bits || (apart === bits && member < place)) {
        bits = apart;
        place = member;
      }
    }
  }
  if (known) Object.assign(known, { place, bits });
  else if (place >= 0) found.push({ stored: j, place, bits });
}

/**
 * @param {Uint32Array} windows pairs
 * @param {number} count of parts
 * @returns {Part[]}
 */
function partsOf(windows, count) {
  const groups = grouped(windows);
  /** @type {Near[]} */
  const found = [];
  return Array.from({ length: count }, (_, part) => {
    const own = groups.filter((_, i) => i % count === part);
    const firsts = own.flatMap(([first]) => [windows[2 * first], windows[2 * first + 1]]);
    return { windows, groups: own, firsts: Uint32Array.from(firsts), found };
  });
}

/**
 * @param {Uint32Array} windows pairs
 * @returns {number[][]} which of them hash alike
 */
function grouped(windows) {
  /** @type {number[][]} */
  const groups = [];
  for (let i = 0; 2 * i < windows.length; i++) {
    const group = groups.find(([first]) => distance(windows, first, windows, i) <= GROUP_BITS);
    if (group) group.push(i);
    else groups.push([i]);
  }
  return groups;
}

/** @returns {Uint32Array} what bands may differ by: at most two bits */
function turns() {
  const bits = Array.from({ length: BAND_BITS }, (_, i) => 1 << i);
  const pairs = bits.flatMap((one) => bits.filter((other) => other < one).map((other) => one | other));
  return Uint32Array.from([0, ...bits, ...pairs]);
}
