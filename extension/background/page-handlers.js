/** What the messages of the extension's own pages do. */

import { keyId } from "../../shared/js/bundle.js";
import { context, core, siteAt } from "./core.js";
import { helpOf } from "./help.js";
import { textsFor } from "./language.js";
import { worksOf } from "./recent.js";
import { isPausedOn, pause, sites } from "./reach.js";
import { state } from "./state.js";
import { viewOf } from "./view.js";

/** @typedef {import("../messages.js").Payloads} Payloads */
/** @typedef {import("./texts.js").Texts} Texts */

export const pageHandlers = {
  /** @param {Payloads["tab"]} payload */
  async tab({ tab: id }) {
    const registry = await tended();
    const now = await context();
    const { texts } = now;
    const tab = state.tab(id);
    const paused = isPausedOn(tab?.host ?? "");
    const found = Object.entries(tab?.frames ?? {}).flatMap(([instance, videos]) =>
      Object.entries(videos).map(([video, { finding, page }]) => ({
        instance,
        video: Number(video),
        finding,
        page,
      })),
    );
    const clips = found.map(({ finding, page, ...clip }) => ({
      ...clip,
      view: viewOf(finding, now, paused ? null : pageOf({ page })),
    }));
    const here = new Set(found.map(({ finding }) => worksOf(finding)));
    const gone = state
      .recent(id)
      .filter(({ finding }) => !here.has(worksOf(finding)))
      .map(({ at, finding }) => ({ at, view: { ...viewOf(finding, now, null), actions: [] } }));
    return {
      host: tab?.host ?? "",
      paused,
      watched: tab !== null,
      off: (await siteAt(tab?.host ?? ""))?.off ?? false,
      data: dataLine(registry, texts),
      clips,
      recent: gone.filter(({ view }) => view.state !== "error"), // their record is not held
      words: wordsOf(texts, "popup_"),
      lang: texts.tag,
    };
  },

  /** @param {Payloads["clear"]} payload */
  async clear({ tab }) {
    await state.clearRecent(tab);
    return null;
  },

  /** @param {Payloads["pause"]} payload */
  async pause({ host, paused }) {
    await pause(host, paused);
    return null;
  },

  async welcome() {
    const { server, key } = (await core()).registry;
    const texts = await textsFor(state.settings.language);
    const help = helpOf(server, texts)("key");
    return {
      lang: texts.tag,
      words: { ...wordsOf(texts, "welcome_"), server, fingerprint: await fingerprint(key), help },
    };
  },

  async settings() {
    const registry = await tended();
    const texts = await textsFor(state.settings.language);
    const { language, serverMatch } = state.settings;
    const { server, key } = registry;
    return {
      language,
      serverMatch,
      server,
      key,
      fingerprint: await fingerprint(key),
      data: dataLine(registry, texts),
      sites: await sites(),
      lang: texts.tag,
      words: { ...wordsOf(texts, "options_", server), help: helpOf(server, texts)("key") },
    };
  },

  /** @param {Payloads["save"]} payload */
  async save({ language, serverMatch }) {
    await state.set({
      ...(language === null ? {} : { language }),
      ...(serverMatch === null ? {} : { serverMatch }),
    });
    return null;
  },
};

/**
 * The registry, as far as it is held: pages do not wait for the network, they ask again.
 * @returns {Promise<import("./registry.js").Registry>}
 */
async function tended() {
  const { registry } = await core();
  await registry.wake();
  void registry.tend();
  return registry;
}

/**
 * What a page says beside a clip, with what became of reports about it.
 * @param {Pick<import("./state.js").Found, "page">} found
 * @returns {import("./page-label.js").Page | null}
 */
export function pageOf({ page }) {
  return page && { ...page, reports: state.reportsOn(page.address) };
}

/**
 * @param {string} key base64
 * @returns {Promise<string>} what people compare: "a6d5 2d79 0e47 bdd1"
 */
async function fingerprint(key) {
  const id = await keyId(Uint8Array.from(atob(key), (byte) => byte.charCodeAt(0)));
  return id.replace(/.{4}(?=.)/g, "$& ");
}

/**
 * @param {Texts} texts
 * @param {string} page its prefix
 * @param {...string} values for $1, $2 …
 * @returns {Record<string, string>} all words of a page, by name
 */
function wordsOf(texts, page, ...values) {
  const own = Object.keys(texts.messages).filter((key) => key.startsWith(page));
  return Object.fromEntries(own.map((key) => [key.slice(page.length), texts.say(key, ...values)]));
}

/**
 * State of the registry's data in a line, with what went wrong when they were asked for last.
 * @param {import("./registry.js").Registry} registry
 * @param {Texts} texts
 * @returns {string}
 */
function dataLine({ held, problem, generation, made, stale, server }, texts) {
  const day = texts.day(made.slice(0, 10));
  const lines = [held ? texts.say("data_line", generation, day) : texts.say("data_none")];
  if (stale) lines.push(texts.say("stale_title"));
  if (problem?.kind === "offline") lines.push(texts.say("data_offline", server));
  if (problem?.kind === "refused") {
    lines.push(
      texts.say("refused_title") + texts.say("colon") + texts.say(`refused_${problem.code}`),
    );
    if (held) lines.push(texts.say("refused_keeps"));
  }
  if (state.settings.serverMatch) lines.push(texts.say("data_server"));
  return lines.join("\n");
}
