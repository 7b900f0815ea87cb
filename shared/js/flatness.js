/** Whether a thumb shows enough to be looked up (fingerprint.md, sections 4 and 5). */

import { areaSums, overlaps, rounded } from "./average.js";
import { THUMB } from "./thumb.js";

/** Side of the central picture. */
const SIDE = 32;

/** Samples along the side of a cell. */
const CELL = 4;

/** Grey levels of bend that make a cell of a query busy. */
const QUERY_BEND = 4;

/** A query with fewer busy cells is flat. */
const QUERY_BUSY_CELLS = 16;

const MIDDLE = overlaps(SIDE, 14, 10, 96);

/**
 * The central 70 % of a thumb, 32 × 32.
 * @param {Uint8Array} thumb 64 × 64
 * @returns {Uint8Array} 1,024 samples
 */
export function central(thumb) {
  return rounded(areaSums(thumb, THUMB, 0, MIDDLE, MIDDLE), 14 * 14);
}

/**
 * How many of the 64 cells of 4 × 4 samples hold a bend of at least `bend` grey levels. The bend
 * is the sum of the differences to the four neighbours; slopes have none.
 * @param {Uint8Array} picture central picture, 32 × 32
 * @param {number} bend
 * @returns {number}
 */
export function busyCells(picture, bend) {
  const busy = new Set();
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      if (bendAt(picture, y, x) >= bend) {
        busy.add(Math.floor(y / CELL) * SIDE + Math.floor(x / CELL));
      }
    }
  }
  return busy.size;
}

/**
 * @param {Uint8Array} picture
 * @param {number} y
 * @param {number} x
 * @returns {number}
 */
function bendAt(picture, y, x) {
  const at = y * SIDE + x;
  const here = picture[at];
  const above = y > 0 ? picture[at - SIDE] : here;
  const below = y < SIDE - 1 ? picture[at + SIDE] : here;
  const left = x > 0 ? picture[at - 1] : here;
  const right = x < SIDE - 1 ? picture[at + 1] : here;
  return Math.abs(above + below + left + right - 4 * here);
}

/**
 * Whether a sample shows too little to be looked up.
 * @param {Uint8Array} thumb 64 × 64
 * @returns {boolean}
 */
export function isFlat(thumb) {
  return busyCells(central(thumb), QUERY_BEND) < QUERY_BUSY_CELLS;
}
