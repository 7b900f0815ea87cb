/** The page that greets who installs the extension: what it does, and what it never does. */

import { PAGE_REPLIES } from "../messages.js";
import { element } from "../ui/element.js";
import { draw } from "../ui/glyphs.js";
import { ask } from "./ask.js";

const { lang, words } = PAGE_REPLIES.welcome(await ask("welcome", {}), "welcome");

/**
 * @param {string} name
 * @param {...(Node | string)} more
 * @returns {HTMLElement}
 */
function part(name, ...more) {
  return element(
    "section",
    {},
    element("h2", {}, words[name]),
    element("p", {}, words[`${name}_text`]),
    ...more,
  );
}

const away = { href: words.help, target: "_blank", rel: "noopener noreferrer" };

document.documentElement.lang = lang;
document.title = words.title;
document.body.replaceChildren(
  element(
    "main",
    {},
    element("h1", {}, draw("film"), words.title),
    element("p", { class: "lead" }, words.lead),
    element(
      "div",
      { class: "parts" },
      part("does"),
      part("never"),
      part("sites"),
      part("pause"),
      part(
        "registry",
        element(
          "dl",
          {},
          element("dt", {}, words.address),
          element("dd", {}, words.server),
          element("dt", {}, words.key),
          element("dd", {}, element("code", {}, words.fingerprint)),
        ),
        element("p", {}, element("a", away, words.compare)),
      ),
    ),
    element("p", {}, element("a", { href: "options.html", class: "button" }, words.options)),
  ),
);
