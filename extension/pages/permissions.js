/** What the browser itself asks the viewer before the extension may do it. */

// Asked before any click: Firefox only lets itself be asked in the same turn as one.
const { origins = [], ...others } = await chrome.permissions.getAll();

/** Firefox asks before anything of a page is sent; Chromium leaves that to the extension. */
const asksBeforeSending = "data_collection" in others;

/** Sites of the manifest that the viewer has taken away, or never granted. */
const missing = (chrome.runtime.getManifest().content_scripts ?? [])
  .flatMap(({ matches }) => matches ?? [])
  .filter((site) => !origins.includes(site));

export const allSitesAllowed = missing.length === 0;

/**
 * Ask to run on sites; the background then begins there. Call it in the handler of a click.
 * @param {string[]} [patterns] those of the manifest that are missing
 * @returns {Promise<boolean>} whether they were granted; popups may be closed by the question
 */
export function allowSites(patterns = missing) {
  return chrome.permissions.request({ origins: patterns });
}

/**
 * Run on a site no longer; the background then ends there.
 * @param {string} pattern
 */
export async function removeSite(pattern) {
  await chrome.permissions.remove({ origins: [pattern] });
}

/**
 * Whether such data may be sent. Call it in the handler of a click.
 * @param {...string} kinds as Firefox names them
 * @returns {Promise<boolean>}
 */
export async function maySend(...kinds) {
  if (!asksBeforeSending) return true;
  const wanted = { data_collection: kinds };
  // Types know only what Chromium can be asked for.
  return chrome.permissions.request(/** @type {chrome.permissions.Permissions} */ (wanted));
}
