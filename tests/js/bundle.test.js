import assert from "node:assert/strict";
import { createPrivateKey, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import {
  BundleError,
  isExpired,
  readBundle,
  readManifest,
  readRecent,
} from "../../shared/js/bundle.js";
import { hex, sha256 } from "./vectors.js";

/** @typedef {import("../../shared/js/bundle.js").Manifest} Manifest */
/** @typedef {import("../../shared/js/bundle.js").Recent} Recent */
/** @typedef {import("../../shared/js/bundle.js").RefusalCode} RefusalCode */

/**
 * @type {{
 *   seed: string, key: string, background: object, dramas: object[], bundle: string,
 *   manifest: { payload: Manifest, file: string }, recent: { payload: Recent, file: string },
 * }}
 */
const vectors = JSON.parse(
  readFileSync(new URL("../../shared/vectors/bundle.json", import.meta.url), "utf8"),
);
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
 * The vectors' server signing something else.
 * @param {string} payload
 * @param {string} [purpose]
 * @returns {string}
 */
function signed(payload, purpose = "manifest") {
  const der = Buffer.from(`302e020100300506032b657004220420${vectors.seed}`, "hex");
  const secret = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const content = Buffer.from(payload);
  const said = Buffer.concat([Buffer.from(`reelmark ${purpose} v1\0`), content]);
  const { key: id } = JSON.parse(manifest.file);
  const signature = sign(null, said, secret).toString("base64");
  return JSON.stringify({ payload: content.toString("base64"), signature, key: id });
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
  const { background, dramas, entries } = await readBundle(bundle(), expected);
  assert.deepEqual(background, vectors.background);
  assert.deepEqual(dramas, vectors.dramas);
  const ids = entries.map(({ drama, edition, episode }) => [drama, edition, episode]);
  assert.deepEqual(ids, [
    ["feng-gui", "e-main", 1],
    ["feng-gui", "e-main", 2],
    ["feng-gui", "e-other", 1],
  ]);
  assert.deepEqual(Array.from(entries[0].track.timesMs), [0, 700, 2700]);
  assert.deepEqual(hex(entries[1].track.hashes), ["fedcba9876543210"]);
  assert.equal(entries[2].track.durationMs, 0);
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

test("it refuses a bundle of another form, whoever signed for it", async () => {
  const long = bundle();
  new DataView(long.buffer, long.byteOffset).setUint32(4, 1 << 30, true);
  const damaged = bundle();
  damaged[damaged.length - 12] ^= 255;
  const other = Uint8Array.from(Buffer.from("RMB2"));
  const longer = Uint8Array.from([...bundle(), 0]);
  for (const bytes of [long, damaged, other, longer]) {
    await refuses(() => readBundle(bytes, named(bytes)), "malformed");
  }
});
