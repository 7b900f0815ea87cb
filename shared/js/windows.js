/**
 * Query hashes of a thumb: every crop window, plain and mirrored (fingerprint.md, section 5).
 *
 * Words are pairs of unsigned 32-bit halves, [high, low], in one Uint32Array.
 */

import { FREQUENCIES, OPERATOR, ROW } from "./operators.js";
import { THUMB } from "./thumb.js";

/** @typedef {import("./operators.js").Operators} Operators */

/** Windows that are not mirrored; id + GRID is the same window mirrored. */
export const GRID = 256;

/** Coefficients of the pHash along a side, and in all. */
const LOW = 8;
const BITS = LOW * LOW;

const CENTRED = [0, 85, 170, 255];

/**
 * Window ids that each stage adds to those before it.
 * @type {readonly (readonly number[])[]}
 */
export const STAGES = [
  CENTRED.slice(0, 1),
  CENTRED.slice(1),
  CENTRED.map((window) => window + GRID),
  Array.from({ length: 2 * GRID }, (_, id) => id).filter((id) => !CENTRED.includes(id % GRID)),
];

/**
 * Places in a 16 × 16 block of the detail word's bits, from the first.
 * @type {Int32Array}
 */
export const DETAIL_PLACES = detailPlaces();

/** @returns {Int32Array} */
function detailPlaces() {
  const places = [];
  for (let u = 0; u < FREQUENCIES; u++) {
    for (let v = 0; v < FREQUENCIES; v++) {
      if (u >= LOW || v >= LOW) places.push({ u, v });
    }
  }
  places.sort(
    (a, b) =>
      a.u + a.v - (b.u + b.v) || Math.abs(a.u - a.v) - Math.abs(b.u - b.v) || a.u - b.u,
  );
  return Int32Array.from(places.slice(0, 64), ({ u, v }) => u * FREQUENCIES + v);
}

/**
 * The hashes of one thumb, computed when they are asked for. What all windows of one vertical cut
 * have in common is kept, so the centre alone costs little and the grid not 512 times that.
 */
export class Windows {
  #operators;
  #thumb;
  /**
   * R[cut] · G for each vertical cut, 8 × 64: low frequencies at 2·cut, high ones at 2·cut + 1.
   * @type {Float64Array[]}
   */
  #lines = [];

  /**
   * @param {Operators} operators
   * @param {Uint8Array} thumb 64 × 64
   */
  constructor(operators, thumb) {
    if (thumb.length !== THUMB * THUMB) throw new RangeError("a thumb has 64 x 64 samples");
    this.#operators = operators;
    this.#thumb = Float64Array.from(thumb);
  }

  /**
   * pHashes of some windows.
   * @param {ArrayLike<number>} ids
   * @returns {Uint32Array} a pair each
   */
  hashes(ids) {
    const words = new Uint32Array(2 * ids.length);
    for (let i = 0; i < ids.length; i++) {
      const block = this.coefficients(ids[i]);
      const middle = twiceTheMiddle(block);
      for (let bit = 0; bit < BITS; bit++) {
        if (2 * block[bit] > middle) setBit(words, 2 * i, bit);
      }
    }
    return words;
  }

  /**
   * Detail words of some windows.
   * @param {ArrayLike<number>} ids
   * @returns {Uint32Array} a pair each
   */
  details(ids) {
    const words = new Uint32Array(2 * ids.length);
    for (let i = 0; i < ids.length; i++) {
      for (let bit = 0; bit < BITS; bit++) {
        const place = DETAIL_PLACES[bit];
        const value = this.#coefficient(ids[i], place >> 4, place & 15);
        if (value > 0) setBit(words, 2 * i, bit);
      }
    }
    return words;
  }

  /**
   * How far each bit of a window's pHash is from turning over, in mean |AC|.
   * @param {number} id
   * @returns {Float64Array | null} 64 margins; null where all AC coefficients are zero
   */
  margins(id) {
    const block = this.coefficients(id);
    const middle = twiceTheMiddle(block);
    let sum = 0;
    for (let i = 1; i < BITS; i++) sum += Math.abs(block[i]);
    if (sum === 0) return null;
    const contrast = sum / (BITS - 1);
    return block.map((value) => Math.abs(2 * value - middle) / (2 * contrast));
  }

  /**
   * The 8 × 8 lowest coefficients of a window, vertical frequency first: whole numbers.
   * @param {number} id
   * @returns {Float64Array}
   */
  coefficients(id) {
    const block = new Float64Array(BITS);
    const lines = this.#linesOf((id >> 4) & 15, 0);
    const { values, from, to } = this.#operators;
    const horizontal = id & 15;
    for (let u = 0; u < LOW; u++) {
      for (let v = 0; v < LOW; v += 4) {
        const row = horizontal * OPERATOR + v * ROW;
        dotFour(block, u * LOW + v, lines, u * ROW, values, row, from[horizontal], to[horizontal]);
      }
    }
    if (id >= GRID) {
      for (let i = 1; i < BITS; i += 2) block[i] = -block[i];
    }
    return block;
  }

  /**
   * @param {number} id
   * @param {number} u
   * @param {number} v
   * @returns {number}
   */
  #coefficient(id, u, v) {
    const { values, from, to } = this.#operators;
    const horizontal = id & 15;
    const row = horizontal * OPERATOR + v * ROW;
    const lines = this.#linesOf((id >> 4) & 15, u >> 3);
    const line = (u & 7) * ROW;
    let sum = 0;
    for (let x = from[horizontal]; x < to[horizontal]; x++) {
      sum += lines[line + x] * values[row + x];
    }
    return id >= GRID && v & 1 ? -sum : sum;
  }

  /**
   * @param {number} vertical cut
   * @param {number} half 0 for frequencies 0…7, 1 for 8…15
   * @returns {Float64Array}
   */
  #linesOf(vertical, half) {
    const known = this.#lines[2 * vertical + half];
    if (known) return known;
    const { values, from, to } = this.#operators;
    const thumb = this.#thumb;
    const lines = new Float64Array(LOW * ROW);
    for (let k = 0; k < LOW; k++) {
      const row = vertical * OPERATOR + (half * LOW + k) * ROW;
      for (let y = from[vertical]; y < to[vertical]; y++) {
        const weight = values[row + y];
        for (let x = 0; x < ROW; x++) lines[k * ROW + x] += weight * thumb[y * ROW + x];
      }
    }
    this.#lines[2 * vertical + half] = lines;
    return lines;
  }
}

/**
 * Products of a line with four rows of an operator that follow each other: a third faster than one
 * by one (benchmarks/js_fingerprint.mjs), since each sample of the line is read once.
 * @param {Float64Array} out
 * @param {number} at
 * @param {Float64Array} lines
 * @param {number} line
 * @param {Float64Array} values
 * @param {number} row
 * @param {number} from
 * @param {number} to
 */
function dotFour(out, at, lines, line, values, row, from, to) {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let x = from; x < to; x++) {
    const sample = lines[line + x];
    a += sample * values[row + x];
    b += sample * values[row + ROW + x];
    c += sample * values[row + 2 * ROW + x];
    d += sample * values[row + 3 * ROW + x];
  }
  out[at] = a;
  out[at + 1] = b;
  out[at + 2] = c;
  out[at + 3] = d;
}

/**
 * @param {Uint32Array} words
 * @param {number} at index of the pair's high half
 * @param {number} bit 0 is the most significant
 */
function setBit(words, at, bit) {
  words[at + (bit >> 5)] |= 1 << (31 - (bit & 31));
}

const scratch = new Float64Array(BITS);

/**
 * The 32nd plus the 33rd smallest of 64, by quickselect.
 * @param {Float64Array} block
 * @returns {number}
 */
function twiceTheMiddle(block) {
  scratch.set(block);
  const wanted = BITS / 2 - 1;
  let low = 0;
  let high = BITS - 1;
  while (low < high) {
    const pivot = scratch[(low + high) >> 1];
    let i = low;
    let j = high;
    while (i <= j) {
      while (scratch[i] < pivot) i++;
      while (scratch[j] > pivot) j--;
      if (i <= j) {
        const swapped = scratch[i];
        scratch[i++] = scratch[j];
        scratch[j--] = swapped;
      }
    }
    if (wanted <= j) high = j;
    else if (wanted >= i) low = i;
    else break;
  }
  let next = scratch[wanted + 1];
  for (let i = wanted + 2; i < BITS; i++) next = Math.min(next, scratch[i]);
  return scratch[wanted] + next;
}
