/** The registry as this browser holds it: fetched, verified, kept, refreshed. */

import {
  BundleError,
  covers,
  isExpired,
  readBundle,
  readManifest,
  readRecent,
} from "../../shared/js/bundle.js";
import { OfflineError, read } from "./fetching.js";
import { recordsIn } from "./records.js";
import { dropOthers, keep, keepBundle, kept, keptBundle, nothingKept } from "./store.js";

/** @typedef {import("../../shared/js/bundle.js").Manifest} Manifest */
/** @typedef {import("../../shared/js/bundle.js").Recent} Recent */
/** @typedef {import("../../shared/js/bundle.js").BackgroundTables} BackgroundTables */
/** @typedef {import("../../shared/js/library.js").Library} Library */
/** @typedef {import("./records.js").DramaRecord} DramaRecord */

/** Signed files are at most this long. */
const SIGNED_BYTES = 65_536;

/** 3 million frames and their records. */
const BUNDLE_BYTES = 128_000_000;

/** The manifest is asked for so often while something plays; sooner when there is no data yet. */
const REFRESH_MS = 600_000;
const RETRY_MS = 5_000;

/** Recent changes: with what caches may add (30 s) and views asked every 5 s, 60 s at most. */
const POLL_MS = 15_000;
const JITTER_MS = 5_000;

/**
 * Why there are no fresh data.
 * @typedef {{ kind: "offline" } | { kind: "refused", code: string }} Problem
 */

/**
 * A bundle in use. Of 3 million frames the library takes 60 MB, so there is one, and neither the
 * bundle's bytes nor its unchecked records are held beside it.
 * @typedef {{
 *   manifest: Manifest, background: BackgroundTables, library: Library, records: DramaRecord[],
 * }} Held
 */

/** @typedef {"manifest" | "recent"} Name of a signed file */

/** @param {Uint8Array} bytes */
const string = (bytes) => new TextDecoder().decode(bytes);

export class Registry {
  /** @type {Held | null} */
  held = null;
  /** @type {Recent | null} */
  recent = null;
  /** Rows of sites in the newest manifest, not checked yet; undefined without. @type {unknown} */
  sites;
  /** What went wrong when each was last asked for. @type {Record<Name, Problem | null>} */
  #problems = { manifest: null, recent: null };
  /** @type {Map<string, DramaRecord>} */
  #records = new Map();
  /** @type {import("./store.js").Kept} */
  #kept;
  #nextRefresh = 0;
  #nextPoll = 0;
  /** @type {Promise<Manifest | null> | null} */
  #opening = null;
  /** @type {Promise<void> | null} */
  #waking = null;
  /** @type {Promise<void> | null} */
  #tending = null;

  /** @param {{ server: string, key: string }} origin pinned when the extension was packed */
  constructor({ server, key }) {
    this.server = server;
    this.key = key;
    this.#kept = nothingKept(key);
  }

  /** Read the manifest that was kept, once in the worker's life: quick, as the bundle is not. */
  open() {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Read what was kept, once in the worker's life. */
  wake() {
    this.#waking ??= this.#wake();
    return this.#waking;
  }

  /**
   * Fetch what is due. Called whenever something plays; resolves when data are there or cannot be.
   * @returns {Promise<void>}
   */
  tend() {
    this.#tending ??= this.#tend().finally(() => {
      this.#tending = null;
    });
    return this.#tending;
  }

  /**
   * A drama's record as of the newest data.
   * @param {string} drama
   * @returns {DramaRecord | null}
   */
  record(drama) {
    return this.#records.get(drama) ?? null;
  }

  /**
   * Records that came with a server's answer: newer than what is held, or the same.
   * @param {readonly DramaRecord[]} records
   */
  learn(records) {
    for (const record of records) this.#records.set(record.id, record);
  }

  /** The worse of what went wrong; the data held stay in use. @returns {Problem | null} */
  get problem() {
    const problems = Object.values(this.#problems);
    return problems.find((problem) => problem?.kind === "refused") ?? problems.find(Boolean) ?? null;
  }

  /** Number of the last statement up to which all are known of. */
  get generation() {
    return this.#asOf?.generation ?? 0;
  }

  /** Signed time up to which all is known, RFC 3339; "" without data. */
  get made() {
    return this.#asOf?.made ?? "";
  }

  /** All that is registered here is for demonstration. */
  get demo() {
    for (const { demo } of this.#records.values()) if (!demo) return false;
    return this.#records.size > 0;
  }

  /** The data are past their date: what they say of approvals may no longer hold. */
  get stale() {
    return this.#asOf !== null && isExpired(this.#asOf, this.#now());
  }

  /** The file that dates the data: recent changes only when none is missing before them. */
  get #asOf() {
    const { held, recent } = this;
    return held && recent && covers(recent, held.manifest) ? recent : (held?.manifest ?? null);
  }

  /** A clock set back cannot bring expired data to life: signed times are its floor. */
  #now() {
    return Math.max(Date.now(), this.#kept.floor);
  }

  /** At time 0 nothing has expired: what is held stays, and `stale` says the rest. */
  get #timeless() {
    return { key: this.key, held: null, now: 0 };
  }

  async #open() {
    this.#kept = await kept(this.key);
    const { manifest } = this.#kept;
    const signed = manifest ? await usable(readManifest(manifest, this.#timeless)) : null;
    this.sites = signed?.sites;
    return signed;
  }

  async #wake() {
    const signed = await this.open();
    const bytes = signed && (await keptBundle(this.#url(signed.bundle.path)));
    if (bytes) await usable(this.#restore(signed, bytes));
  }

  /**
   * @param {Manifest} signed
   * @param {Uint8Array<ArrayBuffer>} bytes
   */
  async #restore(signed, bytes) {
    const { recent } = this.#kept;
    this.#take(await heldOf(signed, bytes));
    bytes.buffer.transfer(0);
    if (recent) this.#overlay(await readRecent(recent, this.#timeless));
  }

  async #tend() {
    await this.wake();
    if (Date.now() >= this.#nextRefresh) {
      await this.#try("manifest", () => this.#refresh());
      this.#nextRefresh = Date.now() + this.#pause();
    }
    if (this.held && Date.now() >= this.#nextPoll) {
      this.#nextPoll = Date.now() + POLL_MS + Math.random() * JITTER_MS;
      await this.#try("recent", () => this.#poll());
    }
  }

  /** Ms until the manifest is asked for again. */
  #pause() {
    if (!this.held) return RETRY_MS;
    return this.#problems.manifest?.kind === "offline" ? POLL_MS : REFRESH_MS;
  }

  /**
   * @param {Name} name
   * @param {() => Promise<void>} work
   */
  async #try(name, work) {
    try {
      await work();
      this.#problems[name] = null;
    } catch (error) {
      if (error instanceof OfflineError) this.#problems[name] = { kind: "offline" };
      else if (error instanceof BundleError)
        this.#problems[name] = { kind: "refused", code: error.code };
      else throw error;
      console.warn(`Reelmark: ${error.message}`);
    }
  }

  async #refresh() {
    const text = string(await read(this.#url("bundle/manifest.json"), { most: SIGNED_BYTES }));
    if (text === this.#kept.manifest && this.held) return;
    const manifest = await readManifest(text, this.#trust("manifest"));
    const { path, sha256, bytes: most } = manifest.bundle;
    if (this.held?.manifest.bundle.sha256 === sha256) {
      this.#take({ ...this.held, manifest });
      return this.#keep("manifest", manifest, text);
    }
    if (most > BUNDLE_BYTES) throw new BundleError("malformed", "the bundle is too large");
    const url = this.#url(path);
    const bytes = await read(url, { most });
    this.#take(await heldOf(manifest, bytes));
    const there = await keepBundle(url, bytes);
    bytes.buffer.transfer(0); // freed now: for collection, 54 MB may wait for minutes
    // Where there is no room for the new bundle, the one before stays with its manifest.
    await this.#keep("manifest", manifest, there ? text : this.#kept.manifest);
    if (there) await dropOthers(url);
  }

  async #poll() {
    const text = string(await read(this.#url("bundle/recent.json"), { most: SIGNED_BYTES }));
    if (text === this.#kept.recent && this.recent) return;
    const recent = await readRecent(text, this.#trust("recent"));
    this.#overlay(recent);
    await this.#keep("recent", recent, text);
    if (this.held && recent.generation > this.held.manifest.generation) {
      await this.#try("manifest", () => this.#refresh());
    }
  }

  /** @param {Name} name */
  #trust(name) {
    return { key: this.key, held: this.#kept.newest[name], now: this.#now() };
  }

  /** @param {Held} held to be used from now on */
  #take(held) {
    this.held = held;
    this.sites = held.manifest.sites;
    this.#records = new Map(held.records.map((record) => [record.id, record]));
    if (this.recent) this.#overlay(this.recent);
  }

  /**
   * Use recent changes, after a check of all records. Throws BundleError.
   * @param {Recent} recent
   */
  #overlay(recent) {
    const records = recordsIn(recent.changes.map(({ drama }) => drama));
    this.recent = recent;
    if (this.held && recent.generation < this.held.manifest.generation) return;
    this.learn(records);
  }

  /**
   * What was taken into use counts as accepted, whether or not it can be kept.
   * @param {Name} name
   * @param {{ generation: number, made: string }} file
   * @param {string} text
   */
  async #keep(name, { generation, made }, text) {
    this.#kept = {
      ...this.#kept,
      [name]: text,
      newest: { ...this.#kept.newest, [name]: { generation, made } },
      floor: Math.max(this.#kept.floor, Date.parse(made)),
    };
    await keep(this.#kept);
  }

  /** @param {string} path */
  #url(path) {
    return `${this.server}/v1/${path}`;
  }
}

/**
 * @template T
 * @param {Promise<T>} kept
 * @returns {Promise<T | null>} null for what cannot be used: it is fetched anew
 */
async function usable(kept) {
  try {
    return await kept;
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    console.warn(`Reelmark: kept data are not used: ${error.message}`);
    return null;
  }
}

/**
 * Check a bundle and all its records. Throws BundleError.
 * @param {Manifest} manifest
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<Held>}
 */
async function heldOf(manifest, bytes) {
  const { background, library, dramas } = await readBundle(bytes, manifest.bundle);
  return { manifest, background, library, records: recordsIn(dramas) };
}
