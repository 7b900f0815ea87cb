/** Whether a picture is another than those already looked at, told from 16 × 16 means. */

const PLANE = 256;
const CELLS = 16;
const CELL = PLANE / CELLS;

/** Every fourth sample of every fourth row: 16 a cell do, and cost a sixteenth. */
const STEP = 4;

/**
 * Mean grey levels of difference that make another picture. Noise and movement of a talking head
 * stay below 6 on the demo feed; cuts lie above 15.
 */
const OTHER = 12;

/**
 * @param {Uint8Array} plane 256 × 256
 * @returns {Float32Array} 256 cells, less their mean, so that a fade alone is no change
 */
export function signature(plane) {
  const cells = new Float32Array(CELLS * CELLS);
  for (let y = 0; y < PLANE; y += STEP) {
    for (let x = 0; x < PLANE; x += STEP) {
      cells[Math.floor(y / CELL) * CELLS + Math.floor(x / CELL)] += plane[y * PLANE + x];
    }
  }
  let mean = 0;
  for (let i = 0; i < cells.length; i++) {
    cells[i] /= (CELL / STEP) ** 2;
    mean += cells[i] / cells.length;
  }
  return cells.map((value) => value - mean);
}

/**
 * @param {Float32Array} seen
 * @param {readonly Float32Array[]} known
 * @returns {boolean} whether `seen` is like none of them
 */
export function isOther(seen, known) {
  return known.every((other) => {
    let sum = 0;
    for (let i = 0; i < seen.length; i++) sum += Math.abs(seen[i] - other[i]);
    return sum / seen.length > OTHER;
  });
}
