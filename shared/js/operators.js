/** The constant R, from thumbs to coefficients of windows (fingerprint.md, section 5). */

import { THUMB } from "./thumb.js";

/** Pairs of cuts at the two ends of one direction. */
const CUTS = 16;

/** Rows of an operator. */
export const FREQUENCIES = 16;

/** Numbers in a row of an operator. */
export const ROW = THUMB;

/** Numbers in an operator. */
export const OPERATOR = FREQUENCIES * ROW;

/**
 * The constant R. `values`: 16 cuts × 16 frequencies × 64 pixels, whole numbers; the pixels of cut
 * c outside [from[c], to[c]) are all zero.
 * @typedef {{ values: Float64Array, from: Int32Array, to: Int32Array }} Operators
 */

/**
 * Read the operators from what `fingerprint/operators.json` holds.
 * @param {{ operators: readonly number[] }} json
 * @returns {Operators}
 */
export function createOperators({ operators }) {
  const values = Float64Array.from(operators);
  if (values.length !== CUTS * OPERATOR || !values.every(Number.isInteger)) {
    throw new RangeError(`operators are ${CUTS * OPERATOR} whole numbers`);
  }
  const from = new Int32Array(CUTS);
  const to = new Int32Array(CUTS);
  for (let cut = 0; cut < CUTS; cut++) {
    // Frequency 0 is a plain average: it has no zero within the window.
    const row = values.subarray(cut * OPERATOR, cut * OPERATOR + ROW);
    from[cut] = row.findIndex((value) => value !== 0);
    to[cut] = row.findLastIndex((value) => value !== 0) + 1;
  }
  return { values, from, to };
}
