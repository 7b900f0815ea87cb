/** The popup: this tab's verdicts, pause on this site. */

import { PAGE_REPLIES } from "../messages.js";
import { drawCard } from "../ui/card.js";
import { element } from "../ui/element.js";
import { ask } from "./ask.js";
import { allSitesAllowed, allowSites, maySend } from "./permissions.js";

/** @typedef {ReturnType<typeof PAGE_REPLIES.tab>} TabReply */

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
function show({ host, paused, watched, off, data, clips, words, lang }, tab) {
  document.documentElement.lang = lang;
  const bar = element("div", { class: "bar" });
  if (watched && host && !off) {
    const pause = element("button", { type: "button" }, paused ? words.resume : words.pause);
    pause.addEventListener("click", async () => {
      await ask("pause", { host, paused: !paused });
      await draw(tab);
    });
    bar.append(pause);
  } else if (!watched) {
    bar.append(lookButton(words.look, tab));
    if (!allSitesAllowed) bar.append(allowButton(words.allow, tab));
  }
  const options = element("a", { href: "options.html", target: "_blank" }, words.options);
  bar.append(options);
  const why = off ? words.off : watched ? words.nothing : words.unwatched;
  const shown = off ? [] : clips.filter(({ instance, video }) => isAsked(instance, video));
  document.body.replaceChildren(
    element("h1", {}, words.title),
    ...(shown.length
      ? shown.map((clip) => cardOf(clip, tab))
      : [element("p", { class: "nothing" }, why)]),
    bar,
    element("p", { class: "data" }, data),
  );
}

/**
 * @param {TabReply["clips"][number]} clip
 * @param {number} tab
 * @returns {HTMLElement}
 */
function cardOf({ instance, video, view }, tab) {
  return drawCard(view, async (action) => {
    const asks = named && action === "report"; // the toolbar's popup closes when Firefox asks
    if (asks && !(await maySend("websiteContent", "browsingActivity"))) return;
    await ask("actIn", { tab, instance, video, action });
    await draw(tab);
  });
}

/**
 * Other sites are looked at only when the viewer asks for it, once (permission activeTab).
 * @param {string} word
 * @param {number} tab
 * @returns {HTMLElement}
 */
function lookButton(word, tab) {
  const button = element("button", { type: "button" }, word);
  button.addEventListener("click", () => look(tab));
  return button;
}

/**
 * Firefox lets the viewer take sites away from an extension: here they are given back.
 * @param {string} word
 * @param {number} tab
 * @returns {HTMLElement}
 */
function allowButton(word, tab) {
  const button = element("button", { type: "button" }, word);
  button.addEventListener("click", async () => {
    if (!(await allowSites())) return;
    button.remove();
    await look(tab);
  });
  return button;
}

/** @param {number} tab */
async function look(tab) {
  const target = { tabId: tab, allFrames: true };
  // From the root: Firefox takes the path as seen from this page.
  await chrome.scripting.executeScript({ target, files: ["/content/main.js"] });
  await draw(tab);
}

const tab = await tabHere();
await draw(tab);
setInterval(() => void draw(tab), AGAIN_MS);
