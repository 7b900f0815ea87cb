/** Words of 64 bits: pairs of unsigned 32-bit halves, [high, low], in one Uint32Array. */

/**
 * @param {number} half 32 bits
 * @returns {number} how many of them are 1
 */
export function bitCount(half) {
  const pairs = half - ((half >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Hamming distance of a word of one list and a word of another.
 * @param {Uint32Array} a
 * @param {number} i which word of a
 * @param {Uint32Array} b
 * @param {number} j which word of b
 * @returns {number} 0…64
 */
export function distance(a, i, b, j) {
  return bitCount(a[2 * i] ^ b[2 * j]) + bitCount(a[2 * i + 1] ^ b[2 * j + 1]);
}
