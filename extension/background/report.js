/** Sends a report that a page shows no AI label, when the viewer has clicked. */

import { REPORTED } from "../messages.js";
import { OfflineError, read } from "./fetching.js";
import { reportOf } from "./page-label.js";

/** @typedef {import("./page-label.js").Page} Page */
/** @typedef {import("./works.js").Known} Known */

/** Answers are at most this long. */
const ANSWER_BYTES = 10_000;

/**
 * @param {Known} known
 * @param {Page} page
 * @param {import("./view.js").Context} context
 * @returns {Promise<"sent" | "failed">}
 */
export async function sendReport(known, page, { texts, server }) {
  const body = JSON.stringify(reportOf(known, page, texts));
  try {
    await read(`${server}/v1/reports`, { most: ANSWER_BYTES, body });
    return "sent";
  } catch (error) {
    if (!(error instanceof OfflineError)) throw error;
    console.warn(`Reelmark: ${error.message}`);
    return "failed";
  }
}

/**
 * Firefox asks before anything of a page is sent, and only on a page of the extension.
 * @returns {Promise<boolean>}
 */
export async function mayReport() {
  const { data_collection: granted } = /** @type {{ data_collection?: string[] }} */ (
    await chrome.permissions.getAll()
  );
  return !granted || REPORTED.every((kind) => granted.includes(kind));
}
