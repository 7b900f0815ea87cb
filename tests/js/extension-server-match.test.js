import assert from "node:assert/strict";
import { test } from "node:test";

import { askServer } from "../../extension/background/server-match.js";
import { searched } from "../../shared/js/views.js";
import { clip } from "./matching-vectors.js";

/** A body may hold so many (docs/formats.md). */
const MOST_WINDOWS = 8192;

/** Windows of a frame by stage. */
const WINDOWS = [1, 4, 8, 512];

/**
 * @param {number} count
 * @returns {import("../../shared/js/clip.js").Clip} as many samples of nothing known
 */
function strange(count) {
  const samples = Array.from({ length: count }, (_, i) => ({ at_ms: 250 * i, seed: i, words: {} }));
  return clip({ length_ms: 250 * count, still: false, rich: count, samples });
}

test("it asks about each view to its last stage, with no more samples than a body holds", async (t) => {
  /** @type {{ view: number, stage: number, frames: object[] }[]} */
  const asked = [];
  /** @param {string} _url @param {{ body: string }} options */
  const answer = async (_url, { body }) => {
    asked.push(JSON.parse(body));
    return new Response('{"verdict":"no_match","more":true,"matches":[],"dramas":[]}');
  };
  t.mock.method(globalThis, "fetch", /** @type {any} */ (answer));
  const views = searched([strange(0), strange(24), strange(24), strange(24)]);
  assert.equal(await askServer("https://registry.example", views), null);
  const told = asked.map(({ view, stage }) => [view, stage]);
  assert.deepEqual(told, [[1, 2], [1, 3], [2, 2], [2, 3], [3, 2], [3, 3]]);
  assert.ok(asked.every(({ stage, frames }) => frames.length * WINDOWS[stage] <= MOST_WINDOWS));
});
