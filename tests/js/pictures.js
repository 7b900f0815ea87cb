/** Draws the made-up pictures that shared/vectors/README.md defines. */

/** @typedef {[string, ...number[]]} Layer */
/** @typedef {{ h: number, w: number, layers: Layer[] }} Recipe */

/** The generator of Numerical Recipes. */
export class Lcg {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /**
   * @param {number} limit
   * @returns {number} 0…limit − 1
   */
  below(limit) {
    this.#state = (Math.imul(1664525, this.#state) + 1013904223) >>> 0;
    return Math.floor(((this.#state >>> 16) * limit) / 65536);
  }

  /**
   * @param {number} amplitude
   * @returns {number} −amplitude…amplitude
   */
  around(amplitude) {
    return this.below(2 * amplitude + 1) - amplitude;
  }
}

/**
 * @typedef {(value: number, y: number, x: number) => number} Change a sample's new value
 * @param {Int32Array} canvas
 * @param {number} w
 * @param {Change} change
 */
function eachSample(canvas, w, change) {
  canvas.forEach((value, at) => {
    canvas[at] = change(value, Math.floor(at / w), at % w);
  });
}

/**
 * @param {Int32Array} canvas
 * @param {number} w
 * @param {number[]} numbers seed, count, share, amplitude
 */
function blocks(canvas, w, [seed, count, share, amplitude]) {
  const h = canvas.length / w;
  const lcg = new Lcg(seed);
  for (let i = 0; i < count; i++) {
    const rows = 1 + lcg.below(Math.max(1, Math.floor((h * share) / 100)));
    const columns = 1 + lcg.below(Math.max(1, Math.floor((w * share) / 100)));
    const top = lcg.below(h + rows) - rows;
    const left = lcg.below(w + columns) - columns;
    const value = lcg.around(amplitude);
    for (let y = Math.max(0, top); y < Math.min(h, top + rows); y++) {
      for (let x = Math.max(0, left); x < Math.min(w, left + columns); x++) {
        canvas[y * w + x] += value;
      }
    }
  }
}

/** @type {Record<string, (canvas: Int32Array, w: number, numbers: number[]) => void>} */
const LAYERS = {
  flat: (canvas, w, [value]) => eachSample(canvas, w, (s) => s + value),
  ramp: (canvas, w, [down, across]) => {
    const h = canvas.length / w;
    eachSample(
      canvas,
      w,
      (s, y, x) => s + Math.floor((down * y) / h) + Math.floor((across * x) / w),
    );
  },
  blocks,
  grain: (canvas, w, [seed, amplitude]) => {
    const lcg = new Lcg(seed);
    eachSample(canvas, w, (s) => s + lcg.around(amplitude));
  },
  checks: (canvas, w, [size, value]) =>
    eachSample(
      canvas,
      w,
      (s, y, x) => s + ((Math.floor(y / size) + Math.floor(x / size)) % 2) * value,
    ),
  set: (canvas, w, [top, bottom, left, right, value]) =>
    eachSample(canvas, w, (s, y, x) =>
      y >= top && y < bottom && x >= left && x < right ? value : s,
    ),
  mirror: (canvas, w) => {
    for (let start = 0; start < canvas.length; start += w) {
      canvas.subarray(start, start + w).reverse();
    }
  },
  twin: (canvas, w) => {
    const before = canvas.slice();
    eachSample(canvas, w, (s, y, x) => before[y * w + Math.min(x, w - 1 - x)]);
  },
};

/**
 * @param {Recipe} recipe
 * @returns {Uint8Array} h × w samples, rows from the top
 */
export function draw({ h, w, layers }) {
  const canvas = new Int32Array(h * w);
  for (const [name, ...numbers] of layers) LAYERS[name](canvas, w, numbers);
  return Uint8Array.from(canvas, (value) => Math.min(255, Math.max(0, value)));
}
