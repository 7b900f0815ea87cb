/** A registry's files as the vectors' server would sign and serve them. */

import { createPrivateKey, sign } from "node:crypto";
import { readFileSync } from "node:fs";

import { sha256 } from "./vectors.js";

/** @typedef {import("../../shared/js/bundle.js").Manifest} Manifest */
/** @typedef {import("../../shared/js/bundle.js").Recent} Recent */

/**
 * @type {{
 *   seed: string, key: string, background: object, dramas: object[], tracks: string[],
 *   bundle: string,
 *   manifest: { payload: Manifest, file: string }, recent: { payload: Recent, file: string },
 * }}
 */
export const vectors = JSON.parse(
  readFileSync(new URL("../../shared/vectors/bundle.json", import.meta.url), "utf8"),
);

/**
 * The vectors' server signing something else.
 * @param {string} payload
 * @param {string} [purpose]
 * @returns {string}
 */
export function signed(payload, purpose = "manifest") {
  const der = Buffer.from(`302e020100300506032b657004220420${vectors.seed}`, "hex");
  const secret = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const content = Buffer.from(payload);
  const said = Buffer.concat([Buffer.from(`reelmark ${purpose} v1\0`), content]);
  const { key: id } = JSON.parse(vectors.manifest.file);
  const signature = sign(null, said, secret).toString("base64");
  return JSON.stringify({ payload: content.toString("base64"), signature, key: id });
}

/**
 * @param {Partial<Recent>} changes
 * @returns {string} recent.json
 */
export function recentFile(changes) {
  return signed(JSON.stringify({ ...vectors.recent.payload, ...changes }), "recent");
}

/**
 * The files of `/v1/` by path, as published in this generation.
 * @param {object[]} dramas the vectors', changed
 * @param {Partial<Manifest>} [changes]
 * @returns {Map<string, Uint8Array<ArrayBuffer>>}
 */
export function publish(dramas, changes = {}) {
  const header = Buffer.from(JSON.stringify({ v: 1, background: vectors.background, dramas }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const tracks = vectors.tracks.map((track) => Buffer.from(track, "hex"));
  const bundle = Uint8Array.from(Buffer.concat([Buffer.from("RMB1"), length, header, ...tracks]));
  const digest = sha256(bundle);
  const path = `bundle/${digest}.bin`;
  const named = { ...vectors.manifest.payload.bundle, path, sha256: digest, bytes: bundle.length };
  const manifest = { ...vectors.manifest.payload, bundle: named, ...changes };
  const { generation, made, expires } = manifest;
  return new Map([
    ["bundle/manifest.json", bytes(signed(JSON.stringify(manifest)))],
    ["bundle/recent.json", bytes(recentFile({ generation, made, expires, changes: [] }))],
    [path, bundle],
  ]);
}

/**
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytes(text) {
  return new TextEncoder().encode(text);
}
