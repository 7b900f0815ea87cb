import assert from "node:assert/strict";
import { test } from "node:test";

import { SPEEDS } from "../../shared/js/alignment.js";
import { findNear } from "../../shared/js/nearest.js";
import { recognise } from "../../shared/js/recognise.js";
import { bitCount, distance } from "../../shared/js/words.js";
import { asJson, clip, library, pairs, vectors } from "./matching-vectors.js";
import { Lcg } from "./pictures.js";

/** Values that need not be met exactly: in ms, in bits, in powers of ten. */
const ROUNDED = /** @type {const} */ ({
  start: 1e-6, end: 1e-6, uncertainty: 1e-6, bits: 1e-9, log10_e: 1e-9,
});

/**
 * The expected values in place of those that are near enough.
 * @param {import("./matching-vectors.js").MatchJson[]} found
 * @param {import("./matching-vectors.js").MatchJson[]} expected
 */
function snapped(found, expected) {
  return found.map((match, i) => {
    const snappedMatch = { ...match };
    for (const [key, near] of entriesOf(ROUNDED)) {
      const wanted = expected[i]?.[key];
      if (Math.abs(match[key] - wanted) <= near) snappedMatch[key] = wanted;
    }
    return snappedMatch;
  });
}

/**
 * @param {typeof ROUNDED} values
 * @returns {[keyof typeof ROUNDED, number][]}
 */
function entriesOf(values) {
  return /** @type {[keyof typeof ROUNDED, number][]} */ (Object.entries(values));
}

test("it tries the speeds of the page", () => assert.deepEqual(SPEEDS, vectors.speeds));

for (const { name, library: known, background, clip: shown, last_stage, expected } of vectors.cases) {
  test(`it recognises: ${name}`, () => {
    const entries = library(vectors.libraries[known]);
    const found = asJson(recognise(clip(shown), entries, vectors.backgrounds[background], last_stage));
    found.matches = snapped(found.matches, expected.matches);
    found.candidates = snapped(found.candidates, expected.candidates);
    assert.deepEqual(found, expected);
  });
}

test("it counts bits", () => {
  const halves = [0, 1, 0x80000000, 0xffffffff, 0x55555555, 0xf0f0f0f1];
  assert.deepEqual(halves.map(bitCount), [0, 1, 1, 32, 16, 17]);
  assert.equal(distance(pairs(["8000000000000001"]), 0, pairs(["0000000000000000", "0000000100000001"]), 1), 2);
});

test("it finds what a comparison of all with all finds", () => {
  const lcg = new Lcg(1);
  const windows = words(lcg, 80);
  const stored = words(lcg, 3000);
  const near = findNear(windows, stored, 8);
  assert.deepEqual(near, comparedOneByOne(windows, stored, 8));
  assert.ok(near.length > 100);
});

/**
 * Words that differ from one of a few in up to 19 bits.
 * @param {Lcg} lcg
 * @param {number} count
 * @returns {Uint32Array} pairs
 */
function words(lcg, count) {
  const heads = [0x01234567, 0x89abcdef, 0xfedcba98, 0x76543210];
  const halves = Array.from({ length: count }, () => {
    const head = lcg.below(heads.length);
    const pair = [heads[head], heads[heads.length - 1 - head]];
    for (let turned = lcg.below(20); turned > 0; turned--) pair[lcg.below(2)] ^= 1 << lcg.below(32);
    return pair;
  });
  return Uint32Array.from(halves.flat());
}

/**
 * @param {Uint32Array} windows
 * @param {Uint32Array} stored
 * @param {number} radius
 * @returns {import("../../shared/js/nearest.js").Near[]}
 */
function comparedOneByOne(windows, stored, radius) {
  const found = [];
  for (let j = 0; 2 * j < stored.length; j++) {
    const apart = Array.from({ length: windows.length / 2 }, (_, i) => distance(windows, i, stored, j));
    const bits = Math.min(...apart);
    if (bits <= radius) found.push({ stored: j, place: apart.indexOf(bits), bits });
  }
  return found;
}
