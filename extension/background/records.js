/** Checks a drama's record (docs/formats.md, "Bundle"), from a bundle or a server's answer. */

import { flag, list, maybe, object, text, whole } from "../checks.js";

const id = text(80, 1);
const word = text(40, 1);
const day = text(10, 10);

const source = object({
  name: text(400),
  date: day,
  url: maybe(text(2000)),
  row: maybe(text(80)),
});

const approval = object({
  state: word,
  verification: word,
  tier: maybe(word),
  legacy_tier: maybe(word),
  number: maybe(text(200)),
  since: maybe(day),
  source: maybe(source),
});

const edition = object({
  id,
  name: maybe(text(400)),
  status: word,
  approval,
  episodes: list(object({ number: whole(0, 100_000), status: word }), 10_000),
});

/** Members this version does not know are left out; values it does not know are kept. */
export const checkRecord = object({
  id,
  title: maybe(text(400)),
  status: word,
  demo: flag,
  verified: flag,
  registrant: text(200),
  registered: day,
  ai: object({ involvement: word, scope: list(word, 20), since: day, disputed: maybe(day) }),
  revoked: maybe(source),
  editions: list(edition, 1000),
});

/** @typedef {ReturnType<typeof checkRecord>} DramaRecord */
/** @typedef {ReturnType<typeof approval>} Approval */
/** @typedef {ReturnType<typeof source>} Source */
