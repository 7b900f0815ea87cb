/** The background worker: receives messages, checks them, hands them on. */

import { CheckError } from "../checks.js";
import { MESSAGES } from "../messages.js";
import { core } from "./core.js";
import { handlers } from "./handlers.js";
import { begin, end, register } from "./reach.js";
import { state } from "./state.js";
import { forgetState } from "./toolbar.js";

/** @typedef {import("../messages.js").Name} Name */

// Listeners stand at the top level: the worker is started for an event and must know it at once.
chrome.runtime.onMessage.addListener((message, sender, reply) => {
  answer(message, sender).then(reply, (error) => {
    console.warn(`Reelmark: a message was not answered: ${String(error)}`);
    reply(null);
  });
  return true; // the reply comes later
});

chrome.tabs.onRemoved.addListener((tab) => {
  forgetState(tab);
  void core().then(() => state.close(tab));
});

chrome.tabs.onUpdated.addListener((tab, { status }) => {
  if (status === "loading") void forgetIfGone(tab);
});

chrome.permissions.onAdded.addListener(({ origins = [] }) => void begin(origins));

chrome.permissions.onRemoved.addListener(({ origins = [] }) => {
  void core().then(() => end(origins));
});

// An update of the extension drops what was registered.
chrome.runtime.onInstalled.addListener(() => void register());

/**
 * Forget a page that was left. One that moves within itself is "loading" too, but still answers.
 * @param {number} tab
 */
async function forgetIfGone(tab) {
  await core();
  const page = state.tab(tab);
  if (!page) return;
  const there = await chrome.tabs.sendMessage(tab, "there").catch(() => false);
  if (there || state.tab(tab) !== page) return; // or its successor has begun meanwhile
  forgetState(tab);
  await state.leave(tab);
}

chrome.runtime.onInstalled.addListener(() => void greet());

/** Once a profile: Chromium says "installed" at each start of what is loaded by hand. */
async function greet() {
  const { welcome } = await core();
  const { greeted } = await chrome.storage.local.get("greeted");
  if (!welcome || greeted) return;
  await chrome.storage.local.set({ greeted: true });
  await chrome.tabs.create({ url: "pages/welcome.html" });
}

/**
 * @param {unknown} message
 * @param {chrome.runtime.MessageSender} sender
 * @returns {Promise<unknown>}
 */
async function answer(message, sender) {
  const { name, payload } = /** @type {{ name: unknown, payload: unknown }} */ (message ?? {});
  if (sender.id !== chrome.runtime.id || !isName(name)) throw new CheckError("unknown message");
  const { from, check } = MESSAGES[name];
  const page = (sender.url ?? "").startsWith(chrome.runtime.getURL(""));
  if (page !== (from === "page")) throw new CheckError(`${name} from the wrong side`);
  await core();
  // The table pairs each name with its check and its handler, which the types cannot follow.
  const handler = /** @type {(payload: unknown, sender: unknown) => Promise<unknown>} */ (
    handlers[name]
  );
  return handler(check(payload, name), senderOf(sender));
}

/**
 * @param {chrome.runtime.MessageSender} sender
 * @returns {import("./handlers.js").Sender}
 */
function senderOf({ tab, frameId, url }) {
  const host = url && URL.canParse(url) ? new URL(url).hostname : "";
  return { tab: tab?.id ?? -1, top: frameId === 0, host };
}

/**
 * @param {unknown} name
 * @returns {name is Name}
 */
function isName(name) {
  return typeof name === "string" && Object.hasOwn(MESSAGES, name);
}
