/** The toolbar icon mirrors what was found in a tab: the mark's glyph and word, and a title. */

import { context } from "./core.js";
import { COLOURS, iconOf } from "./icon.js";
import { state } from "./state.js";
import { viewOf } from "./view.js";

/** @typedef {import("../messages.js").View} View */

/** Of several videos the most serious speaks. @type {readonly View["tone"][]} */
const RANK = ["quiet", "grey", "plain", "amber", "red"];

/** The icon where there is nothing to mirror. */
const OWN = { 16: "/icons/16.png", 32: "/icons/32.png" };

/**
 * What each tab's icon shows, so that it is only touched when that changes.
 * @type {Map<number, string>}
 */
const shown = new Map();

/** @param {number} tab */
export async function showState(tab) {
  const now = await context();
  const frames = Object.values(state.tab(tab)?.frames ?? {});
  const views = frames.flatMap((videos) =>
    Object.values(videos).map(({ finding }) => viewOf(finding, now)),
  );
  const [view] = views.sort((a, b) => RANK.indexOf(b.tone) - RANK.indexOf(a.tone));
  const title = view?.label || now.texts.say("brand");
  const text = view?.mark[0]?.slice(0, 4) ?? "";
  const said = [title, text, view?.glyph, view?.tone].join();
  if (shown.get(tab) === said) return;
  shown.set(tab, said);
  try {
    await chrome.action.setTitle({ tabId: tab, title });
    await chrome.action.setIcon({
      tabId: tab,
      ...(view ? { imageData: iconOf(view) } : { path: OWN }),
    });
    await chrome.action.setBadgeText({ tabId: tab, text });
    await chrome.action.setBadgeBackgroundColor({
      tabId: tab,
      color: COLOURS[view?.tone ?? "quiet"],
    });
  } catch {
    shown.delete(tab); // the tab was closed meanwhile
  }
}

/**
 * Browsers reset a tab's icon when it goes to another page.
 * @param {number} tab
 */
export function forgetState(tab) {
  shown.delete(tab);
}
