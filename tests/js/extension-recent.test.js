import assert from "node:assert/strict";
import { test } from "node:test";

import { MOST_RECENT, withRecent } from "../../extension/background/recent.js";
import { MATCH, finding } from "./views.js";

/** @typedef {import("../../extension/background/recent.js").Recent} Recent */

/**
 * @param {string} key
 * @param {...string} dramas
 * @returns {Recent}
 */
function clip(key, ...dramas) {
  const matches = dramas.map((drama) => ({ ...MATCH, drama }));
  return { key, finding: finding(matches.length ? "match" : "no_match", matches), at: 0 };
}

/** @param {readonly Recent[]} list */
const keys = (list) => list.map(({ key }) => key);

test("the newest clip comes first, and no more than twenty are kept", () => {
  /** @type {Recent[]} */
  let list = [];
  for (let i = 0; i < 30; i++) list = withRecent(list, clip(`look ${i}`, `d${i}`));
  assert.equal(list.length, MOST_RECENT);
  assert.deepEqual(keys(list).slice(0, 2), ["look 29", "look 28"]);
});

test("a clip that comes again, or is looked at further, has one line", () => {
  const list = withRecent([clip("b", "d2"), clip("a", "d1")], clip("c", "d1"));
  assert.deepEqual(keys(list), ["c", "b"]);
  assert.deepEqual(keys(withRecent(list, clip("b", "d2", "d3"))), ["b", "c"]);
});

test("a clip without a name is not kept", () => {
  assert.deepEqual(keys(withRecent([clip("a", "d1")], clip("b"))), ["a"]);
});
