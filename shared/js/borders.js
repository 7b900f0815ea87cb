/** Finds the area of a clip that holds picture (fingerprint.md, section 2). */

/** Side of the luma plane. */
export const PLANE = 256;

/** Grey levels: a line with this standard deviation or more is picture. */
const LIVE_DEVIATION = 3;

/** Lines next to a bar that scaling and compression mix with it. */
const BLUR = 2;

/** At most 40 % of a side is border. */
const MAX_CUT = 102;

/** With fewer rows or columns left, nothing is cut. */
export const MIN_KEPT = 64;

/**
 * Rows [top, bottom) and columns [left, right) of a plane.
 * @typedef {{ top: number, bottom: number, left: number, right: number }} Area
 */

/** @type {Readonly<Area>} */
export const WHOLE = Object.freeze({ top: 0, bottom: PLANE, left: 0, right: PLANE });

/**
 * @param {Area} area
 * @returns {Area} with the broader of two opposite bars on both sides, and MIN_KEPT lines at least
 */
export function even({ top, bottom, left, right }) {
  const most = (PLANE - MIN_KEPT) / 2;
  const rows = Math.min(Math.max(top, PLANE - bottom), most);
  const columns = Math.min(Math.max(left, PLANE - right), most);
  return { top: rows, bottom: PLANE - rows, left: columns, right: PLANE - columns };
}

/**
 * @param {Area} one
 * @param {Area} other
 * @returns {boolean}
 */
export function isSame(one, other) {
  const { top, bottom, left, right } = other;
  return one.top === top && one.bottom === bottom && one.left === left && one.right === right;
}

/** @typedef {readonly [number, number]} Span [first, one past the last) */

/** Remembers, over the frames of one clip, the hull of all that ever was picture. */
export class Borders {
  /** @type {Area | null} */
  #hull = null;

  /**
   * Add one plane.
   * @param {Uint8Array} plane 256 × 256
   */
  see(plane) {
    const found = liveRectangle(plane);
    if (!found) return;
    const hull = this.#hull ?? found;
    this.#hull = {
      top: Math.min(hull.top, found.top),
      bottom: Math.max(hull.bottom, found.bottom),
      left: Math.min(hull.left, found.left),
      right: Math.max(hull.right, found.right),
    };
  }

  /**
   * The picture's area so far; the whole plane when too little would be left.
   * @returns {Readonly<Area>}
   */
  area() {
    if (!this.#hull) return WHOLE;
    const top = Math.min(this.#hull.top, MAX_CUT);
    const bottom = Math.max(this.#hull.bottom, PLANE - MAX_CUT);
    const left = Math.min(this.#hull.left, MAX_CUT);
    const right = Math.max(this.#hull.right, PLANE - MAX_CUT);
    if (bottom - top < MIN_KEPT || right - left < MIN_KEPT) return WHOLE;
    return { top, bottom, left, right };
  }
}

/**
 * What is left of one frame without its dead edges: rows, columns, then rows and columns again,
 * since the bars at two sides make the flat edges between them look alive.
 * @param {Uint8Array} plane
 * @returns {Area | null} null when the frame says nothing
 */
function liveRectangle(plane) {
  /** @type {Span} */
  let rows = [0, PLANE];
  let columns = rows;
  for (let round = 0; round < 2; round++) {
    const liveRows = liveSpan(plane, PLANE, 1, columns);
    const liveColumns = liveRows && liveSpan(plane, 1, PLANE, liveRows);
    if (!liveRows || !liveColumns) return null;
    [rows, columns] = [liveRows, liveColumns];
  }
  return { top: rows[0], bottom: rows[1], left: columns[0], right: columns[1] };
}

/**
 * From the first live line to one past the last.
 * @param {Uint8Array} plane
 * @param {number} lineStep samples from one line to the next
 * @param {number} step samples from one value of a line to the next
 * @param {Span} across which values of a line count
 * @returns {Span | null} null when no line is live
 */
function liveSpan(plane, lineStep, step, [start, end]) {
  const from = start > 0 ? start + BLUR : 0;
  const to = end < PLANE ? end - BLUR : PLANE;
  let first = 0;
  while (first < PLANE && !isLive(plane, first * lineStep, step, from, to)) first++;
  if (first === PLANE) return null;
  let last = PLANE - 1;
  while (!isLive(plane, last * lineStep, step, from, to)) last--;
  return [first, last + 1];
}

/**
 * @param {Uint8Array} plane
 * @param {number} origin index of the line's first sample
 * @param {number} step
 * @param {number} from
 * @param {number} to
 * @returns {boolean}
 */
function isLive(plane, origin, step, from, to) {
  const count = to - from;
  let sum = 0;
  let squares = 0;
  for (let i = from; i < to; i++) {
    const value = plane[origin + i * step];
    sum += value;
    squares += value * value;
  }
  return count > 0 && count * squares - sum * sum >= (LIVE_DEVIATION * count) ** 2;
}
