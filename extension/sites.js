/** A site's row (shared/sites.json), and what is read by it. */

import { CheckError, flag, list, maybe, object, oneOf, text } from "./checks.js";

const HOST = /^(\*\.([a-z0-9-]+\.)+|([a-z0-9-]+\.)*)[a-z0-9-]+$/;

/** @type {import("./checks.js").Check<string>} */
const host = (value, where) => {
  const name = text(253)(value, where);
  if (!HOST.test(name)) throw new CheckError(`${where} is not a host`);
  return name;
};

const selectors = list(text(200, 1), 10);
const BASES = /** @type {const} */ (["author_declared", "platform_detected"]);

/** Limits are those of server/reelmark/publishing/sites.py. */
export const checkSite = object({
  id: text(40, 2),
  hosts: list(host, 10),
  off: flag,
  lang: text(3, 2),
  clips: selectors,
  labels: selectors,
  texts: selectors,
  words: list(
    object({ text: text(39, 2), value: oneOf(["1", "2", "3"]), basis: oneOf(BASES) }),
    20,
  ),
  query: list(text(40, 1), 10),
});

/** @typedef {ReturnType<typeof checkSite>} Site */

/** As long as POST /v1/reports takes. */
const LONGEST_ADDRESS = 2000;

/**
 * The AI label that a page shows beside a clip; `none_seen` only where it was looked for.
 * `address`: the page's, as a report would carry it, if it could.
 */
export const checkLabel = object({
  value: oneOf(["1", "2", "3", "none_seen"]),
  basis: maybe(oneOf(BASES)),
  address: text(LONGEST_ADDRESS),
});

/** @typedef {ReturnType<typeof checkLabel>} PageLabel */

/**
 * What of a page's address may be told to others: no fragment, and of the query what names a clip.
 * @param {string} address
 * @param {Site} site
 * @returns {string} "" for none that a report could carry
 */
export function addressOf(address, { query }) {
  if (!URL.canParse(address)) return "";
  const { origin, pathname, searchParams } = new URL(address);
  const kept = [...searchParams].filter(([name]) => query.includes(name));
  const told = new URLSearchParams(kept).toString();
  const whole = origin + pathname + (told && `?${told}`);
  return /^https?:/.test(whole) && whole.length <= LONGEST_ADDRESS ? whole : "";
}
