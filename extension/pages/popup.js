/** The popup: this page's verdicts, what went by in the tab before, pause on this site. */

import { PAGE_REPLIES, REPORTED } from "../messages.js";
import { drawCard } from "../ui/card.js";
import { element } from "../ui/element.js";
import { draw as glyph } from "../ui/glyphs.js";
import { ask } from "./ask.js";
import { allSitesAllowed, allowSites, maySend } from "./permissions.js";
import { redraw } from "./redraw.js";

/** @typedef {ReturnType<typeof PAGE_REPLIES.tab>} TabReply */
/** @typedef {import("../messages.js").View} View */

/** While open, what is said is kept up to date. */
const AGAIN_MS = 1000;

/** The clip that this page was opened for, to ask what only a page of its own can ask. */
const query = new URLSearchParams(location.search);
const named = query.has("video");

/**
 * @param {string} instance
 * @param {number} video
 * @returns {boolean}
 */
function isAsked(instance, video) {
  return !named || (query.get("instance") === instance && query.get("video") === String(video));
}

/** @returns {Promise<number>} the tab whose popup this is, if not named */
async function tabHere() {
  const given = query.get("tab");
  if (given !== null) return Number(given);
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? 0;
}

let drawn = "";

/** @param {number} tab */
async function draw(tab) {
  const reply = await ask("tab", { tab });
  if (JSON.stringify(reply) === drawn) return; // what one is reading must not be redrawn
  drawn = JSON.stringify(reply);
  show(PAGE_REPLIES.tab(reply, "tab"), tab);
}

/**
 * @param {TabReply} reply
 * @param {number} tab
 */
function show(reply, tab) {
  const { watched, off, data, recent, words, lang } = reply;
  document.documentElement.lang = lang;
  const why = off ? words.off : watched ? words.nothing : words.unwatched;
  const clips = off ? [] : reply.clips.filter(({ instance, video }) => isAsked(instance, video));
  redraw(
    element(
      "main",
      {},
      element("h1", {}, words.title),
      ...(clips.length
        ? clips.map((clip) => cardOf(clip, tab))
        : [element("p", { class: "nothing" }, why)]),
      barOf(reply, tab),
      ...(recent.length ? [recentOf(reply, tab)] : []),
      element("p", { class: "data" }, data),
    ),
  );
}

/**
 * @param {TabReply} reply
 * @param {number} tab
 * @returns {HTMLElement} pause, or a look at this page; options
 */
function barOf({ host, paused, watched, off, words }, tab) {
  const bar = element("div", { class: "bar" });
  if (watched && host && !off) {
    const pause = async () => {
      await ask("pause", { host, paused: !paused });
      await draw(tab);
    };
    bar.append(button(paused ? words.resume : words.pause, pause));
  } else if (!watched) {
    bar.append(button(words.look, () => look(tab)));
    if (site) bar.append(button(words.always, () => allowSites([site])));
    if (!allSitesAllowed) bar.append(button(words.allow, () => allowSites()));
  }
  bar.append(element("a", { href: "options.html", target: "_blank" }, words.options));
  return bar;
}

/**
 * Cards by name, so that one that says the same as before stays as the viewer opened it.
 * @type {Map<string, { said: string, card: HTMLElement }>}
 */
const cards = new Map();

/**
 * @param {string} name
 * @param {View} view
 * @param {() => HTMLElement} make
 * @returns {HTMLElement}
 */
function kept(name, view, make) {
  const said = JSON.stringify(view);
  const known = cards.get(name);
  if (known?.said === said) return known.card;
  const card = make();
  cards.set(name, { said, card });
  return card;
}

/**
 * @param {TabReply["clips"][number]} clip
 * @param {number} tab
 * @returns {HTMLElement}
 */
function cardOf({ instance, video, view }, tab) {
  return kept(`${instance}/${video}`, view, () =>
    drawCard(view, async (action) => {
      const asks = named && action === "report"; // the toolbar's popup closes when Firefox asks
      if (asks && !(await maySend(...REPORTED))) return;
      await ask("actIn", { tab, instance, video, action });
      await draw(tab);
    }),
  );
}

/**
 * @param {TabReply} reply
 * @param {number} tab
 * @returns {HTMLElement} clips that went by, each a line that opens
 */
function recentOf({ recent, words, lang }, tab) {
  const clear = element("button", { type: "button" }, words.clear);
  clear.addEventListener("click", async () => {
    await ask("clear", { tab });
    await draw(tab);
  });
  return element(
    "section",
    { class: "recent", "aria-labelledby": "recent" },
    element("header", {}, element("h2", { id: "recent" }, words.recent), clear),
    ...recent.map(({ at, view }) => kept(`${at} ${view.title}`, view, () => lineOf(at, view, lang))),
    element("p", { class: "nothing" }, words.recent_small),
  );
}

/**
 * @param {number} at ms since 1970
 * @param {View} view
 * @param {string} lang
 * @returns {HTMLElement}
 */
function lineOf(at, view, lang) {
  const time = new Date(at).toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit" });
  const word = element("span", { class: "word", "data-tone": view.tone }, view.mark.join(" · "));
  return element(
    "details",
    {},
    element(
      "summary",
      {},
      element("span", { class: "word", "data-tone": view.tone }, glyph(view.glyph)),
      element("span", { class: "name" }, view.title),
      word,
      element("time", {}, time),
    ),
    drawCard(view),
  );
}

/**
 * @param {string} word
 * @param {() => Promise<unknown>} act
 * @returns {HTMLElement}
 */
function button(word, act) {
  const made = element("button", { type: "button" }, word);
  made.addEventListener("click", () => void act());
  return made;
}

/**
 * Other sites are looked at only when the viewer asks for it: once (permission activeTab), or always.
 * @param {number} tab
 */
async function look(tab) {
  const target = { tabId: tab, allFrames: true };
  // From the root: Firefox takes the path as seen from this page.
  await chrome.scripting.executeScript({ target, files: ["/content/main.js"] });
  await draw(tab);
}

/**
 * @param {number} tab
 * @returns {Promise<string | null>} pattern for the site it shows; null where none may be asked for
 */
async function siteIn(tab) {
  const { url = "" } = await chrome.tabs.get(tab); // told after a click on the icon, and where it runs
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: "", hostname: "" };
  return /^https?:$/.test(protocol) ? `${protocol}//${hostname}/*` : null;
}

const tab = await tabHere();
const site = await siteIn(tab);
await draw(tab);
setInterval(() => void draw(tab), AGAIN_MS);
