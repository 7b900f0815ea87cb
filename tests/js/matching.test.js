import assert from "node:assert/strict";
import { test } from "node:test";

import { SPEEDS } from "../../shared/js/alignment.js";
import { findNear } from "../../shared/js/nearest.js";
import { recognise } from "../../shared/js/recognise.js";
import { runsLeft } from "../../shared/js/samples.js";
import { recogniseViews, searched } from "../../shared/js/views.js";
import { bitCount, distance } from "../../shared/js/words.js";
import { asJson, clip, library, pairs, vectors } from "./matching-vectors.js";
import { Lcg } from "./pictures.js";

/** @typedef {import("./matching-vectors.js").MatchJson} MatchJson */

/** How near is near enough: in ms, in bits, in powers of ten. All else is to be met exactly. */
const TOLERANCES = Object.entries({
  start: 1e-6, end: 1e-6, uncertainty: 1e-6, bits: 1e-9, log10_e: 1e-9,
});

/**
 * @param {MatchJson[]} found
 * @param {MatchJson[]} expected
 * @returns {MatchJson[]} found, with the expected values in place of those that are near enough
 */
function settled(found, expected) {
  return found.map((match, i) => {
    /** @type {Record<string, unknown>} */
    const wanted = { ...expected[i] };
    const near = TOLERANCES.filter(([key, most]) => {
      const value = /** @type {Record<string, unknown>} */ (match)[key];
      return Math.abs(Number(value) - Number(wanted[key])) <= most;
    });
    return { ...match, ...Object.fromEntries(near.map(([key]) => [key, wanted[key]])) };
  });
}

/**
 * @param {import("../../shared/js/recognise.js").Result} result
 * @param {import("./matching-vectors.js").ResultJson} expected
 */
function assertAlike(result, expected) {
  const found = asJson(result);
  found.matches = settled(found.matches, expected.matches);
  found.candidates = settled(found.candidates, expected.candidates);
  assert.deepEqual(found, expected);
}

test("it tries the speeds of the page", () => assert.deepEqual(SPEEDS, vectors.speeds));

for (const { name, expected, ...given } of vectors.cases) {
  test(`it recognises: ${name}`, () => {
    const known = library(vectors.libraries[given.library]);
    const background = vectors.backgrounds[given.background];
    assertAlike(recognise(clip(given.clip), known, background, given.last_stage), expected);
  });
}

for (const { name, expected, ...given } of vectors.views) {
  test(`it looks at insets: ${name}`, () => {
    const known = library(vectors.libraries[given.library]);
    const background = vectors.backgrounds[given.background];
    assertAlike(recogniseViews(searched(given.views.map(clip)), known, background), expected);
  });
}

test("it looks at insets after a full search alone", () => {
  const [first, ...others] = vectors.views[1].views.map(clip);
  const views = searched([first, ...others], 2);
  assert.deepEqual(views.next([]).value, { view: 0, clip: first, stage: 2, beginMs: 0, free: null });
  assert.ok(views.next([]).done);
});

for (const { name, samples, stretches, runs } of vectors.left) {
  test(`it goes on with what matches leave: ${name}`, () => {
    const planes = samples.map(
      ([at, grey]) => /** @type {const} */ ([at, new Uint8Array(4).fill(grey)]),
    );
    const found = stretches.map(([clipStart, clipEnd]) => ({ clipStart, clipEnd }));
    const left = runsLeft(planes, found).map((run) => run.map(([at]) => at));
    assert.deepEqual(left, runs);
  });
}

test("it counts bits", () => {
  const halves = [0, 1, 0x80000000, 0xffffffff, 0x55555555, 0xf0f0f0f1];
  assert.deepEqual(halves.map(bitCount), [0, 1, 1, 32, 16, 17]);
  const others = pairs(["ffffffffffffffff", "0000000100000001"]);
  assert.equal(distance(pairs(["8000000000000001"]), 0, others, 1), 2);
});

for (const [count, samples] of [[4, 20], [80, 5]]) {
  test(`it finds for ${samples} samples what a comparison of all with all finds`, () => {
    const lcg = new Lcg(1);
    const windows = Array.from({ length: samples }, () => words(lcg, count));
    const stored = words(lcg, 3000);
    const near = findNear(windows, stored);
    assert.deepEqual(near, windows.map((each) => comparedOneByOne(each, stored, 8)));
    assert.ok(near.every(({ length }) => length > 5));
  });
}

test("it finds what is far from most windows that hash alike", () => {
  const windows = pairs(["0000000000000000", "0000000000003fff"]);
  const stored = pairs(["00000000003fffff", "00000000007fffff"]);
  assert.deepEqual(findNear([windows], stored), [[{ stored: 0, place: 1, bits: 8 }]]);
});

test("it finds words whose eight bits lie anywhere", () => {
  const stored = pairs([
    "e0000e0000000003", // 3 of bits 63 to 43, 3 of 42 to 22, 2 of the rest
    "e000060000000007",
    "600000e000000007",
    "e00000e000200001", // with bit 21, which is in no band
    "ff00000000000000",
    "00000000000000ff",
    "e0000e0000000007",
  ]);
  const [near] = findNear([pairs(["0000000000000000"])], stored);
  assert.deepEqual(near.map((each) => each.stored), [0, 1, 2, 3, 4, 5]);
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
    const apart = [];
    for (let i = 0; 2 * i < windows.length; i++) apart.push(distance(windows, i, stored, j));
    const bits = Math.min(...apart);
    if (bits <= radius) found.push({ stored: j, place: apart.indexOf(bits), bits });
  }
  return found;
}
