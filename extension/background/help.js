/** Where the registry explains what a card says. */

/** @typedef {import("./texts.js").Texts} Texts */

/** Address of the explanation of a state. @typedef {(state: string) => string} Help */

/**
 * @param {string} server
 * @param {Texts} texts
 * @returns {Help}
 */
export function helpOf(server, { language }) {
  const lang = language === "zh_CN" ? "zh" : "en";
  return (state) => `${server}/help?lang=${lang}#${encodeURIComponent(state)}`;
}
