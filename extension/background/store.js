/** Keeps the registry's files between the worker's lives. */

const CACHE = "reelmark-bundle";

const KEY = "registry";

/** @typedef {import("../../shared/js/bundle.js").Held} Held */

/**
 * What was accepted last of what `key` signs: texts, "" where there is none; how new they were,
 * known also when the bundle is gone; and the newest signed time, which no clock may precede.
 * @typedef {{
 *   key: string, manifest: string, recent: string, floor: number,
 *   newest: { manifest: Held | null, recent: Held | null },
 * }} Kept
 */

/**
 * @param {string} key
 * @returns {Kept}
 */
export function nothingKept(key) {
  return { key, manifest: "", recent: "", floor: 0, newest: { manifest: null, recent: null } };
}

/**
 * @param {string} key
 * @returns {Promise<Kept>}
 */
export async function kept(key) {
  const stored = await attempt(() => chrome.storage.local.get(KEY), {});
  const files = /** @type {Partial<Kept> | undefined} */ (stored[KEY]);
  return { ...nothingKept(key), ...(files?.key === key ? files : {}) };
}

/** @param {Kept} files */
export async function keep(files) {
  await attempt(() => chrome.storage.local.set({ [KEY]: files }), undefined);
}

/**
 * @param {string} url
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>}
 */
export function keptBundle(url) {
  return attempt(async () => {
    const found = await (await caches.open(CACHE)).match(url);
    return found ? new Uint8Array(await found.arrayBuffer()) : null;
  }, null);
}

/**
 * Keep this bundle; those before it go, so that one of the two is always there.
 * @param {string} url
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<boolean>} whether it is kept
 */
export function keepBundle(url, bytes) {
  return attempt(async () => {
    await (await caches.open(CACHE)).put(url, new Response(bytes));
    return true;
  }, false);
}

/** @param {string} url the only bundle to stay */
export async function dropOthers(url) {
  await attempt(async () => {
    const cache = await caches.open(CACHE);
    for (const { url: other } of await cache.keys()) {
      if (other !== url) await cache.delete(other);
    }
  }, undefined);
}

/**
 * Storage may be full or denied, with errors of any type: then the registry is used all the same,
 * and fetched again in the worker's next life.
 * @template T
 * @param {() => Promise<T>} work
 * @param {T} otherwise
 * @returns {Promise<T>}
 */
async function attempt(work, otherwise) {
  try {
    return await work();
  } catch (error) {
    console.warn(`Reelmark: storage cannot be used: ${String(error)}`);
    return otherwise;
  }
}
