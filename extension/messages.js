/** The messages between the parts of the extension: name, who may send it, what it carries. */

import { flag, list, maybe, number, object, oneOf, text, whole } from "./checks.js";
import { MATRICES } from "./content/luma.js";
import { checkLabel, checkSite } from "./sites.js";

/** Characters of a plane of 256 × 256 samples in base64. */
const PLANE_TEXT = 4 * Math.ceil((256 * 256) / 3);

/** Clips are at most a day long. */
const DAY_MS = 86_400_000;

const instance = text(36, 36);
const video = whole(0, 100_000);
const generation = whole(0, 1_000_000);
const clip = { video, generation };
const page = maybe(checkLabel);

/** What the buttons of a card do: look at the frame that shows, report this page. */
export const ACTIONS = /** @type {const} */ (["frame", "report"]);

/** @typedef {(typeof ACTIONS)[number]} Action */

/** What Firefox counts a page's words and its address as: a report sends them. */
export const REPORTED = ["websiteContent", "browsingActivity"];

/** Frames of a clip that the viewer had checked, searched together: as many as a look takes. */
export const MOST_CHECKED = 16;

/**
 * Why a frame that the viewer wanted checked was not: the browser permits no screenshot of this tab
 * yet, part of the video is not in the window, a frame of another address holds it, the screenshot
 * is black, or the moment was wrong.
 */
export const REFUSALS = /** @type {const} */ (["closed", "partly", "embedded", "black", "failed"]);

/** @typedef {(typeof REFUSALS)[number]} Refusal */

const plane = text(PLANE_TEXT, PLANE_TEXT);
const share = number(0, 1);

/**
 * `content`: from a page's content script. `page`: from the extension's own pages.
 */
export const MESSAGES = {
  /** A content script starts in a frame. */
  hello: { from: "content", check: object({ instance }) },
  /** One sampled frame; `plane` is null when the same time was sampled before. */
  sample: {
    from: "content",
    check: object({
      ...clip,
      instance,
      t_ms: whole(0, DAY_MS),
      tries: whole(1, 10_000),
      again: flag, // a further look at the clip of the generation before
      last: flag, // the clip has ended: nothing more will come
      plane: maybe(plane),
      page, // the label beside the clip
    }),
  },
  /** A clip whose picture may not be read, or whose reading failed. */
  trouble: {
    from: "content",
    check: object({
      ...clip,
      instance,
      kind: oneOf(["unreadable", "error"]),
      refused: maybe(oneOf(REFUSALS)),
      page,
    }),
  },
  /** A screenshot of a video, for the viewer's click: where in the window its picture shows. */
  capture: {
    from: "content",
    check: object({
      instance,
      box: object({ left: share, top: share, right: share, bottom: share }),
      matrix: oneOf(MATRICES),
    }),
  },
  /** All frames of a clip that the viewer had checked, whenever one was added. */
  checked: {
    from: "content",
    check: object({
      ...clip,
      instance,
      frames: list(object({ t_ms: whole(0, DAY_MS), plane }), MOST_CHECKED),
      page,
    }),
  },
  /** Every few seconds while something plays: asks for the views of these clips as of now. */
  playing: {
    from: "content",
    check: object({ instance, clips: list(object({ ...clip, page }), 200) }),
  },
  /** The viewer has clicked on a button of a clip's card, on the page or in the popup. */
  act: { from: "content", check: object({ ...clip, instance, action: oneOf(ACTIONS) }) },
  actIn: {
    from: "page",
    check: object({ tab: whole(0, 2 ** 31), instance, video, action: oneOf(ACTIONS) }),
  },
  /** A video left the page, or its clip ended. */
  gone: { from: "content", check: object({ instance, video }) },

  /** The popup asks for a tab's verdicts. */
  tab: { from: "page", check: object({ tab: whole(0, 2 ** 31) }) },
  /** The popup forgets what went by in a tab. */
  clear: { from: "page", check: object({ tab: whole(0, 2 ** 31) }) },
  /** A page of the extension pauses or resumes a site. */
  pause: { from: "page", check: object({ host: text(253, 1), paused: flag }) },
  /** The first page asks for its words. */
  welcome: { from: "page", check: object({}) },
  /** The options page reads what is set. */
  settings: { from: "page", check: object({}) },
  /** The options page sets something; null leaves it as it is. */
  save: {
    from: "page",
    check: object({
      language: maybe(oneOf(["auto", "zh_CN", "en"])),
      serverMatch: maybe(flag),
    }),
  },
};

/** @typedef {keyof typeof MESSAGES} Name */

/** @typedef {{ [N in Name]: ReturnType<(typeof MESSAGES)[N]["check"]> }} Payloads */

/**
 * What the sender of a clip should do: go on sampling, send all samples again since they are lost,
 * rest until the picture changes since something or nothing was found, rest for good, or wait for
 * the registry.
 * @typedef {"more" | "again" | "found" | "fruitless" | "settled" | "wait"} Want
 */

/** @type {readonly Want[]} */
const WANTS = ["more", "again", "found", "fruitless", "settled", "wait"];

export const TONES = /** @type {const} */ (["quiet", "plain", "grey", "amber", "red"]);
export const GLYPHS = /** @type {const} */ (["film", "open", "warn", "stop", "pause", "cloud"]);

const short = text(400);

/** Joins several texts of a record, each of up to 400 UTF-16 units. */
const long = text(4000);

/** As long as registration permits. */
const href = text("https://".length + 2000);

const tone = oneOf(TONES);
const glyph = oneOf(GLYPHS);

const row = object({
  term: short,
  strong: long,
  value: long,
  small: long,
  tone,
  glyph: maybe(glyph),
  help: maybe(href),
});

/** One clip's verdict in words, ready to be drawn: `mark` on the player, `card` when opened. */
export const checkView = object({
  state: text(24),
  lang: oneOf(["zh-CN", "en"]),
  tone,
  glyph,
  mark: list(short, 2),
  label: long,
  title: long,
  subtitle: long,
  chip: short,
  note: maybe(object({ text: long, tone, href: maybe(href) })),
  body: long,
  rows: list(row, 12),
  basis: list(row, 12),
  basisWord: short,
  helpWord: short,
  actions: list(object({ name: oneOf(ACTIONS), text: short, small: long }), ACTIONS.length),
  links: list(object({ text: short, href }), 4),
});

/** @typedef {ReturnType<typeof checkView>} View */
/** @typedef {ReturnType<typeof row>} Row */
/** @typedef {(typeof TONES)[number]} Tone */
/** @typedef {(typeof GLYPHS)[number]} Glyph */

/** Replies to content scripts. */
export const REPLIES = {
  hello: object({ paused: flag, site: maybe(checkSite) }),
  clip: object({ want: oneOf(WANTS), view: maybe(checkView) }),
  capture: object({ plane: maybe(plane), refused: maybe(oneOf(REFUSALS)) }),
  playing: object({
    site: maybe(checkSite),
    clips: list(object({ ...clip, want: oneOf(WANTS), view: maybe(checkView) }), 200),
  }),
};

/** Replies to the extension's pages. */
export const PAGE_REPLIES = {
  tab: object({
    host: text(253),
    paused: flag,
    watched: flag,
    off: flag,
    data: text(1000),
    clips: list(object({ instance, video, view: checkView }), 200),
    recent: list(object({ at: number(0, Infinity), view: checkView }), 20),
    words: (value, where) => words(value, where),
    lang: oneOf(["zh-CN", "en"]),
  }),
  welcome: object({
    lang: oneOf(["zh-CN", "en"]),
    words: (value, where) => words(value, where),
  }),
  settings: object({
    language: oneOf(["auto", "zh_CN", "en"]),
    serverMatch: flag,
    server: text(2000),
    key: text(80),
    fingerprint: text(40),
    data: text(1000),
    sites: list(
      object({
        pattern: text(2000),
        site: text(2000),
        added: flag,
        allowed: flag,
        paused: flag,
      }),
      10_000,
    ),
    lang: oneOf(["zh-CN", "en"]),
    words: (value, where) => words(value, where),
  }),
};

/**
 * Texts of a page by name.
 * @type {import("./checks.js").Check<Record<string, string>>}
 */
function words(value, where) {
  const given = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    given.map(([name, word]) => [name, text(1000)(word, `${where}.${name}`)]),
  );
}

/** The same member of every place of a match, whether found here or by the server. */
export const checkMatch = object({
  drama: text(80, 1),
  edition_id: text(80, 1),
  episode: whole(0, 100_000),
  start_s: number(0, 1e6),
  end_s: number(0, 1e6),
  start_uncertainty_s: number(0, 1e6),
  clip_start_s: number(0, 1e6),
  clip_end_s: number(0, 1e6),
  speed: number(0.1, 10),
  mirrored: flag,
  frames: whole(0, 64),
  shots: whole(0, 64),
});

/**
 * `area`: the part of the frame in which it was seen, in rows and columns of 256.
 * @typedef {ReturnType<typeof checkMatch> & {
 *   area: import("../shared/js/borders.js").Area | null,
 * }} Match
 */
