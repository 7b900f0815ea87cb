/**
 * Area averages in whole numbers (fingerprint.md, sections 1, 3, 4).
 *
 * Sums stay below 2^53 for every picture up to 100 million samples, so they are exact.
 */

/**
 * How far samples lie in cells along one direction: cell i holds the entries from `starts[i]` to
 * `starts[i + 1]` of `samples` (indices) and `weights` (lengths).
 * @typedef {{
 *   starts: Int32Array,
 *   samples: Int32Array,
 *   weights: Float64Array,
 * }} Overlaps
 */

/**
 * Overlaps of the cells [offset + i·cellSize, offset + (i + 1)·cellSize) with the samples
 * [x·sampleSize, (x + 1)·sampleSize). All in the same whole-numbered unit.
 * @param {number} cells
 * @param {number} cellSize
 * @param {number} sampleSize
 * @param {number} [offset]
 * @returns {Overlaps}
 */
export function overlaps(cells, cellSize, sampleSize, offset = 0) {
  const starts = new Int32Array(cells + 1);
  const samples = [];
  const weights = [];
  for (let i = 0; i < cells; i++) {
    const start = offset + i * cellSize;
    const end = start + cellSize;
    for (let x = Math.floor(start / sampleSize); x * sampleSize < end; x++) {
      samples.push(x);
      weights.push(Math.min(end, (x + 1) * sampleSize) - Math.max(start, x * sampleSize));
    }
    starts[i + 1] = samples.length;
  }
  return { starts, samples: Int32Array.from(samples), weights: Float64Array.from(weights) };
}

/**
 * Sums of weight × weight × sample of every cell, row by row.
 * @param {Uint8Array | Uint8ClampedArray} picture
 * @param {number} stride samples from one row to the next
 * @param {number} origin index of the sample that is row 0, column 0 of the overlaps
 * @param {Overlaps} rows
 * @param {Overlaps} columns
 * @returns {Float64Array}
 */
export function areaSums(picture, stride, origin, rows, columns) {
  const down = rows.starts.length - 1;
  const across = columns.starts.length - 1;
  const last = columns.samples[columns.samples.length - 1];
  const line = new Float64Array(last + 1);
  const sums = new Float64Array(down * across);
  for (let i = 0; i < down; i++) {
    line.fill(0);
    for (let k = rows.starts[i]; k < rows.starts[i + 1]; k++) {
      addRow(line, picture, origin + rows.samples[k] * stride, rows.weights[k]);
    }
    for (let j = 0; j < across; j++) {
      let sum = 0;
      for (let k = columns.starts[j]; k < columns.starts[j + 1]; k++) {
        sum += columns.weights[k] * line[columns.samples[k]];
      }
      sums[i * across + j] = sum;
    }
  }
  return sums;
}

/**
 * @param {Float64Array} line
 * @param {Uint8Array | Uint8ClampedArray} picture
 * @param {number} start
 * @param {number} weight
 */
function addRow(line, picture, start, weight) {
  for (let x = 0; x < line.length; x++) line[x] += weight * picture[start + x];
}

/**
 * Each sum over `area`, rounded half up and cut to 0…255.
 *
 * Rounding down a floating-point quotient is exact here: it is at most 255, and at least 1/(2·area)
 * away from the next whole number above, which is far more than its error.
 * @param {Float64Array} sums
 * @param {number} area
 * @returns {Uint8Array}
 */
export function rounded(sums, area) {
  const values = new Uint8Array(sums.length);
  for (let i = 0; i < sums.length; i++) {
    const value = Math.floor((2 * sums[i] + area) / (2 * area));
    values[i] = Math.min(255, Math.max(0, value));
  }
  return values;
}
