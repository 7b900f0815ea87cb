/** Where the extension runs: the sites of its manifest, and those that the viewer has added. */

import { holdsHost, siteOf } from "../content/pattern.js";
import { state } from "./state.js";

/** What the browser calls the script of all added sites. */
const ADDED = "added";

/** @typedef {{ matches: string[], run_at: "document_idle", all_frames: boolean,
 *   match_origin_as_fallback: boolean }} Script */

const [script] = /** @type {Script[]} */ (
  /** @type {unknown} */ (chrome.runtime.getManifest().content_scripts)
);

/** The match patterns of the manifest. */
export const { matches: builtIn } = script;

/** From the root: Firefox takes a path as seen from here, and puts whole addresses in the manifest. */
const js = ["/content/main.js"];

/**
 * The browser's own list of what it permits is the only one there is: a site is added and removed
 * there, by the popup, the options page, or the viewer in the browser's settings.
 * @returns {Promise<string[]>}
 */
async function permitted() {
  return (await chrome.permissions.getAll()).origins ?? [];
}

/** @param {string[]} origins @returns {string[]} */
function addedOf(origins) {
  return origins.filter((pattern) => !builtIn.includes(pattern));
}

/** What is registered is changed by one after another. */
let turn = Promise.resolve();

/** Run on the sites that are permitted now. */
export function register() {
  turn = turn.then(registerNow);
  return turn;
}

async function registerNow() {
  const matches = addedOf(await permitted());
  const filter = { ids: [ADDED] };
  const registered = await chrome.scripting.getRegisteredContentScripts(filter);
  if (registered.length) await chrome.scripting.unregisterContentScripts(filter);
  if (!matches.length) return;
  await chrome.scripting.registerContentScripts([
    {
      id: ADDED,
      matches,
      js,
      runAt: script.run_at,
      allFrames: script.all_frames,
      matchOriginAsFallback: script.match_origin_as_fallback,
      persistAcrossSessions: true,
    },
  ]);
}

/**
 * Sites were permitted: run there, on pages that are open too.
 * @param {string[]} origins
 */
export async function begin(origins) {
  if (!origins.length) return;
  await register();
  for (const { id = -1 } of await chrome.tabs.query({ url: origins })) {
    const target = { tabId: id, allFrames: true };
    // A tab may show an error, or be closed by now.
    chrome.scripting.executeScript({ target, files: js }).catch(() => {});
  }
}

/**
 * Sites are permitted no longer: nothing stays of it on their pages.
 * @param {string[]} origins
 */
export async function end(origins) {
  await register();
  for (const { id = -1 } of await chrome.tabs.query({})) {
    const left = await chrome.tabs.sendMessage(id, { removed: origins }).catch(() => false);
    if (left) await state.leave(id);
  }
}

/**
 * @returns {Promise<{ pattern: string, site: string, added: boolean, allowed: boolean,
 *   paused: boolean }[]>} the sites of the manifest, those added, others that are paused
 */
export async function sites() {
  const origins = await permitted();
  const listed = [...builtIn, ...addedOf(origins)].map((pattern) => ({
    pattern,
    site: siteOf(pattern),
    added: !builtIn.includes(pattern),
    allowed: origins.includes(pattern),
    paused: isPausedOn(siteOf(pattern)),
  }));
  const others = state.settings.pausedHosts
    .filter((host) => !listed.some(({ site }) => holdsHost(site, host)))
    .map((host) => ({ pattern: "", site: host, added: false, allowed: true, paused: true }));
  return [...listed, ...others];
}

/**
 * @param {string} host or a site of the manifest
 * @returns {boolean}
 */
export function isPausedOn(host) {
  return state.settings.pausedHosts.some((site) => holdsHost(site, host));
}

/**
 * @param {string} host or a site of the manifest
 * @param {boolean} paused
 */
export async function pause(host, paused) {
  const { pausedHosts } = state.settings;
  const others = pausedHosts.filter((site) => !holdsHost(site, host) && !holdsHost(host, site));
  await state.set({ pausedHosts: paused ? [...others, host] : others });
}
