/** The registry as this browser holds it: fetched, verified, kept, refreshed. */

import {
  BundleError,
  isExpired,
  readBundle,
  readManifest,
  readRecent,
} from "../../shared/js/bundle.js";
import { Library } from "../../shared/js/library.js";
import { checkRecord } from "./records.js";
import { OfflineError, read } from "./fetching.js";
import { dropOthers, keep, keepBundle, kept, keptBundle } from "./store.js";

/** @typedef {import("../../shared/js/bundle.js").Manifest} Manifest */
/** @typedef {import("../../shared/js/bundle.js").Recent} Recent */
/** @typedef {import("../../shared/js/bundle.js").Bundle} Bundle */
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

/** @typedef {{ manifest: Manifest, bundle: Bundle, library: Library }} Held */

/** @param {Uint8Array} bytes */
const string = (bytes) => new TextDecoder().decode(bytes);

export class Registry {
  /** @type {Held | null} */
  held = null;
  /** @type {Recent | null} */
  recent = null;
  /** What went wrong when last asked; the data held stay in use. @type {Problem | null} */
  problem = null;
  /** @type {Map<string, DramaRecord>} */
  #records = new Map();
  #texts = { manifest: "", recent: "", floor: 0 };
  #nextRefresh = 0;
  #nextPoll = 0;
  /** @type {Promise<void> | null} */
  #waking = null;
  /** @type {Promise<void> | null} */
  #tending = null;

  /** @param {{ server: string, key: string }} origin pinned when the extension was packed */
  constructor({ server, key }) {
    this.server = server;
    this.key = key;
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

  /** Number of the last statement known of. */
  get generation() {
    return Math.max(this.held?.manifest.generation ?? 0, this.recent?.generation ?? 0);
  }

  /** Newest signed time, RFC 3339; "" without data. */
  get made() {
    const times = [this.held?.manifest.made ?? "", this.recent?.made ?? ""];
    return times.sort()[1];
  }

  /** All that is registered here is for demonstration. */
  get demo() {
    const records = [...this.#records.values()];
    return records.length > 0 && records.every((record) => record.demo);
  }

  /** The data are past their date: what they say of approvals may no longer hold. */
  get stale() {
    const { held, recent } = this;
    const newest =
      recent && held && recent.generation >= held.manifest.generation ? recent : held?.manifest;
    return newest ? isExpired(newest, this.#now()) : false;
  }

  /** A clock set back cannot bring expired data to life: signed times are its floor. */
  #now() {
    return Math.max(Date.now(), this.#texts.floor);
  }

  async #wake() {
    this.#texts = await kept();
    const { manifest, recent } = this.#texts;
    if (!manifest) return;
    try {
      // At time 0 nothing has expired: what is held stays, and `stale` says the rest.
      const trust = { key: this.key, held: null, now: 0 };
      const read = await readManifest(manifest, trust);
      const bytes = await keptBundle(this.#url(read.bundle.path));
      if (!bytes) return;
      this.#take(read, await readBundle(bytes, read.bundle));
      if (recent) this.#overlay(await readRecent(recent, trust));
    } catch (error) {
      if (!(error instanceof BundleError)) throw error;
      console.warn(`Reelmark: kept data are not used: ${error.message}`); // they are fetched anew
    }
  }

  async #tend() {
    await this.wake();
    const now = Date.now();
    if (now >= this.#nextRefresh) {
      await this.#try(() => this.#refresh());
      this.#nextRefresh = now + (this.held ? REFRESH_MS : RETRY_MS);
    }
    if (this.held && now >= this.#nextPoll) {
      this.#nextPoll = now + POLL_MS + Math.random() * JITTER_MS;
      await this.#try(() => this.#poll());
    }
  }

  /** @param {() => Promise<void>} work */
  async #try(work) {
    try {
      await work();
      this.problem = null;
    } catch (error) {
      if (error instanceof OfflineError) this.problem = { kind: "offline" };
      else if (error instanceof BundleError) this.problem = { kind: "refused", code: error.code };
      else throw error;
      console.warn(`Reelmark: ${error.message}`);
    }
  }

  async #refresh() {
    const url = this.#url("bundle/manifest.json");
    const text = string(await read(url, { most: SIGNED_BYTES }));
    if (text === this.#texts.manifest && this.held) return;
    const held = this.held?.manifest ?? null;
    const manifest = await readManifest(text, { key: this.key, held, now: this.#now() });
    const { path, sha256, bytes: most } = manifest.bundle;
    if (held?.bundle.sha256 !== sha256) {
      if (most > BUNDLE_BYTES) throw new BundleError("malformed", "the bundle is too large");
      const bytes = await read(this.#url(path), { most });
      const bundle = await readBundle(bytes, manifest.bundle);
      await keepBundle(this.#url(path), bytes);
      await this.#keep({ manifest: text }, manifest.made);
      this.#take(manifest, bundle);
      await dropOthers(this.#url(path));
    } else if (this.held) {
      await this.#keep({ manifest: text }, manifest.made);
      this.#take(manifest, this.held.bundle);
    }
  }

  async #poll() {
    const text = string(await read(this.#url("bundle/recent.json"), { most: SIGNED_BYTES }));
    if (text === this.#texts.recent) return;
    const recent = await readRecent(text, { key: this.key, held: this.recent, now: this.#now() });
    await this.#keep({ recent: text }, recent.made);
    this.#overlay(recent);
    if (this.held && recent.generation > this.held.manifest.generation) await this.#refresh();
  }

  /**
   * @param {Manifest} manifest
   * @param {Bundle} bundle
   */
  #take(manifest, bundle) {
    const same = this.held?.bundle === bundle;
    const library = same && this.held ? this.held.library : new Library(bundle.entries);
    this.held = { manifest, bundle, library };
    const records = bundle.dramas.map((drama) => checkRecord(drama, "drama"));
    this.#records = new Map(records.map((record) => [record.id, record]));
    if (this.recent) this.#overlay(this.recent);
  }

  /** @param {Recent} recent */
  #overlay(recent) {
    this.recent = recent;
    if (this.held && recent.generation < this.held.manifest.generation) return;
    this.learn(recent.changes.map(({ drama }) => checkRecord(drama, "drama")));
  }

  /**
   * @param {{ manifest?: string, recent?: string }} texts
   * @param {string} made
   */
  async #keep(texts, made) {
    const floor = Math.max(this.#texts.floor, Date.parse(made));
    this.#texts = { ...this.#texts, ...texts, floor };
    await keep(this.#texts);
  }

  /** @param {string} path */
  #url(path) {
    return `${this.server}/v1/${path}`;
  }
}
