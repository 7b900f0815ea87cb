/** Reads files from the registry's server, never more of them than was expected. */

/** A server that does not answer in this time counts as down. */
const PATIENCE_MS = 15_000;

/** The server cannot be reached, or answers with an error: says nothing about any clip. */
export class OfflineError extends Error {}

/**
 * @param {string} url
 * @param {{ most: number, body?: string }} options `most`: bytes to read; `body`: JSON to post
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function read(url, { most, body }) {
  try {
    const response = await fetch(url, {
      method: body === undefined ? "GET" : "POST",
      body,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      cache: body === undefined ? "no-cache" : "no-store", // no-cache asks again, by ETag
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok || !response.body) throw new OfflineError(`${url}: HTTP ${response.status}`);
    return await gather(response.body, most);
  } catch (error) {
    if (error instanceof OfflineError) throw error;
    throw new OfflineError(`${url}: ${String(error)}`);
  }
}

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 * @param {number} most bytes; the rest is not read
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function gather(stream, most) {
  const reader = stream.getReader();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    length += part.value.length;
    if (length > most) {
      await reader.cancel();
      throw new OfflineError(`more than ${most} bytes were sent`);
    }
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
