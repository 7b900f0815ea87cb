/** An edition's approval in words: the line on the card, the word on the mark, the note above. */

import { lineGlyph } from "../ui/glyphs.js";
import { capital, cut } from "./texts.js";

/** @typedef {import("./texts.js").Texts} Texts */
/** @typedef {import("./records.js").DramaRecord} DramaRecord */
/** @typedef {import("./records.js").Approval} Approval */
/** @typedef {import("./records.js").Source} Source */
/** @typedef {import("../messages.js").Row} Row */
/** @typedef {import("../messages.js").Tone} Tone */
/** @typedef {import("../messages.js").View} View */

/**
 * @typedef {{ tone: Tone, mark: string, words: string, row: Row, note: View["note"] }} Line
 * `mark` and `words` are "" where there is nothing to say
 */

/**
 * Amber is a doubt or a contradiction, red a revocation, grey what is not known.
 * @type {Readonly<Record<string, Tone>>}
 */
const TONES = {
  listed: "plain",
  declared: "plain",
  declared_out_of_scope: "plain",
  none_seen: "grey",
  pending: "grey",
  expired: "grey",
  withdrawn: "grey",
  number_malformed: "amber",
  number_of_other_platform: "amber",
  disputed: "amber",
  revoked: "red",
};

/** States that have a word on the mark. */
const MARKED = new Set([
  "listed",
  "declared",
  "revoked",
  "disputed",
  "withdrawn",
  "expired",
  "pending",
  "number_malformed",
  "number_of_other_platform",
]);

/**
 * The approval of an edition, as of now. With expired data it is unknown, but for a revocation: that
 * is told with the day of the data, since not to tell it would look like there being none.
 * @param {DramaRecord} drama
 * @param {Approval} approval
 * @param {{ texts: Texts, asOf: string | null, help: import("./help.js").Help }} context `asOf`: day
 *   of expired data
 * @returns {Line}
 */
export function approvalLine(drama, approval, { texts, asOf, help }) {
  const state = drama.status === "revoked" ? "revoked" : approval.state;
  if (asOf !== null && state !== "revoked") return unknown(texts, texts.day(asOf), help);
  const tone = TONES[state] ?? "grey";
  const term = texts.term("approval_state", state);
  const tier = state === "revoked" ? "" : tierWords(approval, texts);
  const dated = asOf === null ? "" : texts.say("as_of", texts.day(asOf));
  const words = texts.join(state === "none_seen" ? [term] : [tier, term]) + dated;
  return {
    tone,
    mark: MARKED.has(state) ? texts.say(`mark_${state}`) : "",
    words,
    row: {
      term: texts.say("row_approval"),
      strong: capital(words),
      value: "",
      small: asOf === null ? basis(state, approval, texts) : texts.say("stale_since"),
      tone,
      glyph: lineGlyph(tone),
      help: help(`approval-${state}`),
    },
    note: note(state, drama, approval, texts),
  };
}

/**
 * @param {Texts} texts
 * @param {string} day
 * @param {import("./help.js").Help} help
 * @returns {Line}
 */
function unknown(texts, day, help) {
  const words = texts.say("unknown_as_of", day);
  const row = { term: texts.say("row_approval"), strong: capital(words), value: "", small: "" };
  const note = {
    text: texts.say("stale_note", day),
    tone: /** @type {Tone} */ ("grey"),
    href: null,
  };
  return {
    tone: "grey",
    mark: texts.say("mark_unknown"),
    words,
    row: { ...row, tone: "grey", glyph: lineGlyph("grey"), help: help("approval-unknown") },
    note,
  };
}

/**
 * @param {Approval} approval
 * @param {Texts} texts
 * @returns {string}
 */
function tierWords({ tier, legacy_tier: legacy }, texts) {
  if (tier && tier !== "unknown") return texts.term("tier", tier);
  return legacy ? texts.term("legacy_tier", legacy) : "";
}

/**
 * Who says so, and since when.
 * @param {string} state
 * @param {Approval} approval
 * @param {Texts} texts
 * @returns {string}
 */
function basis(state, approval, texts) {
  const { source, since, until } = approval;
  if (state === "expired" && until) return texts.say("valid_until", texts.day(until));
  const told = state === "revoked" || state === "disputed"; // the note names the source
  if (source && !told) return texts.say("source", sourceWords(source, texts));
  const day = since ? texts.day(since) : "";
  const why = reason(state, approval, texts);
  if (why) return texts.join([why, day], "dot");
  return day && texts.say("since", day);
}

/**
 * @param {string} state
 * @param {Approval} approval
 * @param {Texts} texts
 * @returns {string} "" where the state's own words say enough
 */
function reason(state, { number, verification }, texts) {
  if (state === "declared" && verification === "none") return texts.say("number_unread");
  if (state.startsWith("number_") && number) return texts.say("number_given", cut(number));
  return WHY.has(state) ? texts.say(`${state}_why`) : "";
}

/** States that need a reason beside their words. */
const WHY = new Set(["declared", "none_seen", "pending", "declared_out_of_scope"]);

/**
 * @param {Source} source
 * @param {Texts} texts
 * @returns {string}
 */
function sourceWords({ name, row, date }, texts) {
  return texts.join([row ? texts.say("source_row", name, row) : name, texts.day(date)], "dot");
}

/**
 * @param {string} state
 * @param {DramaRecord} drama
 * @param {Approval} approval
 * @param {Texts} texts
 * @returns {View["note"]}
 */
function note(state, drama, approval, texts) {
  const source = (state === "revoked" && drama.revoked) || approval.source;
  const said = source ? [source.name, texts.day(source.date)] : [];
  const href = source?.url ?? null;
  if (state === "revoked") {
    const text = said.length ? texts.say("revoked_note", ...said) : texts.say("revoked_bare");
    return { text, tone: "red", href };
  }
  if (state === "disputed") {
    const text = said.length
      ? texts.say("disputed_note", texts.join(said))
      : texts.say("disputed_bare");
    return { text, tone: "amber", href };
  }
  if (state === "withdrawn") return { text: texts.say("withdrawn_note"), tone: "grey", href: null };
  return null;
}
