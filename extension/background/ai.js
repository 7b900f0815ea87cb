/** The AI line of a card: what the registrant declares, and what labels say beside it. */

import { lineGlyph } from "../ui/glyphs.js";
import { capital } from "./texts.js";

/** @typedef {import("./texts.js").Texts} Texts */
/** @typedef {import("./records.js").DramaRecord} DramaRecord */
/** @typedef {import("../messages.js").Row} Row */

/** Labels come strongest first. @typedef {DramaRecord["ai"]} Ai */

/**
 * The label that is told before the declaration: one that says "1", where no use of AI is
 * declared, and any where nothing is.
 * @param {Ai} ai
 */
function leading({ involvement, observed }) {
  const label = observed?.[0];
  const denied = involvement === "none_declared" && label?.value === "1";
  return denied || involvement === "unknown" ? label : undefined;
}

/**
 * @param {Ai} ai
 * @returns {boolean} whether somebody disputes the declaration, or a label contradicts it
 */
export function isDoubted({ involvement, observed, disputed }) {
  return Boolean(disputed || (involvement === "none_declared" && observed?.length));
}

/**
 * @param {Ai} ai
 * @param {Texts} texts
 * @returns {string} what the mark says of AI, if anything
 */
export function aiMark(ai, texts) {
  if (leading(ai)?.value === "1" || ai.involvement === "generated") return texts.say("mark_ai");
  return ai.involvement === "assisted" ? texts.say("mark_assisted") : "";
}

/**
 * What the AI line says, as the registry's help page names it.
 * @param {Ai} ai
 * @returns {string}
 */
function stateOf(ai) {
  if (ai.disputed) return "disputed";
  if (isDoubted(ai)) return "contradicted";
  const { value = "" } = leading(ai) ?? {};
  return LABELS[value] ?? ai.involvement;
}

/** Labels of GB 45438-2025 that lead. @type {Readonly<Record<string, string>>} */
const LABELS = { 1: "generated", 2: "possibly", 3: "suspected" };

/**
 * @param {DramaRecord} record
 * @param {Texts} texts
 * @param {import("./help.js").Help} help
 * @returns {Row}
 */
export function aiRow({ ai }, texts, help) {
  const label = leading(ai);
  const known = label !== undefined || ai.involvement !== "unknown";
  const scope = label ? [] : ai.scope.map((part) => texts.term("ai_scope", part));
  const tone = isDoubted(ai) ? "amber" : known ? "plain" : "grey";
  return {
    term: texts.say("row_ai"),
    strong: capital(words(ai, texts)),
    value: known && scope.length ? texts.say("colon") + texts.join(scope, "list_separator") : "",
    small: basis(ai, texts),
    tone,
    glyph: lineGlyph(tone),
    help: help(`ai-${stateOf(ai)}`),
  };
}

/**
 * @param {Ai} ai
 * @param {Texts} texts
 * @returns {string}
 */
function words(ai, texts) {
  const label = leading(ai);
  if (label) return texts.term("ai_label_value", label.value);
  if (ai.involvement === "unknown") return texts.say("ai_unknown");
  return texts.term("ai_involvement", ai.involvement);
}

/**
 * @param {Ai} ai
 * @param {Texts} texts
 * @returns {string} a dispute, or the declaration; and the strongest label with where it was seen
 */
function basis(ai, texts) {
  const label = ai.observed?.[0];
  if (!label) return said(ai, texts) || texts.say("ai_none_seen");
  const where = texts.term("ai_label_basis", label.basis);
  if (leading(ai)) return texts.join([where, texts.day(label.since), said(ai, texts)], "dot");
  const seen = where + texts.say("colon") + texts.term("ai_label_value", label.value);
  return texts.join([said(ai, texts), seen], "dot");
}

/**
 * @param {Ai} ai
 * @param {Texts} texts
 * @returns {string} without whose word it is, where the line above says so already
 */
function said(ai, texts) {
  const { involvement, since, disputed } = ai;
  const day = texts.day(since);
  if (disputed) return texts.say("ai_disputed", texts.day(disputed));
  if (involvement === "unknown") return "";
  if (involvement !== "none_declared") return texts.say("declared_on", day);
  return leading(ai) ? texts.term("ai_involvement", involvement) : texts.say("since", day);
}
