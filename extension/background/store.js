/** Keeps the registry's files between the worker's lives. */

const CACHE = "reelmark-bundle";

/** What was accepted last: signed texts, and the newest signed time, which no clock may precede. */
const KEY = "registry";

/**
 * Texts are "" where there is none.
 * @typedef {{ manifest: string, recent: string, floor: number }} Kept
 */

/** @returns {Promise<Kept>} */
export async function kept() {
  const stored = (await chrome.storage.local.get(KEY))[KEY];
  return { manifest: "", recent: "", floor: 0, .../** @type {Partial<Kept>} */ (stored) };
}

/** @param {Kept} files */
export async function keep(files) {
  await chrome.storage.local.set({ [KEY]: files });
}

/**
 * @param {string} url
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>}
 */
export async function keptBundle(url) {
  const found = await (await caches.open(CACHE)).match(url);
  return found ? new Uint8Array(await found.arrayBuffer()) : null;
}

/**
 * Keep this bundle; those before it go, so that one of the two is always there.
 * @param {string} url
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
export async function keepBundle(url, bytes) {
  const cache = await caches.open(CACHE);
  await cache.put(url, new Response(bytes));
}

/** @param {string} url the only bundle to stay */
export async function dropOthers(url) {
  const cache = await caches.open(CACHE);
  for (const { url: other } of await cache.keys()) {
    if (other !== url) await cache.delete(other);
  }
}
