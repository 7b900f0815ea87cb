/** What the messages of the extension's own pages do. */

import { context, core } from "./core.js";
import { textsFor } from "./language.js";
import { isPausedOn, pause, sites } from "./reach.js";
import { state } from "./state.js";
import { viewOf } from "./view.js";

/** @typedef {import("../messages.js").Payloads} Payloads */
/** @typedef {import("./texts.js").Texts} Texts */

export const pageHandlers = {
  /** @param {Payloads["tab"]} payload */
  async tab({ tab: id }) {
    const { registry } = await core();
    await registry.tend();
    const now = await context();
    const { texts } = now;
    const tab = state.tab(id);
    const clips = Object.entries(tab?.frames ?? {}).flatMap(([instance, videos]) =>
      Object.entries(videos).map(([video, { finding }]) => ({
        instance,
        video: Number(video),
        view: viewOf(finding, now),
      })),
    );
    return {
      host: tab?.host ?? "",
      paused: isPausedOn(tab?.host ?? ""),
      watched: tab !== null,
      data: dataLine(registry, texts),
      clips,
      words: words(texts, {
        title: "popup_title",
        pause: "popup_pause",
        resume: "popup_resume",
        nothing: "popup_nothing",
        unwatched: "popup_unwatched",
        options: "popup_options",
        look: "popup_look",
        allow: "popup_allow",
        always: "popup_always",
      }),
      lang: texts.tag,
    };
  },

  /** @param {Payloads["pause"]} payload */
  async pause({ host, paused }) {
    await pause(host, paused);
    return null;
  },

  async settings() {
    const { registry } = await core();
    await registry.tend();
    const texts = await textsFor(state.settings.language);
    const { language, serverMatch } = state.settings;
    const { server, key } = registry;
    return {
      language,
      serverMatch,
      server,
      key,
      data: dataLine(registry, texts),
      sites: await sites(),
      lang: texts.tag,
      words: {
        ...words(texts, Object.fromEntries(OPTION_WORDS.map((word) => [word, `options_${word}`]))),
        server_small: texts.say("options_server_small", server),
      },
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

const OPTION_WORDS = [
  "title",
  "language",
  "auto",
  "match",
  "local",
  "local_small",
  "server",
  "agree",
  "sites",
  "sites_small",
  "site_pause",
  "site_resume",
  "site_allow",
  "site_remove",
  "registry",
  "key",
  "saved",
];

/**
 * @template {string} N
 * @param {Texts} texts
 * @param {Record<N, string>} keys
 * @returns {Record<N, string>}
 */
function words(texts, keys) {
  const said = Object.entries(keys).map(([name, key]) => [name, texts.say(String(key))]);
  return /** @type {Record<N, string>} */ (Object.fromEntries(said));
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
