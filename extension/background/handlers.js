/** What each message does. */

import { LAST_STAGE } from "../../shared/js/recognise.js";
import { readPlane } from "./plane.js";
import { capture } from "./capture.js";
import { context, core, siteAt } from "./core.js";
import { endLook, inOrder, isLooking, lookAt } from "./look.js";
import { isPausedOn } from "./reach.js";
import { empty, search, withoutData } from "./search.js";
import { forgetState, showState } from "./toolbar.js";
import { state } from "./state.js";
import { pageHandlers, pageOf } from "./page-handlers.js";
import { reportActions } from "./page-label.js";
import { mayReport, sendReport } from "./report.js";
import { viewOf } from "./view.js";
import { named } from "./works.js";

/** @typedef {import("./state.js").Found} Found */
/** @typedef {import("../messages.js").Payloads} Payloads */
/** @typedef {import("../messages.js").Want} Want */
/** @typedef {import("../messages.js").View} View */

/** Who sent a message. @typedef {{ tab: number, top: boolean, host: string }} Sender */

/** @typedef {{ want: Want, view: View | null }} ClipReply */

/** The registry may be there the next time. */
const WAITING = new Set(["offline", "refused"]);

/** @typedef {import("../messages.js").Name} Name */

/** @type {{ [N in Name]: (payload: Payloads[N], sender: Sender) => Promise<unknown> }} */
export const handlers = {
  ...pageHandlers,

  async hello({ instance }, { tab, top, host }) {
    if (top) forgetState(tab);
    await state.enter(tab, { instance, host, top });
    await (await core()).registry.open();
    return { paused: isPaused(tab), site: await siteOf(tab, host) };
  },

  async sample({ instance, video, generation, again, last, t_ms, tries, plane, page }, { tab }) {
    if (isPaused(tab)) return reply(tab, PAUSED, "settled");
    const known = state.found(tab, instance, video);
    if (known?.generation === generation && known.settled) {
      return reply(tab, known, wantAfter(known));
    }
    const name = nameOf(tab, instance, video);
    if (tries > 1 && !isLooking(name, generation)) return { want: "again", view: null };
    const look = lookAt(name, generation);
    look.add(t_ms, tries, plane === null ? null : readPlane(plane), last);
    await searchIfDue(look);
    if (!isLooking(name, generation)) return { want: "more", view: null }; // ended meanwhile
    const keeps = known?.generation === generation || (again && known && !look.missed);
    if (!look.finding && keeps) return reply(tab, null, "more");
    const found = {
      generation,
      finding: look.finding ?? empty("looking", "local"),
      settled: look.settled && !WAITING.has(look.finding?.state ?? ""),
      page,
    };
    await state.put(tab, instance, video, found);
    if (found.settled) endLook(name, look);
    return reply(tab, found, wantAfter(found));
  },

  async trouble({ instance, video, generation, kind, refused, page }, { tab }) {
    const how = state.settings.serverMatch ? "server" : "local";
    const finding = empty(isPaused(tab) ? "paused" : kind, how, refused ?? "");
    const found = { generation, finding, settled: true, page };
    await state.put(tab, instance, video, found);
    return reply(tab, found, "settled");
  },

  async capture({ box, matrix }, { tab }) {
    return isPaused(tab) ? { plane: null, refused: "failed" } : capture(tab, box, matrix);
  },

  async checked({ instance, video, generation, frames, page }, { tab }) {
    if (isPaused(tab)) return reply(tab, PAUSED, "settled");
    await registryReady();
    const planes = new Map(frames.map(({ t_ms, plane }) => [t_ms, readPlane(plane)]));
    const finding = { ...(await search(inOrder(planes), LAST_STAGE)), checked: planes.size };
    const found = { generation, finding, settled: true, page };
    await state.put(tab, instance, video, found);
    return reply(tab, found, wantAfter(found));
  },

  async playing({ instance, clips }, { tab, host }) {
    const { registry } = await core();
    void registry.tend();
    const told = clips.map(async ({ video, generation, page }) => {
      const known = state.found(tab, instance, video);
      const changed = JSON.stringify(known?.page) !== JSON.stringify(page);
      if (known?.generation === generation && changed) {
        await state.put(tab, instance, video, { ...known, page });
      }
      return { video, generation, ...(await asOfNow(tab, instance, video, generation)) };
    });
    return { clips: await Promise.all(told), site: await siteOf(tab, host) };
  },

  async act({ instance, video, generation, action }, { tab }) {
    if (state.found(tab, instance, video)?.generation === generation) {
      await ACTS[action](tab, instance, video);
    }
    return asOfNow(tab, instance, video, generation);
  },

  async actIn({ tab, instance, video, action }) {
    if (state.found(tab, instance, video)) await ACTS[action](tab, instance, video);
    return null;
  },

  async gone({ instance, video }, { tab }) {
    endLook(nameOf(tab, instance, video));
    await state.forget(tab, instance, video);
    await showState(tab);
    return null;
  },
};

/**
 * What the buttons do; afterwards the clip's finding says what came of it.
 * @type {Readonly<Record<import("../messages.js").Action,
 *   (tab: number, instance: string, video: number) => Promise<void>>>}
 */
const ACTS = { frame, report };

/**
 * For a click in the popup: the page knows where the video is, and tells what came of it.
 * @param {number} tab
 * @param {string} instance
 * @param {number} video
 */
async function frame(tab, instance, video) {
  await chrome.tabs.sendMessage(tab, { frame: { instance, video } });
}

/** Reports under way, by page and drama. @type {Set<string>} */
const sending = new Set();

/**
 * Report what the card of a clip offers to report. Where the browser wants to be asked first, a
 * page of the extension opens that does so, with the same button.
 * @param {number} tab
 * @param {string} instance
 * @param {number} video
 */
async function report(tab, instance, video) {
  const found = state.found(tab, instance, video);
  const now = await context();
  const page = found && pageOf(found);
  const known = found && named(found.finding, now);
  if (isPaused(tab) || !page || !known || !reportActions(known, page, now).length) return;
  const name = `${page.address} ${known.record.id}`;
  if (sending.has(name)) return; // a second click
  if (!(await mayReport())) {
    const asking = `pages/popup.html?tab=${tab}&instance=${instance}&video=${video}`;
    await chrome.tabs.create({ url: chrome.runtime.getURL(asking) });
    return;
  }
  sending.add(name);
  const outcome = await sendReport(known, page, now).finally(() => sending.delete(name));
  await state.reported(page.address, known.record.id, outcome);
}

/** What is said on a site that the viewer has paused. */
const PAUSED = { finding: empty("paused", "local"), page: null };

/**
 * The row of a frame's site; where the whole page's site is switched off, that one.
 * @param {number} tab
 * @param {string} host of the frame
 */
async function siteOf(tab, host) {
  const whole = await siteAt(state.tab(tab)?.host ?? "");
  return whole?.off ? whole : siteAt(host);
}

/**
 * @param {number} tab
 * @returns {boolean}
 */
export function isPaused(tab) {
  return isPausedOn(state.tab(tab)?.host ?? "");
}

/** Resolves when there is something to search, or cannot be. */
async function registryReady() {
  const { registry } = await core();
  await registry.wake();
  if (!registry.held && !state.settings.serverMatch) await registry.tend();
}

/**
 * Search when the look has samples for it, and give it what was found.
 * @param {import("./look.js").Look} look
 */
async function searchIfDue(look) {
  await registryReady();
  if (look.busy) return;
  const stage = look.due();
  if (stage === null) return;
  look.busy = true;
  const finding = await search(look.samples(), stage).finally(() => {
    look.busy = false;
  });
  const open = finding.state === "no_match" || finding.state === "not_enough_picture";
  if (!open || look.last) look.take(finding);
}

/**
 * What there is to say now of a clip that was looked at before.
 * @param {number} tab
 * @param {string} instance
 * @param {number} video
 * @param {number} generation
 * @returns {Promise<ClipReply>}
 */
async function asOfNow(tab, instance, video, generation) {
  if (isPaused(tab)) return reply(tab, PAUSED, "settled");
  const { registry } = await core();
  await registry.wake();
  const known = state.found(tab, instance, video);
  const looking = isLooking(nameOf(tab, instance, video), generation);
  if (known?.generation !== generation) return { want: looking ? "more" : "again", view: null };
  if (known.finding.matches.some(({ drama }) => !registry.record(drama))) {
    await state.forget(tab, instance, video); // told by the server to a worker that is gone
    return { want: "again", view: null };
  }
  const ready = registry.held !== null || state.settings.serverMatch;
  const waits = WAITING.has(known.finding.state);
  const retry = waits ? ready : !known.settled && !looking;
  const finding = waits && !ready ? withoutData(registry) : known.finding;
  return reply(tab, { ...known, finding }, retry ? "again" : wantAfter(known));
}

/**
 * @param {number} tab
 * @param {Pick<Found, "finding" | "page"> | null} found null: what is shown stays
 * @param {Want} want
 * @returns {Promise<ClipReply>}
 */
async function reply(tab, found, want) {
  await showState(tab);
  return { want, view: found && viewOf(found.finding, await context(), pageOf(found)) };
}

/**
 * @param {import("./state.js").Found} found
 * @returns {Want}
 */
function wantAfter({ finding, settled }) {
  if (WAITING.has(finding.state)) return "wait";
  if (!settled) return "more";
  if (finding.state === "no_match" || finding.state === "not_enough_picture") return "fruitless";
  return finding.matches.length ? "found" : "settled";
}

/**
 * @param {number} tab
 * @param {string} instance
 * @param {number} video
 * @returns {string}
 */
function nameOf(tab, instance, video) {
  return `${tab}/${instance}/${video}`;
}
