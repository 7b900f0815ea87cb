/** Finds what stands still over a moving picture, and fills it (fingerprint.md, section 10). */

import { THUMB } from "./thumb.js";

const CELLS = THUMB * THUMB;

/** Half a grey level from one sample to the next, in quarters of a level. */
const STILL_QUARTERS = 2;

/** Cells around a still patch that its blurred edge has touched. */
const GROWN = 2;

/** When more stand still it is the picture that does. */
const MOST = (CELLS * 3) / 4;

/** Where more stand still, motion does not tell a logo: corners are tried as well. */
const MANY = CELLS / 2;

/** Rows and columns of a corner. */
const CORNER = [16, 28];

/** Above, below, left, right: how far to the next cell, and how many there are before the edge. */
const WAYS = [
  { step: -THUMB, room: (/** @type {number} */ cell) => Math.floor(cell / THUMB) },
  { step: THUMB, room: (/** @type {number} */ cell) => THUMB - 1 - Math.floor(cell / THUMB) },
  { step: -1, room: (/** @type {number} */ cell) => cell % THUMB },
  { step: 1, room: (/** @type {number} */ cell) => THUMB - 1 - (cell % THUMB) },
];

/**
 * Whether a clip's thumbs hardly change: by half a grey level or less on average.
 * @param {readonly Uint8Array[]} thumbs
 * @returns {boolean}
 */
export function isStill(thumbs) {
  const sum = movedOf(thumbs).reduce((all, each) => all + each, 0);
  return 4 * sum <= STILL_QUARTERS * CELLS * (thumbs.length - 1);
}

/**
 * The cells of a clip's thumbs, 1 each, that show what stands still over it, if any do and not
 * most; and the corners that may hide a logo, where too much stands still to tell.
 * @param {readonly Uint8Array[]} thumbs 4,096 values each
 * @returns {{ overlay: Uint8Array | null, corners: Uint8Array[] }}
 */
export function overlays(thumbs) {
  const still = stillCells(thumbs);
  const count = still.reduce((sum, each) => sum + each, 0);
  return { overlay: count > 0 && count <= MOST ? still : null, corners: count > MANY ? corners() : [] };
}

/**
 * @returns {Uint8Array[]} top left, top right, bottom left, bottom right
 */
function corners() {
  const [rows, columns] = CORNER;
  const turned = [0, THUMB - 1, CELLS - THUMB, CELLS - 1]; // a cell of the first turned to another
  return turned.map((turn) => {
    const cells = new Uint8Array(CELLS);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) cells[(row * THUMB + column) ^ turn] = 1;
    }
    return cells;
  });
}

/**
 * @param {readonly Uint8Array[]} thumbs
 * @returns {Uint8Array} 1 where a cell stands still, or touches such a patch
 */
function stillCells(thumbs) {
  const moved = movedOf(thumbs);
  const middle = moved.slice().sort()[CELLS / 2 - 1];
  const most = Math.max(STILL_QUARTERS * (thumbs.length - 1), middle);
  let cells = grown(Uint8Array.from(moved, (each) => Number(4 * each > most)));
  cells = cells.map((each) => 1 - each);
  for (let i = 0; i < GROWN; i++) cells = grown(cells);
  return thumbs.length > 1 ? cells : new Uint8Array(CELLS);
}

/**
 * @param {readonly Uint8Array[]} thumbs
 * @returns {Uint32Array} how much every cell changes from one thumb to the next, summed
 */
function movedOf(thumbs) {
  const moved = new Uint32Array(CELLS);
  for (let i = 1; i < thumbs.length; i++) {
    for (let cell = 0; cell < CELLS; cell++) {
      moved[cell] += Math.abs(thumbs[i][cell] - thumbs[i - 1][cell]);
    }
  }
  return moved;
}

/**
 * A thumb whose marked cells are the mean of the nearest others on four sides, by their nearness.
 * @param {Uint8Array} thumb
 * @param {Uint8Array} cells
 * @returns {Uint8Array} a new one
 */
export function fill(thumb, cells) {
  return thumb.map((value, cell) => (cells[cell] ? mean(thumb, cells, cell) ?? value : value));
}

/**
 * @param {Uint8Array} thumb
 * @param {Uint8Array} cells
 * @param {number} cell
 * @returns {number | null} null: all of its row and column is marked
 */
function mean(thumb, cells, cell) {
  const near = WAYS.map(({ step, room }) => {
    for (let far = 1; far <= room(cell); far++) {
      const other = cell + far * step;
      if (!cells[other]) return { far, value: thumb[other] };
    }
    return null;
  }).filter((found) => found !== null);
  if (!near.length) return null;
  const product = near.reduce((all, { far }) => all * far, 1);
  const weight = near.reduce((sum, { far }) => sum + product / far, 0);
  const total = near.reduce((sum, { far, value }) => sum + (product / far) * value, 0);
  return Math.floor((2 * total + weight) / (2 * weight));
}

/**
 * @param {Uint8Array} cells
 * @returns {Uint8Array} with the neighbours above, below, left and right
 */
function grown(cells) {
  const wider = cells.slice();
  for (let cell = 0; cell < CELLS; cell++) {
    if (!cells[cell]) continue;
    for (const { step, room } of WAYS) if (room(cell)) wider[cell + step] = 1;
  }
  return wider;
}
