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
