/**
 * Reads the signed files of a registry (docs/formats.md, "Bundle"). Nothing is believed before its
 * signature or hash was checked; what fails is refused with a code, and what is held stays in use.
 */

import { Library } from "./library.js";
import { readTrack, TrackError } from "./track.js";

/**
 * Why a file was refused:
 * - `malformed`: not in this format, or with a record that is not
 * - `other_key`: signed by a key other than the pinned one
 * - `altered`: the signature does not fit the content, or the bundle not its hash or length
 * - `truncated`: the bundle is shorter than the manifest says
 * - `older`: made before what is held already
 * - `expired`: past its date: stale data
 * - `unsupported`: this browser cannot check Ed25519 signatures
 * @typedef {"malformed" | "other_key" | "altered" | "truncated" | "older" | "expired"
 *   | "unsupported"} RefusalCode
 */

/** A file that is not to be used. `code` chooses the words people read; the message is for logs. */
export class BundleError extends Error {
  /**
   * @param {RefusalCode} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = "BundleError";
    /** @type {RefusalCode} */
    this.code = code;
  }
}

/**
 * @typedef {{ path: string, sha256: string, bytes: number, frames: number }} BundleRef
 * @typedef {{
 *   v: 1, generation: number, made: string, expires: string, bundle: BundleRef, recent: string,
 *   sites?: unknown,
 * }} Manifest whose `sites` (shared/sites.json) who uses them checks
 * @typedef {{ seq: number, time: string, drama: DramaRecord }} Change
 * @typedef {{
 *   v: 1, generation: number, made: string, expires: string, changes: Change[], complete: boolean,
 * }} Recent
 */

/**
 * What is published of a drama (shared/schemas/bundle.json); words are those of
 * shared/vocabulary/enums.json, dates are YYYY-MM-DD.
 * @typedef {{
 *   name: string, issuer: string | null, date: string, url: string | null,
 *   document: string | null, row: string | null,
 * }} Source
 * @typedef {{
 *   involvement: string, scope: string[], tools: string[], since: string, disputed: string | null,
 *   observed: { value: string, basis: string, since: string, episodes: number }[],
 * }} Ai
 * @typedef {{
 *   state: string, verification: string, tier: string | null, legacy_tier: string | null,
 *   number: string | null, kind: string | null, by: string | null, since: string | null,
 *   until: string | null, source: Source | null,
 * }} Approval
 * @typedef {{
 *   number: number, status: string, duration_ms: number, frames: number, track_bytes: number,
 * }} EpisodeRecord
 * @typedef {{
 *   id: string, name: string | null, status: string, approval: Approval,
 *   episodes: EpisodeRecord[],
 * }} EditionRecord
 * @typedef {{
 *   id: string, title: string | null, status: string, demo: boolean, verified: boolean,
 *   registrant: string, registered: string, ai: Ai, revoked: Source | null,
 *   editions: EditionRecord[],
 * }} DramaRecord
 */

/**
 * @typedef {{
 *   phash_log10: number[][], detail_log10: number[], plain_log10: number[],
 * }} BackgroundTables
 * @typedef {{ background: BackgroundTables, dramas: DramaRecord[], library: Library }} Bundle
 */

/**
 * What a file must not be older than: the values of the last one accepted.
 * @typedef {{ generation: number, made: string }} Held
 */

const MAGIC = 0x524d4231; // "RMB1"
const PREFIX = 8;

/** So far back recent.json looks from the time it was made. */
const WINDOW_MS = 7 * 86_400_000;

const PURPOSES = {
  manifest: "reelmark manifest v1\0",
  recent: "reelmark recent v1\0",
};

/**
 * Check and read manifest.json. Throws BundleError.
 * @param {string} text
 * @param {{ key: string, held: Held | null, now: number }} trust the pinned public key (base64 of
 *   32 bytes), what is held, and the time in ms: no less than the newest `made` ever accepted
 * @returns {Promise<Manifest>}
 */
export async function readManifest(text, trust) {
  const manifest = /** @type {Manifest} */ (await open(text, PURPOSES.manifest, trust.key));
  const { bundle } = manifest;
  const whole = bundle && isCount(bundle.bytes) && /^[0-9a-f]{64}$/.test(bundle.sha256);
  if (!whole || typeof bundle.path !== "string") throw malformed("the manifest names no bundle");
  checkTime(manifest, trust);
  return manifest;
}

/**
 * Check and read recent.json. Throws BundleError.
 * @param {string} text
 * @param {{ key: string, held: Held | null, now: number }} trust as for `readManifest`; `held` is
 *   the last recent.json
 * @returns {Promise<Recent>}
 */
export async function readRecent(text, trust) {
  const recent = /** @type {Recent} */ (await open(text, PURPOSES.recent, trust.key));
  const whole = items(recent.changes).every((change) => isCount(change?.seq));
  if (!whole || typeof recent.complete !== "boolean") throw malformed("these are no changes");
  checkTime(recent, trust);
  return recent;
}

/**
 * Whether what a manifest or recent.json says has become stale: a match is still shown, but the
 * approval reads "unknown (data of …)".
 * @param {{ expires: string }} file
 * @param {number} now ms
 * @returns {boolean}
 */
export function isExpired(file, now) {
  return !(Date.parse(file.expires) > now);
}

/**
 * Whether recent changes lack nothing that was said since a manifest: only then are the two
 * together as new as recent.json. Otherwise they hold as long as the manifest.
 * @param {Recent} recent
 * @param {Manifest} manifest
 * @returns {boolean}
 */
export function covers(recent, manifest) {
  if (isOlder(recent, manifest)) return false;
  if (recent.generation === manifest.generation) return true;
  const oldest = recent.changes.at(-1)?.seq ?? Infinity;
  if (oldest <= manifest.generation + 1) return true; // what did not fit is older still
  return recent.complete && Date.parse(manifest.made) >= Date.parse(recent.made) - WINDOW_MS;
}

/**
 * Check and read a bundle file. Throws BundleError.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {BundleRef} expected from a checked manifest
 * @returns {Promise<Bundle>}
 */
export async function readBundle(bytes, expected) {
  if (bytes.length < expected.bytes) {
    const lengths = `${bytes.length} of ${expected.bytes} bytes`;
    throw new BundleError("truncated", `the bundle is cut off: ${lengths}`);
  }
  const digest = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  if (digest !== expected.sha256) {
    throw new BundleError("altered", "the bundle is not the one that the manifest names");
  }
  return layOut(bytes);
}

/**
 * @param {string} text
 * @param {string} purpose
 * @param {string} pinned
 * @returns {Promise<unknown>} the payload
 */
async function open(text, purpose, pinned) {
  const envelope = parse(text);
  const payload = fromBase64(envelope?.payload);
  const signature = fromBase64(envelope?.signature);
  if (!payload || !signature) throw malformed("the file is no signed envelope");
  const key = fromBase64(pinned);
  if (!key || key.length !== 32) throw malformed("the pinned key is no Ed25519 key");
  if (envelope.key !== (await keyId(key))) {
    throw new BundleError("other_key", "the file is signed by another key than the pinned one");
  }
  const prefix = new TextEncoder().encode(purpose);
  const signed = new Uint8Array(prefix.length + payload.length);
  signed.set(prefix);
  signed.set(payload, prefix.length);
  if (!(await verifies(key, signature, signed))) {
    throw new BundleError("altered", "the file's signature does not fit its content");
  }
  const content = parse(new TextDecoder().decode(payload));
  if (content?.v !== 1) throw malformed("the file is of another version");
  return content;
}

/**
 * @param {Uint8Array<ArrayBuffer>} key raw public key
 * @param {Uint8Array<ArrayBuffer>} signature
 * @param {Uint8Array<ArrayBuffer>} signed
 * @returns {Promise<boolean>}
 */
async function verifies(key, signature, signed) {
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotSupportedError") {
      throw new BundleError("unsupported", "Ed25519 is not supported here");
    }
    throw malformed("the pinned key is no Ed25519 key");
  }
  return crypto.subtle.verify({ name: "Ed25519" }, imported, signature, signed);
}

/**
 * The name of a key: enough of a fingerprint for people to compare.
 * @param {Uint8Array<ArrayBuffer>} key
 * @returns {Promise<string>} first 16 hex digits of the key's SHA-256
 */
export async function keyId(key) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", key))).slice(0, 16);
}

/**
 * @param {{ generation: number, made: string, expires: string }} file
 * @param {{ held: Held | null, now: number }} trust
 */
function checkTime(file, { held, now }) {
  if (!isCount(file.generation) || !(Date.parse(file.made) < Date.parse(file.expires))) {
    throw malformed("the file has no generation, or no dates");
  }
  if (held && isOlder(file, held)) {
    throw new BundleError("older", "the file is older than the one held");
  }
  if (isExpired(file, now)) throw new BundleError("expired", `the file expired ${file.expires}`);
}

/**
 * @param {Held} file
 * @param {Held} held
 * @returns {boolean}
 */
function isOlder(file, held) {
  if (file.generation !== held.generation) return file.generation < held.generation;
  return Date.parse(file.made) < Date.parse(held.made);
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Bundle}
 */
function layOut(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < PREFIX || view.getUint32(0) !== MAGIC) throw malformed("this is no bundle");
  const at = PREFIX + view.getUint32(4, true);
  if (at > bytes.length) throw malformed("the bundle ends within its header");
  const header = parse(new TextDecoder().decode(bytes.subarray(PREFIX, at)));
  if (header?.v !== 1) throw malformed("the bundle is of another version");
  /** @type {{ background: BackgroundTables, dramas: DramaRecord[] }} */
  const { background, dramas } = header;
  const { phash_log10, detail_log10, plain_log10 } = background ?? {};
  if (![phash_log10, detail_log10, plain_log10].every(Array.isArray)) {
    throw malformed("the bundle lacks a table that matching needs");
  }
  return { background, dramas, library: libraryOf(dramas, bytes.subarray(at)) };
}

/**
 * @param {DramaRecord[]} dramas
 * @param {Uint8Array} bytes the tracks of all their episodes
 * @returns {Library}
 */
function libraryOf(dramas, bytes) {
  let frames = 0;
  let length = 0;
  for (const { episode } of episodesOf(dramas)) {
    frames += episode.frames;
    length += episode.track_bytes;
  }
  if (length !== bytes.length) throw malformed("the bundle's tracks are not as long as it says");
  try {
    return new Library(tracked(dramas, bytes), frames);
  } catch (error) {
    if (!(error instanceof TrackError || error instanceof RangeError)) throw error;
    throw malformed(`in the bundle, ${error.message}`);
  }
}

/**
 * @param {DramaRecord[]} dramas
 * @param {Uint8Array} bytes
 * @returns {Iterable<import("./library.js").Tracked>}
 */
function* tracked(dramas, bytes) {
  let at = 0;
  for (const { drama, edition, episode } of episodesOf(dramas)) {
    const track = readTrack(bytes.subarray(at, at + episode.track_bytes));
    if (track.timesMs.length !== episode.frames) throw malformed("a track has other frames");
    yield { drama: drama.id, edition: edition.id, episode: episode.number, track };
    at += episode.track_bytes;
  }
}

/**
 * @param {DramaRecord[]} dramas
 * @returns {Iterable<{ drama: DramaRecord, edition: EditionRecord, episode: EpisodeRecord }>}
 */
function* episodesOf(dramas) {
  for (const drama of items(dramas)) {
    for (const edition of items(drama?.editions)) {
      for (const episode of items(edition?.episodes)) {
        if (!isCount(episode?.track_bytes) || !isCount(episode.frames)) {
          throw malformed("an episode has no length");
        }
        yield { drama, edition, episode };
      }
    }
  }
}

/**
 * @template T
 * @param {T[]} list as the file has it
 * @returns {T[]}
 */
function items(list) {
  if (!Array.isArray(list)) throw malformed("a list is missing in the file");
  return list;
}

/**
 * @param {string} text
 * @returns {any} whatever the JSON holds; callers check what they use
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("the file is no JSON");
  }
}

/**
 * @param {unknown} text
 * @returns {Uint8Array<ArrayBuffer> | null} null when it is no base64
 */
function fromBase64(text) {
  if (typeof text !== "string" || text === "") return null;
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {unknown} value
 * @returns {boolean}
 */
function isCount(value) {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/**
 * @param {string} message
 * @returns {BundleError}
 */
function malformed(message) {
  return new BundleError("malformed", message);
}
