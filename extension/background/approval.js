/** An edition's approval in words: the line on the card, the word on the mark, the note above. */

import { capital } from "./texts.js";

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

/** @type {Readonly<Partial<Record<Tone, import("../messages.js").Glyph>>>} */
const SHAPES = { amber: "warn", red: "stop", grey: "open" };

/**
 * The approval of an edition, as of now or, with expired data, as unknown.
 * @param {DramaRecord} drama
 * @param {Approval} approval
 * @param {{ texts: Texts, asOf: string | null }} context `asOf`: day of expired data
 * @returns {Line}
 */
export function approvalLine(drama, approval, { texts, asOf }) {
  if (asOf !== null) return unknown(texts, texts.day(asOf));
  const state = drama.status === "revoked" ? "revoked" : approval.state;
  const tone = TONES[state] ?? "grey";
  const term = texts.term("approval_state", state);
  const tier = state === "revoked" ? "" : tierWords(approval, texts);
  const words = texts.join(state === "none_seen" ? [term] : [tier, term]);
  return {
    tone,
    mark: MARKED.has(state) ? texts.say(`mark_${state}`) : "",
    words,
    row: {
      term: texts.say("row_approval"),
      strong: capital(words),
      value: "",
      small: basis(state, approval, texts),
      tone,
      glyph: SHAPES[tone] ?? null,
    },
    note: note(state, drama, approval, texts),
  };
}

/**
 * @param {Texts} texts
 * @param {string} day
 * @returns {Line}
 */
function unknown(texts, day) {
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
    row: { ...row, tone: "grey", glyph: "open" },
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
  if (source && state !== "revoked") return texts.say("source", sourceWords(source, texts));
  if (state === "declared") {
    const read = approval.verification !== "none";
    return texts.say(read ? "number_declared" : "number_unread");
  }
  if (state === "none_seen") return texts.say("none_seen_why");
  return since ? texts.say("since", texts.day(since)) : "";
}

/**
 * @param {Source} source
 * @param {Texts} texts
 * @returns {string}
 */
function sourceWords({ name, row }, texts) {
  return row ? texts.say("source_row", name, row) : name;
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
