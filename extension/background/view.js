/** A finding in words: what the mark, the card and the popup show. */

import { TONE_GLYPHS, lineGlyph } from "../ui/glyphs.js";
import { aiMark, aiRow, isDoubted } from "./ai.js";
import { approvalLine } from "./approval.js";
import { helpOf } from "./help.js";
import { basisRows, editionOf, label, subtitle, titleOf, weighed } from "./lines.js";
import { isContradicted, pageRows, reportActions } from "./page-label.js";
import { areInTurn, named, piecesOf, worksIn } from "./works.js";

/** @typedef {import("./works.js").Finding} Finding */
/** @typedef {import("./works.js").Known} Known */
/** @typedef {import("./works.js").State} State */
/** @typedef {import("./texts.js").Texts} Texts */
/** @typedef {import("./records.js").DramaRecord} DramaRecord */
/** @typedef {import("./approval.js").Line} Line */
/** @typedef {import("./page-label.js").Page} Page */
/** @typedef {import("../messages.js").Row} Row */
/** @typedef {import("../messages.js").Tone} Tone */
/** @typedef {import("../messages.js").View} View */

/**
 * What a finding is read against, as of now.
 * @typedef {{
 *   texts: Texts, record: (drama: string) => DramaRecord | null, server: string,
 *   generation: number, made: string, stale: boolean, demo: boolean,
 * }} Context
 */

/**
 * @param {Finding} finding
 * @param {Context} context
 * @param {Page | null} [page] what the page itself says
 * @returns {View}
 */
export function viewOf(finding, context, page = null) {
  const works = worksIn(finding, context);
  if (!works.length) return unfound(finding, context, page);
  const one = named(finding, context, works);
  if (!one) return several(works, finding, context, page);
  const view = identified(one, finding, context, page);
  return works.length === 1 ? view : besideUnverified(view, context);
}

/**
 * @param {Context} context
 * @returns {string | null} day of the data when they have expired
 */
function asOf({ stale, made }) {
  return stale ? made.slice(0, 10) : null;
}

/**
 * @param {Texts} texts
 * @returns {View} with nothing said yet
 */
function blank(texts) {
  return {
    state: "looking",
    lang: texts.tag,
    ...marked("quiet", []),
    label: "",
    title: "",
    subtitle: "",
    chip: "",
    note: null,
    body: "",
    rows: [],
    basis: [],
    basisWord: texts.say("basis"),
    helpWord: texts.say("what_means"),
    actions: [],
    links: [],
  };
}

/**
 * @param {Known} found
 * @param {Finding} finding
 * @param {Context} context
 * @param {Page | null} page
 * @returns {View}
 */
function identified({ match, record }, finding, context, page) {
  const { texts } = context;
  const title = titleOf(match, record, texts);
  const { ai, approval } = linesOf({ match, record }, context);
  const doubted = isContradicted(page, record);
  const beside = pageRows(page, record, context);
  return {
    ...blank(texts),
    ...markOf(record, approval, doubted, texts),
    state: "match",
    label: label(
      [
        title,
        record.verified ? "" : texts.say("unverified"),
        ai.strong,
        approval.words,
        ...(doubted ? beside.map(({ term, strong }) => term + texts.say("colon") + strong) : []),
      ],
      texts,
    ),
    title,
    subtitle: subtitle(piecesOf(match.drama, finding), texts),
    chip: record.demo ? texts.say("demo") : "",
    note: record.verified ? approval.note : (redOnly(approval.note) ?? unverifiedNote(texts)),
    rows: [...[ai, approval.row].map((row) => weighed(row, record)), ...beside],
    basis: basisRows(match, record, finding, context),
    actions: reportActions({ match, record }, page, context),
    links: links(record, context),
  };
}

/**
 * The two lines of a work.
 * @param {Known} found
 * @param {Context} context
 * @returns {{ ai: Row, approval: Line }}
 */
function linesOf({ match, record }, context) {
  const { texts, server } = context;
  const help = helpOf(server, texts);
  const { approval } = editionOf(record, match);
  return {
    ai: aiRow(record, texts, help),
    approval: approvalLine(record, approval, { texts, asOf: asOf(context), help }),
  };
}

/**
 * Anybody may register another's pictures: that is told, and changes nothing else.
 * @param {View} view of the one verified work
 * @param {Context} context
 * @returns {View}
 */
function besideUnverified(view, { texts }) {
  const text = texts.say("unverified_same");
  return view.note ? { ...view, body: text } : { ...view, note: { text, tone: "grey", href: null } };
}

/**
 * Several works; with verified ones among them, they alone speak in the mark, label and title.
 * @param {Known[]} each one of each work, the verified ones first
 * @param {Finding} finding
 * @param {Context} context
 * @param {Page | null} page
 * @returns {View}
 */
function several(each, finding, context, page) {
  const { texts, server } = context;
  const verified = each.filter(({ record }) => record.verified);
  const told = verified.length > 1 ? verified : each;
  const lines = each.map((one) => {
    const both = linesOf(one, context);
    return { ...one, ...both, tone: worst(both) };
  });
  const red = lines.find(({ tone, record }) => tone === "red" && record.verified);
  const doubted = lines.some(({ tone, record }) => tone === "amber" && record.verified);
  const count = told.length;
  const inTurn = areInTurn(told, finding);
  const words = inTurn ? "in_turn" : "several";
  const rows = lines.slice(0, 6).map(({ match, record, ai, approval, tone }, i) => ({
    term: String(i + 1),
    strong: titleOf(match, record, texts),
    value: "",
    small: texts.join(
      [
        inTurn ? subtitle(piecesOf(record.id, finding), texts) : "",
        record.verified ? "" : texts.say("unverified"),
        ai.strong,
        approval.words,
      ],
      "dot",
    ),
    tone,
    glyph: lineGlyph(tone),
    help: null,
  }));
  /** @type {View} */
  const view = {
    ...blank(texts),
    state: "several",
    ...marked(
      red ? "red" : doubted ? "amber" : verified.length ? "plain" : "quiet",
      red ? [red.approval.mark] : verified.length ? [texts.say("mark_several", count)] : [],
    ),
    label: listed(`${words}_label`, told, texts),
    title: texts.say(`${words}_title`, count),
    subtitle: inTurn ? "" : subtitle(piecesOf(each[0].record.id, finding), texts),
    chip: each.some(({ record }) => record.demo) ? texts.say("demo") : "",
    note: red?.approval.note ?? (inTurn ? null : relationNote(texts)),
    rows: [...rows, ...pageRows(page, null, context)],
    basis: each
      .slice(0, 3)
      .flatMap(({ match, record }) => basisRows(match, record, finding, context).slice(0, 3)),
    links: [
      { text: texts.say("meaning"), href: helpOf(server, texts)("several") },
      ...each.slice(0, 2).map(({ record }, i) => ({
        text: texts.say("details_of", i + 1),
        href: permalink(record, context),
      })),
    ],
  };
  if (verified.length !== 1) return view;
  const { tone, glyph, mark, label, note } = identified(verified[0], finding, context, null);
  return { ...view, tone, glyph, mark, label, note };
}

/**
 * @param {{ ai: Row, approval: Line }} lines of one of several works
 * @returns {Tone}
 */
function worst({ ai, approval }) {
  if (approval.tone === "red") return "red";
  return approval.tone === "amber" || ai.tone === "amber" ? "amber" : "plain";
}

/**
 * @param {string} key
 * @param {Known[]} told
 * @param {Texts} texts
 * @returns {string} a label with the titles of these works
 */
function listed(key, told, texts) {
  const titles = told.map(({ match, record }) => titleOf(match, record, texts));
  const words = texts.say(key, told.length, texts.join(titles, "list_separator"));
  return texts.say("brand") + texts.say("colon") + words;
}

/**
 * @param {Finding} finding
 * @param {Context} context
 * @param {Page | null} page of which a label is told; that there is none says nothing here
 * @returns {View}
 */
function unfound(finding, context, page) {
  const { texts, made, server, stale } = context;
  const state = finding.state === "no_match" && stale ? "stale" : wordless(finding.state);
  const title = texts.say(`${state}_title`);
  const bodies = {
    not_enough_picture: () => texts.say(finding.checked ? "frame_more" : `${state}_body`),
    offline: () => texts.say("offline_body", server),
    stale: () => texts.say("stale_body", texts.day(made.slice(0, 10))),
    refused: () => texts.say(`refused_${finding.code}`),
  };
  const body =
    state in bodies
      ? bodies[/** @type {keyof typeof bodies} */ (state)]()
      : texts.say(`${state}_body`);
  const glyphs = {
    offline: "cloud",
    stale: "cloud",
    refused: "cloud",
    paused: "pause",
    error: "warn",
  };
  return {
    ...blank(texts),
    state,
    glyph: /** @type {View["glyph"]} */ (
      state in glyphs ? glyphs[/** @type {keyof typeof glyphs} */ (state)] : "open"
    ),
    label: label([title], texts),
    title,
    chip: context.demo ? texts.say("demo") : "",
    note: state === "unreadable" ? refusedNote(finding, texts) : null,
    body,
    rows: SILENT.has(state) || page?.value === "none_seen" ? [] : pageRows(page, null, context),
    actions: state === "unreadable" || finding.checked ? [frameAction(finding, texts)] : [],
    links: [{ text: texts.say("what_means"), href: helpOf(server, texts)(state) }],
  };
}

/** States in which nothing was compared, or not yet. @type {ReadonlySet<State>} */
const SILENT = new Set(/** @type {State[]} */ (["looking", "paused"]));

/**
 * @param {Finding} finding
 * @param {Texts} texts
 * @returns {View["note"]} why the frame that the viewer wanted checked was not
 */
function refusedNote({ code }, texts) {
  return code ? { text: texts.say(`frame_${code}`), tone: "grey", href: null } : null;
}

/**
 * @param {Finding} finding
 * @param {Texts} texts
 * @returns {View["actions"][number]}
 */
function frameAction({ how, checked }, texts) {
  const small = texts.say(`frame_small_${how}`);
  return { name: "frame", text: texts.say(checked ? "frame_another" : "frame"), small };
}

/**
 * @param {State} state
 * @returns {State} a find whose record is not known here counts as an error, never as no match
 */
function wordless(state) {
  return state === "match" || state === "several" ? "error" : state;
}

/**
 * @param {DramaRecord} record
 * @param {Line} approval
 * @param {boolean} doubted the page's label contradicts the record
 * @param {Texts} texts
 * @returns {Pick<View, "tone" | "glyph" | "mark">}
 */
function markOf(record, approval, doubted, texts) {
  if (!record.verified) return marked("quiet", []);
  if (approval.tone === "red") return marked("red", [approval.mark]);
  const amber = doubted || approval.tone === "amber" || isDoubted(record.ai);
  return marked(
    amber ? "amber" : "plain",
    [aiMark(record.ai, texts), approval.mark].filter(Boolean),
  );
}

/**
 * @param {Tone} tone
 * @param {string[]} mark
 * @returns {Pick<View, "tone" | "glyph" | "mark">}
 */
function marked(tone, mark) {
  return { tone, glyph: TONE_GLYPHS[tone], mark };
}

/** @param {Texts} texts @returns {NonNullable<View["note"]>} */
function relationNote(texts) {
  return { text: texts.say("relation_unconfirmed"), tone: "grey", href: null };
}

/** @param {Texts} texts @returns {NonNullable<View["note"]>} */
function unverifiedNote(texts) {
  return { text: texts.say("unverified_note"), tone: "grey", href: null };
}

/** @param {View["note"]} note @returns {View["note"]} */
function redOnly(note) {
  return note?.tone === "red" ? note : null;
}

/**
 * @param {DramaRecord} record
 * @param {Context} context
 * @returns {View["links"]}
 */
function links(record, context) {
  const href = permalink(record, context);
  const state = record.verified ? "match" : "unverified";
  return [
    { text: context.texts.say("meaning"), href: helpOf(context.server, context.texts)(state) },
    { text: context.texts.say("correct"), href: `${href}#correct` },
    { text: context.texts.say("details"), href },
  ];
}

/**
 * @param {DramaRecord} record
 * @param {Context} context
 * @returns {string}
 */
function permalink(record, { server }) {
  return `${server}/d/${encodeURIComponent(record.id)}`;
}
