/** How often unrelated frames resemble each other: the tables of `matching/background.json`. */

import { bitCount } from "./words.js";

/**
 * Decimal logarithms of probabilities (matching.md, section 1), by stage and bits of pHash, by bits
 * of the detail word, and by plainness of the stored frame.
 * @typedef {{
 *   readonly phash_log10: readonly (readonly number[])[],
 *   readonly detail_log10: readonly number[],
 *   readonly plain_log10: readonly number[],
 * }} Background
 */

/**
 * Evidence of one hit: minus log10 of the chance of one as good, per stored frame.
 * @param {Background} background
 * @param {number} stage
 * @param {number} phashBits
 * @param {number} detailBits
 * @param {number} plain plainness of the stored frame
 * @returns {number}
 */
export function weight({ phash_log10, detail_log10, plain_log10 }, stage, phashBits, detailBits, plain) {
  return -(phash_log10[stage][phashBits] + detail_log10[detailBits] + plain_log10[plain]);
}

const MEAN_TURNS = 56;

/**
 * How far a pHash's turns are from the mean, half of all pairs of neighbours in its rows and columns
 * of 8 bits: far in plain pictures, which are alike by nature.
 * @param {Uint32Array} hashes pairs, the first the more significant
 * @param {number} at the number of the word
 * @returns {number} 0 to 56
 */
export function plainness(hashes, at) {
  const [high, low] = [hashes[2 * at], hashes[2 * at + 1]];
  const below = (high << 8) | (low >>> 24); // the rows after those of the high half
  const turns =
    bitCount((high ^ (high << 1)) & 0xfefefefe) +
    bitCount((low ^ (low << 1)) & 0xfefefefe) +
    bitCount(high ^ below) +
    bitCount((low ^ (low << 8)) & 0xffffff00);
  return Math.abs(turns - MEAN_TURNS);
}
