/**
 * Full-range luma of canvas pixels, as the decoder's Y plane had it (fingerprint.md, section 1).
 *
 * The browser turned Y, Cb, Cr into RGB by the stream's matrix; only the weights of the same matrix
 * give Y back. With the other one, saturated colours are off by up to 9 % of full scale.
 */

export const MATRICES = /** @type {const} */ (["bt601", "bt709", "bt2020"]);

/** @typedef {(typeof MATRICES)[number]} Matrix */

/**
 * Weights of red, green and blue in 1/65536; each row's sum is 65536 (ITU-R BT.601, 709, 2020).
 * @type {Readonly<Record<Matrix, readonly [number, number, number]>>}
 */
const WEIGHTS = {
  bt601: [19595, 38470, 7471],
  bt709: [13933, 46871, 4732],
  bt2020: [17216, 44434, 3886],
};

/** @type {Readonly<Record<string, Matrix>>} names of VideoColorSpace.matrix */
const NAMES = { bt709: "bt709", smpte170m: "bt601", bt470bg: "bt601", "bt2020-ncl": "bt2020" };

/** Browsers take unlabelled streams of fewer lines for BT.601. */
const HD_LINES = 720;

/**
 * The matrix a stream was shown with.
 * @param {string | null | undefined} name what VideoColorSpace says, if anything
 * @param {number} height lines of the video
 * @returns {Matrix}
 */
export function matrixOf(name, height) {
  return NAMES[name ?? ""] ?? (height < HD_LINES ? "bt601" : "bt709");
}

/**
 * @param {Uint8ClampedArray} rgba 4 bytes a pixel, opaque
 * @param {Matrix} matrix
 * @returns {Uint8Array} one byte a pixel, rounded half up
 */
export function luma(rgba, matrix) {
  const [red, green, blue] = WEIGHTS[matrix];
  const plane = new Uint8Array(rgba.length >> 2);
  for (let i = 0, at = 0; i < plane.length; i++, at += 4) {
    plane[i] = (red * rgba[at] + green * rgba[at + 1] + blue * rgba[at + 2] + 32768) >> 16;
  }
  return plane;
}
