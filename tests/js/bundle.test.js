import assert from "node:assert/strict";
import { test } from "node:test";

import {
  BundleError,
  covers,
  isExpired,
  readBundle,
  readManifest,
  readRecent,
} from "../../shared/js/bundle.js";
import { recentFile, signed, vectors } from "./publisher.js";
import { hex, sha256 } from "./vectors.js";

/** @typedef {import("../../shared/js/bundle.js").RefusalCode} RefusalCode */

const { key, manifest, recent } = vectors;
const expected = manifest.payload.bundle;
const NOW = Date.parse("2026-11-22T00:00:00Z");
const TRUST = { key, held: null, now: NOW };

/** @returns {Uint8Array<ArrayBuffer>} a fresh copy, at an odd place in a larger buffer */
function bundle() {
  return Uint8Array.from(Buffer.from(`ff${vectors.bundle}`, "hex")).subarray(1);
}

/**
 * @param {() => Promise<unknown>} reading
 * @param {RefusalCode} code
 */
async function refuses(reading, code) {
  await assert.rejects(reading, (error) => error instanceof BundleError && error.code === code);
}

/**
 * @param {object} change
 * @returns {string}
 */
function changed(change) {
  return signed(JSON.stringify({ ...manifest.payload, ...change }));
}

test("it reads a manifest", async () => {
  assert.deepEqual(await readManifest(manifest.file, TRUST), manifest.payload);
});

test("it reads recent changes", async () => {
  assert.deepEqual(await readRecent(recent.file, TRUST), recent.payload);
});

test("it reads a bundle with the tracks of all episodes", async () => {
  const { background, dramas, library } = await readBundle(bundle(), expected);
  assert.deepEqual(background, vectors.background);
  assert.deepEqual(dramas, vectors.dramas);
  const ids = library.entries.map(({ drama, edition, episode }) => [drama, edition, episode]);
  assert.deepEqual(ids, [
    ["feng-gui", "e-main", 1],
    ["feng-gui", "e-main", 2],
    ["feng-gui", "e-other", 1],
  ]);
  assert.deepEqual(library.first, [0, 3, 4, 4]);
  assert.deepEqual(Array.from(library.timesMs), [0, 700, 2700, 40]);
  assert.equal(hex(library.hashes)[3], "fedcba9876543210");
  assert.equal(library.entries[2].durationMs, 0);
});

test("it accepts what is as old as the file held, and newer ones", async () => {
  const held = { generation: manifest.payload.generation, made: manifest.payload.made };
  assert.ok(await readManifest(manifest.file, { ...TRUST, held }));
  assert.ok(await readManifest(changed({ generation: 10 }), { ...TRUST, held }));
});

test("it refuses an older generation, and an earlier file of the same one", async () => {
  const { generation, made } = manifest.payload;
  for (const held of [
    { generation: generation + 1, made },
    { generation, made: "2026-11-21T06:05:12.124Z" },
  ]) {
    await refuses(() => readManifest(manifest.file, { ...TRUST, held }), "older");
    await refuses(() => readRecent(recent.file, { ...TRUST, held }), "older");
  }
});

test("it refuses an expired file, from the moment it says", async () => {
  const now = Date.parse(manifest.payload.expires);
  await refuses(() => readManifest(manifest.file, { ...TRUST, now }), "expired");
  assert.ok(isExpired(manifest.payload, now));
  assert.ok(!isExpired(manifest.payload, now - 1));
});

test("it refuses another key", async () => {
  const other = Buffer.alloc(32, 7).toString("base64");
  await refuses(() => readManifest(manifest.file, { ...TRUST, key: other }), "other_key");
});

test("it refuses a signature by another key under the pinned one's name", async () => {
  const { payload, signature } = JSON.parse(manifest.file);
  const other = Buffer.alloc(32, 7);
  const id = sha256(other).slice(0, 16);
  const file = JSON.stringify({ payload, signature, key: id });
  await refuses(() => readManifest(file, { ...TRUST, key: other.toString("base64") }), "altered");
});

test("it refuses a payload that was altered", async () => {
  const envelope = JSON.parse(manifest.file);
  const payload = Buffer.from(envelope.payload, "base64").toString().replace(":9,", ":8,");
  const file = JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString("base64") });
  await refuses(() => readManifest(file, TRUST), "altered");
});

test("it refuses a file signed for another purpose", async () => {
  await refuses(() => readManifest(recent.file, TRUST), "altered");
  await refuses(() => readRecent(manifest.file, TRUST), "altered");
});

for (const [name, file] of /** @type {const} */ ([
  ["nothing", ""],
  ["half a file", manifest.file.slice(0, 200)],
  ["no object", "null"],
  ["a page", "<!doctype html>"],
  ["no base64", '{"key":"","payload":"§","signature":"AAAA"}'],
  ["a signed text", signed("no JSON")],
  ["another version", changed({ v: 2 })],
  ["no bundle", changed({ bundle: null })],
  ["a path for a hash", changed({ bundle: { ...expected, sha256: "../x" } })],
  ["no generation", changed({ generation: "9" })],
  ["no dates", changed({ made: "soon" })],
])) {
  test(`it refuses as malformed: ${name}`, async () => {
    await refuses(() => readManifest(file, TRUST), "malformed");
  });
}

for (const [name, change] of /** @type {const} */ ([
  ["no changes", { changes: null }],
  ["a change that is nothing", { changes: [null] }],
  ["a change without its place", { changes: [{ drama: {} }] }],
  ["changes that may lack some", { complete: undefined }],
])) {
  test(`it refuses recent changes as malformed: ${name}`, async () => {
    const file = recentFile(/** @type {object} */ (change));
    await refuses(() => readRecent(file, TRUST), "malformed");
  });
}

const DAY = 86_400_000;

/**
 * @param {number} days after the manifest
 * @returns {string}
 */
function later(days) {
  return new Date(Date.parse(manifest.payload.made) + days * DAY).toISOString();
}

for (const [name, change, whole] of /** @type {const} */ ([
  ["of the same generation", { made: later(9), complete: false, changes: [] }, true],
  ["of an earlier generation", { generation: 8 }, false],
  ["of the same generation, made before", { made: later(-1) }, false],
  ["all of the 7 days since", { generation: 12, made: later(7), changes: [12] }, true],
  ["all of 7 days of more", { generation: 12, made: later(7.01), changes: [12] }, false],
  ["cut after those since", { generation: 12, complete: false, changes: [12, 10] }, true],
  ["cut among those since", { generation: 12, complete: false, changes: [12, 11] }, false],
  ["cut before all", { generation: 12, complete: false, changes: [] }, false],
])) {
  test(`recent changes ${whole ? "cover" : "do not cover"} what a manifest lacks: ${name}`, () => {
    const changes = (change.changes ?? []).map((seq) => ({ ...recent.payload.changes[0], seq }));
    const file = { ...recent.payload, ...change, changes };
    assert.equal(covers(file, manifest.payload), whole);
  });
}

test("it refuses a bundle that is cut off", async () => {
  for (const length of [0, 7, 100, expected.bytes - 1]) {
    await refuses(() => readBundle(bundle().subarray(0, length), expected), "truncated");
  }
});

test("it refuses a bundle with one bit turned, or a byte added", async () => {
  const turned = bundle();
  turned[turned.length - 3] ^= 1;
  await refuses(() => readBundle(turned, expected), "altered");
  const longer = Uint8Array.from([...bundle(), 0]);
  await refuses(() => readBundle(longer, expected), "altered");
});

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {typeof expected} as if a manifest named them
 */
function named(bytes) {
  return { ...expected, bytes: bytes.length, sha256: sha256(bytes) };
}

/**
 * @param {object} header
 * @returns {Uint8Array<ArrayBuffer>} a bundle without tracks
 */
function headed(header) {
  const text = Buffer.from(JSON.stringify({ v: 1, ...header }));
  return Uint8Array.from([...Buffer.from("RMB1"), text.length, 0, 0, 0, ...text]);
}

test("it refuses a bundle of another form, whoever signed for it", async () => {
  const long = bundle();
  new DataView(long.buffer, long.byteOffset).setUint32(4, 1 << 30, true);
  const damaged = bundle();
  damaged[damaged.length - 12] ^= 255;
  const other = Uint8Array.from(Buffer.from("RMB2"));
  const longer = Uint8Array.from([...bundle(), 0]);
  const headers = [{}, { dramas: [null] }, { dramas: [{ editions: [{ episodes: [null] }] }] }];
  for (const bytes of [long, damaged, other, longer, ...headers.map(headed)]) {
    await refuses(() => readBundle(bytes, named(bytes)), "malformed");
  }
});
