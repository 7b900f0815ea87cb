// What the query side costs in JavaScript: `node benchmarks/js_fingerprint.mjs`.
// The aims are those of a page that plays video: four samples a second must not be felt.

import {
  average,
  Borders,
  createOperators,
  isFlat,
  STAGES,
  thumb,
  Windows,
} from "../shared/js/fingerprint.js";
import { draw } from "../tests/js/pictures.js";
import { operatorsJson, vectors } from "../tests/js/vectors.js";

const ROUNDS = 9;
const operators = createOperators(operatorsJson);
const thumbs = vectors.registered.slice(0, 9).map(({ picture }) => {
  const found = vectors.pictures.find(({ name }) => name === picture);
  return draw(found.recipe);
});
const plane = draw(vectors.thumb[0].plane);
const area = { top: 17, bottom: 240, left: 5, right: 198 };
const grid = STAGES.flat();

/** Mean time of one call in the fastest round, in ms, after a round to warm up. */
function milliseconds(calls, call) {
  const times = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    for (let i = 0; i < calls; i++) call(thumbs[i % thumbs.length]);
    times.push((performance.now() - start) / calls);
  }
  return Math.min(...times.slice(1));
}

const jobs = [
  ["luma plane, 256 x 256 canvas", "", 100, () => average(plane, 256, 256, { limited: false })],
  ["borders, one plane", "", 200, () => new Borders().see(plane)],
  ["thumb", "", 200, () => thumb(plane, area)],
  ["flat or not", "", 1000, (small) => isFlat(small)],
  ["stage 0: 1 window", "0.1", 2000, (small) => new Windows(operators, small).hashes(STAGES[0])],
  ["stages 0-3: 512 windows", "6", 50, (small) => new Windows(operators, small).hashes(grid)],
  ["detail word of 1 window", "", 500, (small) => new Windows(operators, small).details([0])],
];

console.log(`ms each, fastest of ${ROUNDS} rounds · node ${process.versions.node}`);
for (const [name, aim, calls, call] of jobs) {
  const time = milliseconds(calls, call).toFixed(3);
  console.log(`${name.padEnd(30)} ${time.padStart(8)}${aim && `   aim < ${aim}`}`);
}
