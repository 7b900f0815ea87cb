/** Reads files from the registry's server, never much more of them than was expected. */

/** A server that sends nothing for this time counts as down; a large file may take longer. */
const PATIENCE_MS = 15_000;

/** The server cannot be reached, or answers with an error: says nothing about any clip. */
export class OfflineError extends Error {}

/**
 * A body longer than `most` is cut off behind it, so that whoever reads it can tell.
 * @param {string} url
 * @param {{ most: number, body?: string }} options `most`: bytes to read; `body`: JSON to post
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function read(url, { most, body }) {
  const stall = new Stall();
  try {
    const response = await fetch(url, {
      method: body === undefined ? "GET" : "POST",
      body,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      cache: body === undefined ? "no-cache" : "no-store", // no-cache asks again, by ETag
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: stall.signal,
    });
    if (!response.ok || !response.body) throw new OfflineError(`${url}: HTTP ${response.status}`);
    return await gather(response.body, most, stall);
  } catch (error) {
    if (error instanceof OfflineError) throw error;
    throw new OfflineError(`${url}: ${String(error)}`);
  } finally {
    stall.end();
  }
}

/** Aborts what sends nothing for too long. */
class Stall {
  #abort = new AbortController();
  #timer = this.#start();

  get signal() {
    return this.#abort.signal;
  }

  /** Something came. */
  restart() {
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  end() {
    clearTimeout(this.#timer);
  }

  #start() {
    const reason = new DOMException("nothing was sent for too long", "TimeoutError");
    return setTimeout(() => this.#abort.abort(reason), PATIENCE_MS);
  }
}

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 * @param {number} most bytes; of the rest, only one is read
 * @param {Stall} stall
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function gather(stream, most, stall) {
  const reader = stream.getReader();
  const all = new Uint8Array(most + 1); // a bundle's 54 MB are not gathered in parts, then joined
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    stall.restart();
    const fits = part.value.subarray(0, all.length - length);
    all.set(fits, length);
    length += fits.length;
    if (length > most) {
      await reader.cancel();
      break;
    }
  }
  return all.subarray(0, length);
}
