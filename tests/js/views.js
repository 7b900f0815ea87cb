/** Findings, records and contexts from which the tests make views. */

import { readFileSync } from "node:fs";

import { Texts } from "../../extension/background/texts.js";
import { viewOf } from "../../extension/background/view.js";

/** @typedef {import("../../extension/background/works.js").Finding} Finding */
/** @typedef {import("../../extension/background/view.js").Context} Context */
/** @typedef {import("../../extension/background/records.js").DramaRecord} DramaRecord */
/** @typedef {import("../../extension/background/texts.js").Language} Language */

/**
 * @param {string} path
 * @returns {any} parsed JSON of the checkout
 */
export function read(path) {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
}

const vocabulary = read("shared/vocabulary/enums.json");
/** @type {Record<Language, Record<string, { message: string }>>} */
export const messages = {
  zh_CN: read("extension/_locales/zh_CN/messages.json"),
  en: read("extension/_locales/en/messages.json"),
};
/** @type {Language[]} */
export const LANGUAGES = ["zh_CN", "en"];

export const MATCH = {
  drama: "d1",
  edition_id: "e1",
  episode: 12,
  start_s: 68.2,
  end_s: 73.9,
  start_uncertainty_s: 0.4,
  clip_start_s: 0,
  clip_end_s: 5.7,
  speed: 1,
  mirrored: false,
  frames: 8,
  shots: 4,
  area: { top: 0, bottom: 256, left: 0, right: 256 },
};

/**
 * @param {Partial<DramaRecord>} [changes]
 * @param {Partial<import("../../extension/background/records.js").Approval>} [approval]
 * @returns {DramaRecord}
 */
export function record(changes = {}, approval = {}) {
  const given = {
    state: "declared",
    verification: "format_only",
    tier: null,
    legacy_tier: null,
    number: null,
    since: "2026-07-03",
    until: null,
    source: null,
    ...approval,
  };
  return {
    id: "d1",
    title: "演示",
    status: "active",
    demo: false,
    verified: true,
    registrant: "someone",
    registered: "2026-07-03",
    revoked: null,
    ai: ai("generated"),
    editions: [{ id: "e1", name: "main", status: "active", approval: given, episodes: [] }],
    ...changes,
  };
}

/**
 * @param {string} involvement
 * @param {string[]} labels their values
 * @returns {DramaRecord["ai"]}
 */
export function ai(involvement, labels = []) {
  const more = { basis: "implicit_metadata", since: "2026-07-04", episodes: 2 };
  return {
    involvement,
    scope: ["visuals"],
    since: "2026-07-03",
    disputed: null,
    observed: labels.map((value) => ({ value, ...more })),
  };
}

/**
 * @param {DramaRecord[]} records
 * @param {{ language?: Language, stale?: boolean, demo?: boolean }} [options]
 * @returns {Context}
 */
export function context(records, { language = "en", stale = false, demo = false } = {}) {
  return {
    texts: new Texts(language, messages[language], vocabulary),
    record: (drama) => records.find(({ id }) => id === drama) ?? null,
    server: "https://registry.example",
    generation: 7,
    made: "2026-11-21T07:00:00.000Z",
    stale,
    demo,
  };
}

/**
 * @param {Finding["state"]} state
 * @param {Finding["matches"]} [matches]
 * @param {string} [code]
 * @returns {Finding}
 */
export function finding(state, matches = [], code = "") {
  return { state, matches, how: "local", code };
}

/** @type {Finding[]} */
export const WITHOUT = [
  finding("looking"),
  finding("no_match"),
  finding("not_enough_picture"),
  finding("unreadable"),
  finding("offline"),
  finding("paused"),
  finding("error"),
  ...["malformed", "other_key", "altered", "truncated", "older", "expired", "unsupported"].map(
    (code) => finding("refused", [], code),
  ),
];

/** What the AI line can say, by the anchor of the registry's help page. */
export const AI = {
  generated: ai("generated"),
  assisted: ai("assisted", ["2"]),
  none_declared: ai("none_declared"),
  unknown: ai("unknown"),
  possibly: ai("unknown", ["2"]),
  suspected: ai("unknown", ["3"]),
  contradicted: ai("none_declared", ["1"]),
  disputed: { ...ai("generated"), disputed: "2026-08-01" },
};

const SOURCE = { name: "Notice 5", date: "2026-10-01", url: "https://example.org/5", row: "3" };

/** What the approval line can say, with what comes along. */
export const APPROVALS = Object.keys(vocabulary.enums.approval_state.values).map((state) => ({
  state,
  verification: state === "declared" ? "format_only" : "none",
  tier: state === "listed" ? "class_1" : null,
  number: state.startsWith("number_") ? "（番茄）网微剧备字（2026）第001号" : null,
  since: state === "none_seen" ? null : "2026-07-03",
  until: state === "expired" ? "2026-09-01" : null,
  source: ["listed", "revoked", "disputed"].includes(state) ? SOURCE : null,
}));

/**
 * @typedef {{ name: string, ai: string, approval: string, verified: boolean, stale: boolean,
 *   view: import("../../extension/messages.js").View }} Told
 */

/**
 * A view of each AI line with each approval line, verified or not, of fresh and of expired data.
 * @param {Language} language
 * @returns {Told[]}
 */
export function everyFind(language) {
  return Object.entries(AI).flatMap(([name, ai]) =>
    APPROVALS.flatMap((approval) =>
      [true, false].flatMap((verified) =>
        [true, false].map((stale) => ({
          name: `${name}, ${approval.state}${verified ? "" : ", unverified"}${stale ? ", stale" : ""}`,
          ai: name,
          approval: approval.state,
          verified,
          stale,
          view: viewOf(
            finding("match", [MATCH]),
            context([record({ ai, verified }, approval)], { language, stale }),
          ),
        })),
      ),
    ),
  );
}

/**
 * @param {Language} language
 * @returns {import("../../extension/messages.js").View[]} those without a find
 */
export function everyOther(language) {
  const now = context([], { language });
  const late = context([], { language, stale: true });
  return [...WITHOUT.map((each) => viewOf(each, now)), viewOf(finding("no_match"), late)];
}
