/** Finds pictures within a picture: rectangles whose sides stand out (fingerprint.md, section 9). */

import { MIN_KEPT, PLANE } from "./borders.js";

/** @typedef {import("./borders.js").Area} Area */

/** Grey levels, mean over the frames, by which a border's step exceeds those beside it. */
const STEP = 2;

/** How far from a border others are looked at, and how near the next one may be. */
const BESIDE = 3;

/** A border runs along a quarter of the plane or more. */
const LEAST_LINE = 64;

/** Borders looked at in each direction, the longest first. */
const MAX_LINES = 5;

/** A side must stand out along 55 % of its length, in 1024ths. */
const WHOLE_SIDE = 1024;
const LEAST_SIDE = 563;

/** Rectangles that share 85 % of what both cover are one. */
const SAME_AREA = [17, 20];

export const MAX_INSETS = 6;

/** Entries of a row of counts: along no sample, one, … all of a border. */
const COUNTS = PLANE + 1;

/**
 * Up to MAX_INSETS areas of a clip's planes, the most plainly framed first.
 * @param {readonly Uint8Array[]} planes 256 × 256 each
 * @returns {Area[]}
 */
export function insets(planes) {
  const rows = borders(planes, PLANE, 1);
  const columns = borders(planes, 1, PLANE);
  const ranked = [...rectangles(rows, columns)].sort((a, b) => b.framed - a.framed);
  /** @type {Area[]} */
  const chosen = [];
  for (const { area } of ranked) {
    if (chosen.length === MAX_INSETS) break;
    if (!chosen.some((other) => isSame(area, other))) chosen.push(area);
  }
  return chosen;
}

/**
 * Where the border before a line stands out, counted from its begin.
 * @param {readonly Uint8Array[]} planes
 * @param {number} lineStep samples from one line to the next
 * @param {number} step samples from one value of a line to the next
 * @returns {Uint16Array} COUNTS for each border, the plane's own included
 */
function borders(planes, lineStep, step) {
  const steps = new Uint32Array((PLANE - 1) * PLANE);
  for (const plane of planes) {
    for (let line = 0; line < PLANE - 1; line++) {
      for (let at = 0; at < PLANE; at++) {
        const here = line * lineStep + at * step;
        steps[line * PLANE + at] += Math.abs(plane[here + lineStep] - plane[here]);
      }
    }
  }
  const counts = new Uint16Array(COUNTS * COUNTS);
  for (let border = 1 + BESIDE; border < PLANE - BESIDE; border++) {
    for (let at = 0; at < PLANE; at++) {
      const own = (border - 1) * PLANE + at;
      const beside = Math.max(steps[own - BESIDE * PLANE], steps[own + BESIDE * PLANE]);
      const standsOut = steps[own] - beside >= STEP * planes.length;
      counts[border * COUNTS + at + 1] = counts[border * COUNTS + at] + Number(standsOut);
    }
  }
  return counts;
}

/**
 * @param {Uint16Array} counts
 * @returns {number[]} the borders that stand out along most of the plane, in order of place
 */
function longest(counts) {
  const lengths = Array.from({ length: COUNTS }, (_, line) => counts[line * COUNTS + PLANE]);
  /** @type {number[]} */
  const lines = [];
  while (lines.length < MAX_LINES && Math.max(...lengths) >= LEAST_LINE) {
    const line = lengths.indexOf(Math.max(...lengths));
    lines.push(line);
    lengths.fill(0, Math.max(0, line - BESIDE), line + BESIDE + 1);
  }
  return lines.sort((a, b) => a - b);
}

/**
 * Every rectangle of borders and the plane's own sides, with how plainly it is framed.
 * @param {Uint16Array} rows
 * @param {Uint16Array} columns
 * @returns {Generator<{ framed: number, area: Area }>} in order of top, bottom, left, right
 */
function* rectangles(rows, columns) {
  const ys = [0, ...longest(rows), PLANE];
  const xs = [0, ...longest(columns), PLANE];
  const down = ys.flatMap((top) => ys.map((bottom) => ({ top, bottom })));
  const across = xs.flatMap((left) => xs.map((right) => ({ left, right })));
  for (const { top, bottom } of down) {
    for (const { left, right } of across) {
      if (bottom - top < MIN_KEPT || right - left < MIN_KEPT) continue;
      const sides = [
        side(rows, top, left, right),
        side(rows, bottom, left, right),
        side(columns, left, top, bottom),
        side(columns, right, top, bottom),
      ].filter((share) => share !== null);
      if (!sides.length || Math.min(...sides) < LEAST_SIDE) continue;
      const framed = sides.reduce((sum, share) => sum + share - WHOLE_SIDE / 2, 0);
      yield { framed, area: { top, bottom, left, right } };
    }
  }
}

/**
 * @param {Uint16Array} counts
 * @param {number} line
 * @param {number} first
 * @param {number} last
 * @returns {number | null} how much of a side stands out, in 1024ths; null: it is the plane's own
 */
function side(counts, line, first, last) {
  if (line === 0 || line === PLANE) return null;
  const along = counts[line * COUNTS + last] - counts[line * COUNTS + first];
  return Math.floor((WHOLE_SIDE * along) / (last - first));
}

/**
 * @param {Area} a
 * @param {Area} b
 * @returns {boolean}
 */
function isSame(a, b) {
  const [part, of] = SAME_AREA;
  const shared = size({
    top: Math.max(a.top, b.top),
    bottom: Math.min(a.bottom, b.bottom),
    left: Math.max(a.left, b.left),
    right: Math.min(a.right, b.right),
  });
  return of * shared >= part * (size(a) + size(b) - shared);
}

/**
 * @param {Area} area
 * @returns {number}
 */
function size({ top, bottom, left, right }) {
  return Math.max(0, bottom - top) * Math.max(0, right - left);
}
