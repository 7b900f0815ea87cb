/** From decoded luma to the plane, from the plane to thumbs (fingerprint.md, sections 1 and 3). */

import { areaSums, overlaps, rounded } from "./average.js";
import { PLANE, WHOLE } from "./borders.js";

/** @typedef {import("./borders.js").Area} Area */

/** Side of a thumb. */
export const THUMB = 64;

/**
 * Area-average decoded luma to a plane of 256 × 256, full range.
 * @param {Uint8Array | Uint8ClampedArray} luma rows from the top, width × height
 * @param {number} width
 * @param {number} height
 * @param {{ limited: boolean }} range whether the luma is 16…235 rather than 0…255
 * @returns {Uint8Array} 65,536 samples
 */
export function average(luma, width, height, { limited }) {
  if (!(width > 0 && height > 0) || luma.length !== width * height) {
    throw new RangeError(`${luma.length} samples are no picture of ${width} x ${height}`);
  }
  const rows = overlaps(PLANE, height, PLANE);
  const columns = overlaps(PLANE, width, PLANE);
  const sums = areaSums(luma, width, 0, rows, columns);
  const area = width * height;
  if (!limited) return rounded(sums, area);
  for (let i = 0; i < sums.length; i++) sums[i] = 255 * (sums[i] - 16 * area);
  return rounded(sums, 219 * area);
}

/**
 * Area-average an area of a plane to 64 × 64.
 * @param {Uint8Array} plane 256 × 256
 * @param {Readonly<Area>} [area]
 * @returns {Uint8Array} 4,096 samples
 */
export function thumb(plane, area = WHOLE) {
  const height = area.bottom - area.top;
  const width = area.right - area.left;
  const rows = overlaps(THUMB, height, THUMB);
  const columns = overlaps(THUMB, width, THUMB);
  const sums = areaSums(plane, PLANE, area.top * PLANE + area.left, rows, columns);
  return rounded(sums, height * width);
}
