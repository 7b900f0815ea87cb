import assert from "node:assert/strict";
import { test } from "node:test";

import { viewOf } from "../../extension/background/view.js";
import { checkView } from "../../extension/messages.js";
import { LANGUAGES, MATCH, ai, context, finding, messages, read, record } from "./views.js";

/** @typedef {import("../../extension/background/records.js").DramaRecord} DramaRecord */

const NONE = { value: "none_seen", basis: null };
const SAID = { value: "1", basis: "author_declared" };
const SUSPECTED = { value: "3", basis: "platform_detected" };

/**
 * @param {object} label
 * @param {Record<string, "sent" | "failed">} [reports]
 * @returns {any} what a page says
 */
function page(label, reports = {}) {
  return { ...label, address: "https://www.example.org/1", reports };
}

const UNCOMPARED = ["AI label seen", "author's declaration"];

/** @type {[string, Partial<DramaRecord>, object, string[], string][]} */
const BESIDE = [
  ["agrees", {}, SAID, ["AI label seen", "author's declaration · as in the registry"], "plain"],
  ["lacks it", {}, NONE, ["No AI label seen", "the registry says AI-generated"], "grey"],
  ["suspects", {}, SUSPECTED, ["Suspected to be AI-generated", "platform's label"], "plain"],
  ["says more", { ai: ai("unknown") }, SAID, UNCOMPARED, "plain"],
  ["is silent too", { ai: ai("none_declared") }, NONE, ["No AI label seen", ""], "grey"],
  ["is silent of help", { ai: ai("assisted") }, NONE, ["No AI label seen", ""], "grey"],
  ["says it of the unverified", { verified: false }, SAID, UNCOMPARED, "plain"],
];

for (const [name, changes, label, words, tone] of BESIDE) {
  test(`the page's own label stands beside the registry's word: the page ${name}`, () => {
    const view = viewOf(finding("match", [MATCH]), context([record(changes)]), page(label));
    const row = view.rows[2];
    assert.deepEqual([row.term, row.strong, row.small, row.tone], ["This page", ...words, tone]);
    assert.doesNotMatch(view.mark.join(), /label/);
    const explained = Object.keys(read("server/reelmark/web/texts.json").help.page);
    assert.ok(explained.includes(String(row.help).split("#")[1]));
  });
}

test("a label on the page contradicts a declaration of no AI use, in amber, both told", () => {
  const denied = record({ ai: ai("none_declared") });
  for (const label of [SAID, SUSPECTED]) {
    const view = viewOf(finding("match", [MATCH]), context([denied]), page(label));
    assert.deepEqual([view.tone, view.glyph, view.rows[2].tone], ["amber", "warn", "amber"]);
    assert.match(view.rows[2].small, /registrant declares no AI use/);
    assert.match(view.label, /This page: /);
    assert.deepEqual(view.actions, []);
  }
});

test("where labels were not looked for nothing is said of the page", () => {
  for (const state of /** @type {const} */ (["match", "no_match"])) {
    const matches = state === "match" ? [MATCH] : [];
    const view = viewOf(finding(state, matches), context([record()]), null);
    assert.doesNotMatch(JSON.stringify(view), /page|Page/);
  }
});

for (const language of LANGUAGES) {
  test(`a missing label can be reported, all that is sent being named, ${language}`, () => {
    const view = viewOf(finding("match", [MATCH]), context([record()], { language }), page(NONE));
    const [{ name, small }] = view.actions;
    assert.equal(name, "report");
    const { message: text } = messages[language].report_text;
    const server = "https://registry.example";
    for (const part of [server, "https://www.example.org/1", "d1", "e1", "12", text]) {
      assert.ok(small.includes(part), part);
    }
    checkView(view, "view");
  });
}

test("a label that an implicit one makes due can be reported as well", () => {
  const labelled = record({ ai: ai("unknown", ["1"]) });
  const view = viewOf(finding("match", [MATCH]), context([labelled]), page(NONE));
  assert.equal(view.actions.length, 1);
});

const CONTESTED = { ...ai("generated"), disputed: "2026-11-01" };

/** @type {[string, Partial<DramaRecord>, object, boolean][]} */
const UNREPORTED = [
  ["an unverified work", { verified: false }, page(NONE), false],
  ["a withdrawn work", { status: "withdrawn" }, page(NONE), false],
  ["a disputed declaration", { ai: CONTESTED }, page(NONE), false],
  ["assistance", { ai: ai("assisted") }, page(NONE), false],
  ["a page that shows a label", {}, page(SAID), false],
  ["an address that cannot be told", {}, { ...page(NONE), address: "" }, false],
  ["a page reported before", {}, page(NONE, { d1: "sent" }), false],
  ["data that have expired", {}, page(NONE), true],
];

for (const [name, changes, shown, stale] of UNREPORTED) {
  test(`no report is offered of ${name}`, () => {
    const now = context([record(changes)], { stale });
    const view = viewOf(finding("match", [MATCH]), now, /** @type {any} */ (shown));
    assert.deepEqual(view.actions, []);
  });
}

test("the card says what became of a report", () => {
  for (const [told, words] of /** @type {const} */ ([
    ["sent", "report sent"],
    ["failed", "the report could not be sent"],
  ])) {
    const view = viewOf(finding("match", [MATCH]), context([record()]), page(NONE, { d1: told }));
    assert.equal(view.rows[2].small, `the registry says AI-generated · ${words}`);
  }
});

test("without a find a label on the page is told, and names nothing", () => {
  const told = viewOf(finding("no_match"), context([]), page(SAID));
  assert.deepEqual([told.rows.length, told.rows[0].strong, told.mark], [1, "AI label seen", []]);
  assert.deepEqual(viewOf(finding("no_match"), context([]), page(NONE)).rows, []);
  assert.deepEqual(viewOf(finding("paused"), context([]), page(SAID)).rows, []);
});

test("of several works none is compared with the page", () => {
  const records = [record({ ai: ai("none_declared") }), record({ id: "d2" })];
  const matches = [MATCH, { ...MATCH, drama: "d2" }];
  for (const label of [SAID, NONE]) {
    const view = viewOf(finding("several", matches), context(records), page(label));
    assert.equal(view.rows[2].term, "This page");
    assert.deepEqual([view.tone, view.actions], ["plain", []]);
    assert.doesNotMatch(view.rows[2].small, /registr/);
  }
});
