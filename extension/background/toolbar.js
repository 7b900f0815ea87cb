/** The toolbar icon mirrors what was found in a tab: one short word, and a title that says all. */

import { context } from "./core.js";
import { state } from "./state.js";
import { viewOf } from "./view.js";

/** @typedef {import("../messages.js").View} View */

/** Of several videos the most serious speaks. @type {readonly View["tone"][]} */
const RANK = ["quiet", "grey", "plain", "amber", "red"];

/** @type {Readonly<Record<View["tone"], string>>} */
const COLOURS = {
  quiet: "#565d6b",
  grey: "#565d6b",
  plain: "#16181d",
  amber: "#855400",
  red: "#a3182a",
};

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
  if (shown.get(tab) === title + text) return;
  shown.set(tab, title + text);
  try {
    await chrome.action.setTitle({ tabId: tab, title });
    await chrome.action.setBadgeText({ tabId: tab, text });
    await chrome.action.setBadgeBackgroundColor({
      tabId: tab,
      color: COLOURS[view?.tone ?? "quiet"],
    });
  } catch {
    shown.delete(tab); // the tab was closed meanwhile
  }
}

/** @param {number} tab */
export function forgetState(tab) {
  shown.delete(tab);
}
