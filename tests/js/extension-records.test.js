import assert from "node:assert/strict";
import { test } from "node:test";

import { recordsIn } from "../../extension/background/records.js";
import { BundleError } from "../../shared/js/bundle.js";
import { vectors } from "./publisher.js";

test("it takes the longest records that can be registered", () => {
  const name = "🎬".repeat(200);
  const url = `https://${"x".repeat(2000)}`;
  const source = { name, issuer: name, date: "2026-11-22", url, document: name, row: name };
  const approval = { state: "declared", verification: "none", number: name, source };
  const episodes = Array.from({ length: 9999 }, (_, i) => ({ number: i + 1, status: "active" }));
  const edition = { id: "e".repeat(40), name, status: "active", approval, episodes };
  const editions = [edition, ...Array(2000).fill({ ...edition, episodes: [] })];
  const id = "d".repeat(40);
  const [record] = recordsIn([
    { ...vectors.dramas[1], id, registrant: id, title: name, editions },
  ]);
  assert.equal(record.editions.length, 2001);
  assert.equal(record.editions[0].approval.source?.row, name);
});

test("it refuses records of another form as malformed", () => {
  for (const change of [{ id: "" }, { demo: "perhaps" }, { editions: [null] }, { ai: null }]) {
    assert.throws(
      () => recordsIn([{ ...vectors.dramas[0], ...change }]),
      (error) => error instanceof BundleError && error.code === "malformed",
    );
  }
});
