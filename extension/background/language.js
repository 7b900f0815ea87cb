/** Loads the words of the language that the viewer reads. */

import { Texts } from "./texts.js";

/** @typedef {import("./texts.js").Language} Language */

/** @type {Map<Language, Promise<Texts>>} */
const loaded = new Map();

/**
 * @param {"auto" | Language} setting
 * @returns {Promise<Texts>}
 */
export function textsFor(setting) {
  const own = chrome.i18n.getUILanguage().toLowerCase().startsWith("zh") ? "zh_CN" : "en";
  const language = setting === "auto" ? own : setting;
  const texts = loaded.get(language) ?? load(language);
  loaded.set(language, texts);
  return texts;
}

/**
 * @param {Language} language
 * @returns {Promise<Texts>}
 */
async function load(language) {
  const [messages, vocabulary] = await Promise.all([
    packed(`_locales/${language}/messages.json`),
    packed("shared/vocabulary/enums.json"),
  ]);
  return new Texts(
    language,
    /** @type {import("./texts.js").Messages} */ (messages),
    /** @type {import("./texts.js").Vocabulary} */ (vocabulary),
  );
}

/**
 * A JSON file of the extension's package.
 * @param {string} path
 * @returns {Promise<unknown>}
 */
export async function packed(path) {
  return (await fetch(chrome.runtime.getURL(path))).json();
}
