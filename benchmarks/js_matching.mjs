// What matching costs in JavaScript: `node benchmarks/js_matching.mjs`.
// Unknown clips are most of any feed, so the whole grid against the whole registry must be cheap.

import { PictureClip } from "../shared/js/clip.js";
import { createOperators, STAGES } from "../shared/js/fingerprint.js";
import { Library } from "../shared/js/library.js";
import { recognise } from "../shared/js/recognise.js";
import { vectors as matching } from "../tests/js/matching-vectors.js";
import { draw, Lcg } from "../tests/js/pictures.js";
import { operatorsJson, vectors } from "../tests/js/vectors.js";

const ROUNDS = 7;
const SAMPLES = 24;
const lcg = new Lcg(1);
const half = () => lcg.below(65536) * 65536 + lcg.below(65536);

function library(count) {
  const words = () => Uint32Array.from({ length: 2 * count }, half);
  const timesMs = Uint32Array.from({ length: count }, (_, i) => 800 * i);
  const track = { timesMs, hashes: words(), details: words(), durationMs: 800 * count };
  return new Library([{ drama: "d", edition: "e", episode: 1, track }], count);
}

const scenes = vectors.pictures.filter(({ name }) => name.startsWith("scene"));
const operators = createOperators(operatorsJson);
const thumbs = Array.from({ length: SAMPLES }, (_, i) => {
  const { recipe } = scenes[i % scenes.length];
  return [250 * i, draw({ ...recipe, layers: [...recipe.layers, ["grain", i, 9]] })];
});
const clip = new PictureClip(operators, thumbs);
const grid = clip.timesMs.map((_, frame) => clip.hashes(frame, STAGES.flat()));

/** Median over the rounds, in ms, after a round to warm up. */
function milliseconds(call) {
  const times = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    call(round);
    times.push(performance.now() - start);
  }
  return times.slice(1).sort((a, b) => a - b)[ROUNDS >> 1];
}

function lookUp(known) {
  return recognise(new PictureClip(operators, thumbs), known, matching.backgrounds.even);
}

const [small, large] = [library(1_400), library(100_000)];
const jobs = [
  ["one sample, 512 windows, 100,000 stored frames", (round) => large.near([grid[round]])],
  ["unknown clip, 1,400 stored frames", () => lookUp(small)],
  ["unknown clip, 100,000 stored frames", () => lookUp(large)],
];

console.log(`ms, median of ${ROUNDS}, clips of ${SAMPLES} samples · node ${process.versions.node}`);
for (const [name, call] of jobs) {
  console.log(`${name.padEnd(48)} ${milliseconds(call).toFixed(1).padStart(8)}`);
}
