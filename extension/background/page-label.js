/** The line of a card that compares the page's own AI label with the registry. */

import { helpOf } from "./help.js";
import { capital } from "./texts.js";

/** @typedef {import("./texts.js").Texts} Texts */
/** @typedef {import("./records.js").DramaRecord} DramaRecord */
/** @typedef {import("./view.js").Context} Context */
/** @typedef {import("./works.js").Known} Known */
/** @typedef {import("../messages.js").Row} Row */
/** @typedef {import("../messages.js").View} View */

/**
 * What a page says beside a clip, and what came of reports about that page, by drama.
 * @typedef {import("../sites.js").PageLabel & {
 *   reports: Readonly<Record<string, "sent" | "failed">>,
 * }} Page
 */

/**
 * @param {DramaRecord} record
 * @returns {boolean} whether the registrant or a label says that it is AI-generated
 */
function isGenerated({ ai }) {
  return ai.involvement === "generated" || ai.observed?.[0]?.value === "1";
}

/**
 * @param {Page | null} page
 * @param {DramaRecord} record
 * @returns {boolean} the page labels what is registered as made without AI
 */
export function isContradicted(page, { ai, verified }) {
  const seen = page !== null && page.value !== "none_seen";
  return seen && verified && ai.involvement === "none_declared";
}

/**
 * Statuses in which what a record says of AI stands.
 * @type {readonly string[]}
 */
const STANDING = ["active", "revoked", "expired"];

/**
 * @param {Page | null} page
 * @param {DramaRecord} record
 * @returns {boolean} the page lacks the label that the registry has reason to expect
 */
function isMissing(page, record) {
  const stands = record.verified && !record.ai.disputed && STANDING.includes(record.status);
  return page?.value === "none_seen" && stands && isGenerated(record);
}

/**
 * @param {Page | null} page
 * @param {DramaRecord | null} record null: nothing to compare with
 * @param {Context} context
 * @returns {Row[]} none where labels were not looked for
 */
export function pageRows(page, record, { texts, server }) {
  if (!page) return [];
  const doubted = record !== null && isContradicted(page, record);
  const state = doubted ? "contradicted" : page.value === "none_seen" ? "none_seen" : "seen";
  return [
    {
      term: texts.say("row_page"),
      strong: seen(page, texts),
      value: "",
      small: texts.join([basis(page, texts), record ? compared(page, record, texts) : ""], "dot"),
      tone: doubted ? "amber" : page.value === "none_seen" ? "grey" : "plain",
      glyph: doubted ? "warn" : null,
      help: helpOf(server, texts)(`page-${state}`),
    },
  ];
}

/**
 * @param {Page} page
 * @param {Texts} texts
 * @returns {string}
 */
function seen({ value }, texts) {
  if (value === "none_seen") return texts.say("page_none");
  if (value === "1") return texts.say("page_label");
  return capital(texts.term("ai_label_value", value));
}

/**
 * @param {Page} page
 * @param {Texts} texts
 * @returns {string} whose word a label is
 */
function basis({ basis: who }, texts) {
  return who ? texts.term("ai_label_basis", who) : "";
}

/**
 * @param {Page} page
 * @param {DramaRecord} record
 * @param {Texts} texts
 * @returns {string} what the registry says, where the two can be compared
 */
function compared(page, record, texts) {
  if (isContradicted(page, record)) return texts.term("ai_involvement", "none_declared");
  if (isMissing(page, record)) {
    const told = page.reports[record.id];
    return texts.join([texts.say("page_missing"), told ? texts.say(`report_${told}`) : ""], "dot");
  }
  const agrees = page.value === "1" && record.verified && isGenerated(record);
  return agrees ? texts.say("page_agrees") : "";
}

/**
 * What a report says (docs/api.md): nothing of the viewer.
 * @param {Known} known
 * @param {Page} page
 * @param {Texts} texts
 */
export function reportOf({ match, record }, page, texts) {
  return {
    work: record.id,
    edition: match.edition_id,
    episode: match.episode,
    about: "page",
    page_url: page.address,
    text: texts.say("report_text"),
  };
}

/**
 * @param {Known} known
 * @param {Page | null} page
 * @param {Context} context
 * @returns {View["actions"]} the button, with all that it sends, to whom; once for a page
 */
export function reportActions(known, page, { texts, server, stale }) {
  const { record } = known;
  if (stale || !page?.address || !isMissing(page, record) || page.reports[record.id]) return [];
  const { work, edition, episode, page_url, text } = reportOf(known, page, texts);
  const small = texts.say("report_small", server, page_url, work, edition, episode, text);
  return [{ name: "report", text: texts.say("report"), small }];
}
