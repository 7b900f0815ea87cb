/** How often unrelated frames resemble each other: the tables of `matching/background.json`. */

/**
 * Decimal logarithms of probabilities (matching.md, section 1), by stage and bits of pHash, and by
 * bits of the detail word.
 * @typedef {{
 *   readonly phash_log10: readonly (readonly number[])[],
 *   readonly detail_log10: readonly number[],
 * }} Background
 */

/**
 * Evidence of one hit: minus log10 of the chance of one as good, per stored frame.
 * @param {Background} background
 * @param {number} stage
 * @param {number} phashBits
 * @param {number} detailBits
 * @returns {number}
 */
export function weight(background, stage, phashBits, detailBits) {
  return -(background.phash_log10[stage][phashBits] + background.detail_log10[detailBits]);
}
