/** The popup: this tab's verdicts, pause on this site. */

import { PAGE_REPLIES } from "../messages.js";
import { drawCard } from "../ui/card.js";
import { element } from "../ui/element.js";
import { ask } from "./ask.js";
import { allSitesAllowed, allowSites } from "./permissions.js";

/** @typedef {ReturnType<typeof PAGE_REPLIES.tab>} TabReply */

/** While open, what is said is kept up to date. */
const AGAIN_MS = 1000;

/** @returns {Promise<number>} the tab whose popup this is; a test may name one */
async function tabHere() {
  const named = new URLSearchParams(location.search).get("tab");
  if (named !== null) return Number(named);
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
function show({ host, paused, watched, data, clips, words, lang }, tab) {
  document.documentElement.lang = lang;
  const bar = element("div", { class: "bar" });
  if (watched && host) {
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
  const nothing = element("p", { class: "nothing" }, watched ? words.nothing : words.unwatched);
  document.body.replaceChildren(
    element("h1", {}, words.title),
    ...(clips.length ? clips.map((clip) => cardOf(clip, tab)) : [nothing]),
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
