/** All that the extension remembers, mirrored to storage: the worker may end between two events. */

import { CheckError, flag, list, maybe, object, oneOf, text } from "../checks.js";
import { withRecent } from "./recent.js";

/** @typedef {import("./recent.js").Recent} Recent */
/** @typedef {import("./works.js").Finding} Finding */

const checkSettings = object({
  language: oneOf(["auto", "zh_CN", "en"]),
  serverMatch: flag,
  pausedHosts: list(text(253), 1000),
});

/** @typedef {ReturnType<typeof checkSettings>} Settings */

/** @type {Settings} */
const DEFAULTS = { language: "auto", serverMatch: false, pausedHosts: [] };

/**
 * Found in one clip; not settled while more samples may still add to it. `page`: the page's own AI
 * label beside it.
 * @typedef {{
 *   generation: number, finding: Finding, settled: boolean,
 *   page: import("../sites.js").PageLabel | null,
 * }} Found
 */

/** What became of reports, by address and drama. @typedef {Record<string, Outcomes>} Reports */
/** @typedef {Record<string, "sent" | "failed">} Outcomes */

/**
 * A page of a tab: host of its top frame, and by content script and video what was found.
 * @typedef {{ host: string, frames: Record<string, Record<number, Found>> }} Tab
 */

/** Frames and videos remembered in a tab; the oldest go. */
const MOST = 100;

class State {
  /** @type {Settings} */
  settings = DEFAULTS;
  /** @type {Record<number, Tab>} */
  #tabs = {};
  /** @type {Reports} */
  #reports = {};
  /** Clips that went by in each tab. @type {Record<number, Recent[]>} */
  #recent = {};
  /** @type {Promise<void> | null} */
  #loading = null;

  /** Read what was stored, once in the worker's life. */
  ready() {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** @param {Partial<Settings>} changes */
  async set(changes) {
    this.settings = { ...this.settings, ...changes };
    await chrome.storage.local.set({ settings: this.settings });
  }

  /**
   * @param {number} id
   * @returns {Tab | null}
   */
  tab(id) {
    return this.#tabs[id] ?? null;
  }

  /**
   * A content script has started: in the top frame, what the page before showed is over.
   * @param {number} tab
   * @param {{ instance: string, host: string, top: boolean }} frame
   */
  async enter(tab, { instance, host, top }) {
    const before = this.#tabs[tab];
    const known = top || !before ? { host: top ? host : "", frames: {} } : before;
    known.frames[instance] = {};
    trim(known.frames);
    this.#tabs[tab] = known;
    await this.#write();
  }

  /**
   * @param {number} tab
   * @param {string} instance
   * @param {number} video
   * @returns {Found | null}
   */
  found(tab, instance, video) {
    return this.#tabs[tab]?.frames[instance]?.[video] ?? null;
  }

  /**
   * A search may end after its page was left: then nothing is kept.
   * @param {number} tab
   * @param {string} instance
   * @param {number} video
   * @param {Found} found
   */
  async put(tab, instance, video, found) {
    const known = this.#tabs[tab];
    if (!known) return;
    const videos = (known.frames[instance] ??= {});
    videos[video] = found;
    trim(videos);
    const key = `${instance}/${video}/${found.generation}`;
    const clip = { key, finding: found.finding, at: Date.now() };
    this.#recent[tab] = withRecent(this.recent(tab), clip);
    await this.#write();
  }

  /**
   * @param {number} tab
   * @param {string} instance
   * @param {number} video
   */
  async forget(tab, instance, video) {
    const videos = this.#tabs[tab]?.frames[instance];
    if (!videos?.[video]) return;
    delete videos[video];
    await this.#write();
  }

  /**
   * @param {string} address
   * @returns {Outcomes} of reports of this page
   */
  reportsOn(address) {
    return this.#reports[address] ?? {};
  }

  /**
   * @param {string} address
   * @param {string} drama
   * @param {"sent" | "failed"} outcome
   */
  async reported(address, drama, outcome) {
    this.#reports[address] = { ...this.#reports[address], [drama]: outcome };
    trim(this.#reports);
    await this.#write();
  }

  /**
   * The page of a tab was left; what went by in the tab stays.
   * @param {number} tab
   */
  async leave(tab) {
    delete this.#tabs[tab];
    await this.#write();
  }

  /**
   * @param {number} tab
   * @returns {readonly Recent[]} newest first
   */
  recent(tab) {
    return this.#recent[tab] ?? [];
  }

  /** @param {number} tab */
  async clearRecent(tab) {
    delete this.#recent[tab];
    await this.#write();
  }

  /** @param {number} tab */
  async close(tab) {
    delete this.#tabs[tab];
    await this.clearRecent(tab);
  }

  async #load() {
    const { settings } = await chrome.storage.local.get("settings");
    const stored = maybe(checkSettings);
    try {
      this.settings = stored(settings, "settings") ?? DEFAULTS;
    } catch (error) {
      if (!(error instanceof CheckError)) throw error; // written by another version: defaults
    }
    const kept = await chrome.storage.session.get(["tabs", "recent", "reports"]);
    this.#tabs = /** @type {Record<number, Tab>} */ (kept.tabs ?? {});
    this.#recent = /** @type {Record<number, Recent[]>} */ (kept.recent ?? {});
    this.#reports = /** @type {Reports} */ (kept.reports ?? {});
  }

  #write() {
    const [tabs, recent, reports] = [this.#tabs, this.#recent, this.#reports];
    return chrome.storage.session.set({ tabs, recent, reports });
  }
}

/**
 * Drop the oldest members beyond `MOST`; whole-number names come first in an object anyway.
 * @param {Record<string, unknown>} members
 */
function trim(members) {
  for (const name of Object.keys(members).slice(0, -MOST)) delete members[name];
}

export const state = new State();
