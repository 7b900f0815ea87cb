/** Asks the background on behalf of a page of the extension. */

/** @typedef {import("../messages.js").Payloads} Payloads */

/**
 * @template {"tab" | "clear" | "pause" | "welcome" | "settings" | "save" | "actIn"} N
 * @param {N} name
 * @param {Payloads[N]} payload
 * @returns {Promise<unknown>}
 */
export function ask(name, payload) {
  return chrome.runtime.sendMessage({ name, payload });
}
