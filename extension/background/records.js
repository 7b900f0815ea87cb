/** Checks a drama's record (docs/formats.md, "Bundle"), from a bundle or a server's answer. */

import { BundleError } from "../../shared/js/bundle.js";
import { CheckError, flag, list, maybe, object, text, whole } from "../checks.js";

// No limit may be tighter than what registration permits (server/reelmark/registry/payloads.py):
// one record that is refused here is a registry refused.

const id = text(40, 1);
const word = text(40, 1);
const day = text(10, 10);

/** 200 characters, each of which may take two UTF-16 units. */
const name = text(400);

const source = object({
  name,
  date: day,
  url: maybe(text("https://".length + 2000)),
  row: maybe(name),
});

const approval = object({
  state: word,
  verification: word,
  tier: maybe(word),
  legacy_tier: maybe(word),
  number: maybe(name),
  since: maybe(day),
  until: maybe(day),
  source: maybe(source),
});

/** An AI label beside the declaration. */
const label = object({ value: word, basis: word, since: day, episodes: whole(0, Infinity) });

const edition = object({
  id,
  name: maybe(name),
  status: word,
  approval,
  episodes: list(object({ number: whole(1, 9999), status: word }), 9999),
});

/** A drama may have any number of editions. Members this version does not know are left out; values it does not know are kept. */
export const checkRecord = object({
  id,
  title: maybe(name),
  status: word,
  demo: flag,
  verified: flag,
  registrant: id,
  registered: day,
  ai: object({
    involvement: word,
    scope: list(word, 20),
    since: day,
    disputed: maybe(day),
    observed: maybe(list(label, 100)),
  }),
  revoked: maybe(source),
  editions: list(edition, Infinity),
});

/** @typedef {ReturnType<typeof checkRecord>} DramaRecord */
/** @typedef {ReturnType<typeof approval>} Approval */
/** @typedef {ReturnType<typeof source>} Source */

const checkAll = list(checkRecord, Infinity);

/**
 * The records in a signed file. Throws BundleError.
 * @param {unknown[]} dramas
 * @returns {DramaRecord[]}
 */
export function recordsIn(dramas) {
  try {
    return checkAll(dramas, "dramas");
  } catch (error) {
    if (!(error instanceof CheckError)) throw error;
    throw new BundleError("malformed", error.message);
  }
}
