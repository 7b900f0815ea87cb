import assert from "node:assert/strict";
import { test } from "node:test";

import { viewOf } from "../../extension/background/view.js";
import { REFUSALS, checkView } from "../../extension/messages.js";
import {
  LANGUAGES,
  MATCH,
  ai,
  context,
  everyFind,
  everyOther,
  finding,
  messages,
  read,
  record,
} from "./views.js";

/** @typedef {import("../../extension/background/works.js").Finding} Finding */

test("both languages have the same messages, none of them empty", () => {
  assert.deepEqual(Object.keys(messages.en), Object.keys(messages.zh_CN));
  for (const language of LANGUAGES) {
    for (const { message } of Object.values(messages[language])) assert.ok(message);
  }
});

test("a registry of demo data alone says so even where nothing was found", () => {
  const view = viewOf(finding("no_match"), context([], { demo: true }));
  assert.equal(view.chip, "Demo data");
});

for (const language of LANGUAGES) {
  test(`each state without a find has words of its own, ${language}`, () => {
    const said = everyOther(language);
    assert.equal(new Set(said.map(({ title, body }) => title + body)).size, said.length);
    for (const view of said) checkView(view, view.state);
  });
}

const NEVER =
  /unlicen|unapproved|not AI\b|human-made|illegal|人工创作|真人制作|未持证|无证|无许可|未获许可|非法|违规|非 ?AI|不是 ?AI/i;

/** @param {import("../../extension/messages.js").View} view @returns {string[]} */
const textsOf = ({ title, subtitle, label, body, note, mark, rows, links }) => [
  ...[title, subtitle, label, body, note?.text ?? "", ...mark],
  ...rows.flatMap(({ term, strong, value, small }) => [term, strong, value, small]),
  ...links.map(({ text }) => text),
];

for (const language of LANGUAGES) {
  test(`every AI line with every approval line is told in full, ${language}`, () => {
    for (const { name, view, approval, verified } of everyFind(language)) {
      checkView(view, name);
      assert.doesNotMatch(textsOf(view).join("\n"), NEVER, name);
      assert.doesNotMatch(textsOf(view).join("\n"), /undefined|null|\$\d|_/, name);
      for (const { term, strong, small } of view.rows) {
        assert.ok(term && strong && (small || view.note), name);
      }
      assert.ok(view.title && view.label && view.subtitle, name);
      assert.ok(view.mark.every((word) => word.length > 0 && word.length <= 18), name);
      assert.equal(view.tone === "red", verified && approval === "revoked", name);
      assert.equal(/撤销|revoked/i.test(textsOf(view).join()), approval === "revoked", name);
      if (!verified) assert.deepEqual([view.mark, view.glyph], [[], "open"], name);
    }
  });

  test(`no view without a find claims anything, ${language}`, () => {
    for (const view of everyOther(language)) {
      assert.doesNotMatch(textsOf(view).join("\n"), NEVER);
      assert.deepEqual([view.tone, view.mark, view.rows], ["quiet", [], []]);
    }
  });

  test(`what each line means is explained by the registry, ${language}`, () => {
    const texts = read("server/reelmark/web/texts.json").help;
    const known = Object.values(texts).flatMap((group) => Object.keys(group));
    const lang = language === "zh_CN" ? "zh" : "en";
    const views = [...everyOther(language), ...everyFind(language).map(({ view }) => view)];
    for (const { rows, links } of views) {
      const asked = [...rows.map(({ help }) => help), links[0].href];
      for (const href of asked) {
        const [page, anchor] = String(href).split("#");
        assert.equal(page, `https://registry.example/help?lang=${lang}`);
        assert.ok(known.includes(anchor), anchor);
      }
    }
    for (const { ai, approval, stale, view } of everyFind(language)) {
      const told = stale && approval !== "revoked" ? "unknown" : approval;
      const anchors = view.rows.map(({ help }) => help?.split("#")[1]);
      assert.deepEqual(anchors, [`ai-${ai}`, `approval-${told}`]);
    }
  });
}

for (const [involvement, label, tone, mark, strong, small] of /** @type {const} */ ([
  ["generated", "1", "plain", "AI", "AI-generated", "label in the file: AI-generated"],
  ["assisted", "2", "plain", "AI-assisted", "AI-assisted", "label in the file: possibly"],
  ["none_declared", "1", "amber", "AI", "AI-generated", "4\u00a0Jul\u00a02026 · registrant declares no AI use"],
  ["none_declared", "3", "amber", "", "Registrant declares no AI use", "file: suspected"],
  ["unknown", "1", "plain", "AI", "AI-generated", "implicit label in the file"],
  ["unknown", "2", "plain", "", "Possibly AI-generated", "implicit label in the file"],
])) {
  test(`${involvement} with a label ${label} in the file is told with both sources`, () => {
    const labelled = record({ ai: ai(involvement, [label]) });
    const view = viewOf(finding("match", [MATCH]), context([labelled]));
    const [row] = view.rows;
    assert.deepEqual([row.tone, row.strong], [tone, strong]);
    assert.ok(row.small.includes(small), row.small);
    assert.equal(view.mark.find((word) => word.startsWith("AI")) ?? "", mark);
    assert.equal(view.tone, tone);
    checkView(view, "labelled");
  });
}

test("an approval that has expired is grey and says until when it held", () => {
  const over = record({}, { state: "expired", until: "2026-12-31" });
  const view = viewOf(finding("match", [MATCH]), context([over]));
  const row = view.rows.find(({ term }) => term === messages.en.row_approval.message);
  assert.equal(row?.tone, "grey");
  assert.match(row?.small ?? "", /^valid until 31\sDec\s2026$/);
});

test("recognised and listed is a film frame with AI and approval apart", () => {
  const listed = record({}, { state: "listed", tier: "class_1" });
  const view = viewOf(finding("match", [MATCH]), context([listed]));
  assert.deepEqual([view.glyph, view.tone, view.mark], ["film", "plain", ["AI", "Listed"]]);
  assert.equal(view.rows[0].strong, "AI-generated");
  assert.equal(view.rows[1].strong, "Class 1, listed in a public notice");
  assert.equal(view.subtitle, "This clip: 01:08 – 01:14");
});

test("an unverified registration never sets the mark", () => {
  const view = viewOf(finding("match", [MATCH]), context([record({ verified: false })]));
  assert.deepEqual([view.glyph, view.tone, view.mark], ["open", "quiet", []]);
  assert.match(view.note?.text ?? "", /^Unverified registration/);
});

test("a revocation outranks the rest and names its source", () => {
  const source = { name: "Notice 5", date: "2026-10-01", url: "https://example.org/5", row: null };
  const revoked = record({ status: "revoked", revoked: source }, { state: "listed" });
  const view = viewOf(finding("match", [MATCH]), context([revoked]));
  assert.deepEqual([view.glyph, view.tone, view.mark], ["stop", "red", ["Revoked"]]);
  assert.equal(view.note?.text, "Revoked (source: Notice 5, 1\u00a0Oct\u00a02026)");
});

test("expired data make an approval unknown", () => {
  const view = viewOf(finding("match", [MATCH]), context([record()], { stale: true }));
  assert.deepEqual([view.tone, view.mark], ["plain", ["AI", "Unknown"]]);
  assert.match(view.rows[1].strong, /^Unknown \(data of 21/);
});

test("expired data still tell of a revocation, and as of when", () => {
  const revoked = record({ status: "revoked" }, { state: "revoked" });
  const view = viewOf(finding("match", [MATCH]), context([revoked], { stale: true }));
  assert.deepEqual([view.tone, view.mark], ["red", ["Revoked"]]);
  assert.match(view.rows[1].strong, /^Revoked \(data of 21/);
  assert.match(view.rows[1].small, /expired/);
});

for (const [state, tone] of [
  ["revoked", "red"],
  ["disputed", "amber"],
]) {
  test(`of several works one that is ${state} sets the mark`, () => {
    const records = [record({ title: "One" }), record({ id: "d2", title: "Other" }, { state })];
    const matches = [MATCH, { ...MATCH, drama: "d2" }];
    const view = viewOf(finding("several", matches), context(records));
    assert.deepEqual([view.tone, view.rows.map((row) => row.tone)], [tone, ["plain", tone]]);
  });
}

test("two verified works are shown side by side, and nobody else's count", () => {
  const others = [{ ...MATCH, drama: "d2" }, { ...MATCH, drama: "d3" }];
  const records = [
    record({ verified: false, title: "Copy" }),
    record({ id: "d2", title: "One" }),
    record({ id: "d3", title: "Other" }),
  ];
  const view = viewOf(finding("several", [MATCH, ...others]), context(records));
  assert.deepEqual([view.mark, view.rows.length], [["2 works"], 3]);
  assert.equal(view.title, "These pictures belong to 2 works");
  assert.doesNotMatch(view.label, /Copy/);
  assert.match(view.rows[2].small, /^unverified registration/);
});

for (const state of ["listed", "revoked"]) {
  test(`an unverified registration of the same pictures changes no mark, ${state}`, () => {
    const copy = record({ id: "d2", title: "Copy", verified: false });
    const records = [copy, record({}, { state })];
    const alone = viewOf(finding("match", [MATCH]), context(records));
    const matches = [{ ...MATCH, drama: "d2" }, MATCH];
    const view = viewOf(finding("several", matches), context(records));
    const { note, body, ...rest } = view;
    assert.deepEqual({ ...rest, note: alone.note, body: alone.body }, alone);
    assert.match(`${body} ${note?.text}`, /An unverified registration has the same pictures/);
  });
}

test("several unverified registrations set no mark", () => {
  const records = ["d1", "d2"].map((id) => record({ id, verified: false }));
  const matches = [MATCH, { ...MATCH, drama: "d2" }];
  const view = viewOf(finding("several", matches), context(records));
  assert.deepEqual([view.state, view.glyph, view.tone, view.mark], ["several", "open", "quiet", []]);
});

test("of works in turn the verified one alone sets mark and label", () => {
  const second = { ...MATCH, drama: "d2", clip_start_s: 5.7, clip_end_s: 9 };
  const records = [record(), record({ id: "d2", title: "Other", verified: false })];
  const view = viewOf(finding("several", [MATCH, second]), context(records));
  const alone = viewOf(finding("match", [MATCH]), context(records));
  assert.equal(view.title, "This clip shows 2 works in turn");
  assert.deepEqual([view.mark, view.label, view.note], [alone.mark, alone.label, null]);
  assert.match(view.rows[1].small, /unverified registration/);
});

test("works that follow one another in a clip are not said to share its pictures", () => {
  const first = { ...MATCH, clip_end_s: 3 };
  const second = { ...MATCH, drama: "d2", clip_start_s: 2.8, start_s: 10, end_s: 12.9 };
  const records = [record(), record({ id: "d2", title: "Other" })];
  const view = viewOf(finding("several", [second, first]), context(records));
  assert.equal(view.title, "This clip shows 2 works in turn");
  assert.equal(view.note, null);
  assert.match(view.rows[0].small, /^This clip: 00:10 – 00:13/);
});

test("pieces of one work are told in the order in which the clip shows them", () => {
  const later = { ...MATCH, episode: 13, clip_start_s: 5.7, clip_end_s: 8, start_s: 1, end_s: 3 };
  const view = viewOf(finding("match", [MATCH, later]), context([record()]));
  assert.equal(view.subtitle, "This clip: 01:08 – 01:14, ep. 13 00:01 – 00:03");
});

for (const [language, said, before] of /** @type {const} */ ([
  ["en", /16 frames each time a clip is looked at/, /16 frames a clip/],
  ["zh_CN", /每次比对最多 16 帧/, /每段最多/],
])) {
  test(`the consent counts the frames of each look, not of a clip, ${language}`, () => {
    const { message } = messages[language].options_server_small;
    assert.match(message, said);
    assert.doesNotMatch(message, before);
  });
}

test("a view of the longest texts passes as a message", () => {
  const long = "😀".repeat(200);
  const source = { name: long, date: "2026-10-01", url: `https://${"a".repeat(2000)}`, row: long };
  const records = ["d1", "d2"].map((id) => record({ id, title: long }, { source, number: long }));
  const second = { ...MATCH, drama: "d2" };
  checkView(viewOf(finding("match", [MATCH]), context(records)), "view");
  checkView(viewOf(finding("several", [MATCH, second]), context(records)), "view");
});

test("a find whose record is missing is an error, never no match", () => {
  assert.equal(viewOf(finding("match", [MATCH]), context([])).state, "error");
});

test("values that a newer registry has are shown as they are", () => {
  const view = viewOf(finding("match", [MATCH]), context([record({}, { state: "new_state" })]));
  assert.equal(view.rows[1].strong, "New_state");
  assert.equal(view.mark.length, 1);
});

test("the basis says which part of the frame holds the picture, where it is not all", () => {
  const area = { top: 32, bottom: 160, left: 64, right: 192 };
  const said = (/** @type {typeof MATCH} */ match) =>
    viewOf(finding("match", [match]), context([record()])).basis.map(({ value }) => value);
  const words = "25 – 75 % of the width, 13 – 63 % of the height";
  assert.ok(said({ ...MATCH, area }).includes(words));
  assert.equal(said(MATCH).length, said({ ...MATCH, area }).length - 1);
});

test("where no frame can be read, one may be checked; the card says why it was not", () => {
  const names = (/** @type {Finding} */ found) => {
    const { actions, note } = checkView(viewOf(found, context([])), "view");
    return [actions.map(({ name, text }) => `${name}: ${text}`).join(), note?.text ?? ""];
  };
  const unreadable = finding("unreadable");
  assert.deepEqual(names(unreadable), ["frame: Check this frame", ""]);
  for (const code of REFUSALS) {
    assert.equal(names({ ...unreadable, code })[1], messages.en[`frame_${code}`].message);
  }
  assert.deepEqual(names(finding("no_match")), ["", ""]);
  const more = { ...finding("not_enough_picture"), checked: 1 };
  assert.deepEqual(names(more), ["frame: Check another frame", ""]);
  assert.match(viewOf(more, context([])).body, /One frame is seldom enough/);
});

test("the basis says when all rests on screenshots that the viewer asked for", () => {
  const said = (/** @type {Finding} */ found) =>
    viewOf(found, context([record()])).basis.find(({ term }) => term === "Seen")?.value;
  const found = finding("match", [MATCH]);
  assert.equal(said({ ...found, checked: 2 }), "screenshots you asked for: 2; none was kept");
  assert.equal(said(found), undefined);
});
