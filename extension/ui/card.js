/** Draws a view as a card: the same on the player and in the popup. */

import { element } from "./element.js";
import { TONE_GLYPHS, draw } from "./glyphs.js";

/** @typedef {import("../messages.js").View} View */
/** @typedef {import("../messages.js").Row} Row */
/** @typedef {import("../messages.js").Action} Action */

/** Ids must be unique where several cards share a document. */
let cards = 0;

/** What a click on a button of the card does. @typedef {(action: Action) => void | Promise<void>} Act */

/**
 * @param {View} view
 * @param {Act} [act] none where views have no buttons
 * @returns {HTMLElement} a labelled article: no landmark, since there may be many
 */
export function drawCard(view, act = () => {}) {
  const id = `reelmark-${++cards}`;
  const title = element("h2", { id }, view.title);
  const header = element("header", {}, title);
  if (view.subtitle || view.chip) {
    const line = element("p", {});
    if (view.chip) line.append(element("span", { class: "chip" }, view.chip));
    line.append(view.subtitle);
    header.append(line);
  }
  if (view.body) header.append(element("p", { class: "body" }, view.body));
  const card = element(
    "article",
    { class: "card", lang: view.lang, "aria-labelledby": id, "data-state": view.state },
    header,
  );
  if (view.note) card.append(drawNote(view.note));
  if (view.rows.length) card.append(drawRows(view.rows, "lines", view.helpWord));
  card.append(...view.actions.map((action) => drawAction(action, act)), ...drawFoot(view));
  return card;
}

/**
 * @param {NonNullable<View["note"]>} note
 * @returns {HTMLElement}
 */
function drawNote({ text, tone, href }) {
  const words = href ? [link(text, href)] : whole(text);
  const made = element("p", { class: "note", "data-tone": tone });
  made.append(draw(TONE_GLYPHS[tone]), element("span", {}, ...words));
  return made;
}

/**
 * @param {readonly Row[]} rows
 * @param {string} kind
 * @param {string} [helpWord] what the terms' links lead to
 * @returns {HTMLElement}
 */
function drawRows(rows, kind, helpWord = "") {
  const made = element("dl", { class: kind });
  for (const { term, strong, value, small, tone, glyph, help } of rows) {
    const text = element("dd", { "data-tone": tone });
    const lead = element("b", {}, ...whole(strong));
    if (glyph) text.append(element("span", { class: "tone" }, draw(glyph), lead));
    else if (strong) text.append(lead);
    text.append(...whole(value));
    if (small) text.append(element("small", {}, ...whole(small)));
    made.append(element("dt", {}, help ? link(term, help, helpWord) : term), text);
  }
  return made;
}

/**
 * @param {View["actions"][number]} action
 * @param {Act} act
 * @returns {HTMLElement} a button, and what a click on it does
 */
function drawAction({ name, text, small }, act) {
  const button = element("button", { type: "button" }, text);
  button.addEventListener("click", async ({ isTrusted }) => {
    if (!isTrusted || button.ariaBusy === "true") return; // a script's click is not the viewer's
    button.ariaBusy = "true"; // disabled, it would lose the focus
    await act(name);
    button.ariaBusy = "false";
  });
  return element("p", { class: "action" }, button, element("small", {}, small));
}

/**
 * Links, and the basis, which opens above them.
 * @param {View} view
 * @returns {HTMLElement[]}
 */
function drawFoot(view) {
  const foot = element("footer", {});
  const parts = [foot];
  if (view.basis.length) {
    const basis = drawRows(view.basis, "basis");
    basis.hidden = true;
    const button = element("button", { type: "button", "aria-expanded": "false" }, view.basisWord);
    button.addEventListener("click", () => {
      basis.hidden = !basis.hidden;
      button.setAttribute("aria-expanded", String(!basis.hidden));
    });
    parts.unshift(basis);
    foot.append(button);
  }
  foot.append(...view.links.map(({ text, href }) => link(text, href)));
  return foot.childElementCount ? parts : [];
}

/**
 * @param {string} text
 * @param {string} href
 * @param {string} [title]
 * @returns {HTMLElement | Text} plain text where the address is no web address
 */
function link(text, href, title = "") {
  const address = URL.canParse(href) ? new URL(href) : null;
  if (!address || !/^https?:$/.test(address.protocol)) return document.createTextNode(text);
  const away = { href: address.href, target: "_blank", rel: "noopener noreferrer" };
  return element("a", title ? { ...away, title } : away, ...whole(text));
}

/**
 * Text in which no line ends within a date.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function whole(text) {
  return text
    .split(/(\d{4}-\d{2}-\d{2})/)
    .map((part, i) => (i % 2 ? element("span", { class: "whole" }, part) : part));
}
