/** Reads shared/vectors/fingerprint.json, with the few conversions its tests need. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** @typedef {import("./pictures.js").Recipe} Recipe */
/** @typedef {[number, number, number, number]} Edges top, bottom, left, right */

/**
 * @typedef {{
 *   name: string, picture: Recipe, limited: boolean,
 *   picture_sha256: string, row_100: string, plane_sha256: string,
 * }} LumaCase
 * @typedef {{ name: string, planes: Recipe[], plane_sha256: string[], areas: Edges[] }} AreaCase
 * @typedef {{ name: string, planes: Recipe[], insets: Edges[] }} InsetCase
 * @typedef {{
 *   name: string, thumbs: Recipe[], cells: number, last: string | null, corners_sha256: string[],
 * }} OverlayCase
 * @typedef {{ name: string, plane: Recipe, area: Edges, thumb: string }} ThumbCase
 * @typedef {{ name: string, recipe: Recipe, sha256: string }} PictureCase
 * @typedef {{ picture: string, central: string }} RegisteredCase
 * @typedef {{ registered: boolean, query: boolean }} Flat
 * @typedef {{ picture: string, busy_cells: Record<string, number>, flat: Flat }} FlatCase
 * @typedef {{
 *   picture: string, id: number, rows: number[][], margins: number[],
 * }} CoefficientsCase
 * @typedef {{
 *   picture: string, ids: number[], hashes: string[], details: string[],
 *   hashes_sha256: string, details_sha256: string,
 * }} QueryCase
 * @typedef {{ thumb_sha256: string, flat: Flat, window_0?: string[] }} ClipResult
 * @typedef {{
 *   name: string, frames: Recipe[], limited: boolean, area: Edges, results: ClipResult[],
 * }} ClipCase
 * @typedef {{
 *   name: string, times_ms: number[], hashes: string[], details: string[],
 *   last_ms: number, bytes: string,
 * }} TrackCase
 */

/**
 * @type {{
 *   luma: LumaCase[], area: AreaCase[], thumb: ThumbCase[], pictures: PictureCase[],
 *   registered: RegisteredCase[], flat: FlatCase[], operators: { int32_le_sha256: string },
 *   detail_places: [number, number][], stages: number[][], coefficients: CoefficientsCase[],
 *   query: QueryCase[], clips: ClipCase[], track: TrackCase[],
 *   refused: { name: string, bytes: string }[],
 *   insets: InsetCase[],
 *   overlays: OverlayCase[],
 * }}
 */
export const vectors = readShared("vectors/fingerprint.json");

/** @type {{ operators: number[] }} */
export const operatorsJson = readShared("fingerprint/operators.json");

/**
 * @template T
 * @param {string} name
 * @returns {T} as its reader declares it
 */
export function readShared(name) {
  return JSON.parse(readFileSync(new URL(`../../shared/${name}`, import.meta.url), "utf8"));
}

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * @param {Uint32Array} words pairs [high, low]
 * @returns {string[]}
 */
export function hex(words) {
  const digits = Array.from(words, (half) => half.toString(16).padStart(8, "0"));
  return digits.flatMap((high, i) => (i % 2 ? [] : [high + digits[i + 1]]));
}

/**
 * @param {Uint32Array} words pairs [high, low]
 * @returns {string} SHA-256 of the words in big-endian bytes
 */
export function wordsSha256(words) {
  return sha256(Buffer.from(hex(words).join(""), "hex"));
}
