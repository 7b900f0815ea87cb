/** The element that holds a mark: on top of everything, closed to the page's scripts. */

import { inFullScreen, topmost } from "./tree.js";

/** Times a host is put back after the page removed or covered it; then the popup alone shows. */
const MOST_RETURNS = 6;

/** Events that must not reach the player beneath, where a click pauses and a key seeks. */
const OWN = [
  "click",
  "dblclick",
  "mousedown",
  "mouseup",
  "pointerdown",
  "pointerup",
  "touchstart",
  "touchend",
  "keydown",
  "keyup",
  "keypress",
  "wheel",
  "contextmenu",
];

/** Styles shared by all hosts of a frame, loaded once. */
let styles = /** @type {CSSStyleSheet[]} */ ([]);

/** Hides all hosts of a frame for a moment; hidden otherwise, they would lose the focus. */
const veiled = new CSSStyleSheet();

/** @param {boolean} on */
export function veil(on) {
  veiled.replaceSync(on ? ":host { opacity: 0 !important }" : "");
}

/** Load what every host needs. */
export async function loadStyles() {
  const files = ["ui/card.css", "ui/mark.css"];
  styles = await Promise.all(
    files.map(async (file) => {
      const sheet = new CSSStyleSheet();
      return sheet.replace(await (await fetch(chrome.runtime.getURL(file))).text());
    }),
  );
}

/**
 * Where hosts live: within what is in full screen, since screen readers are told of nothing else.
 * @returns {Element | ShadowRoot}
 */
function home() {
  const full = inFullScreen();
  const holds = full && !(full instanceof HTMLVideoElement || full instanceof HTMLIFrameElement);
  return holds ? (full.shadowRoot ?? full) : document.documentElement;
}

export class Host {
  #element = document.createElement("div");
  #place = new CSSStyleSheet();
  #placed = "";
  #returns = 0;

  constructor() {
    this.#element.popover = "manual"; // the top layer: above pictures, menus, and full screen
    const root = this.#element.attachShadow({ mode: "closed" });
    root.adoptedStyleSheets = [...styles, this.#place, veiled];
    for (const name of OWN) {
      root.addEventListener(name, (event) => event.stopPropagation(), { passive: true });
    }
    this.root = root;
    this.#enter();
  }

  /** The page has removed or covered it so often that it stays away. */
  get givenUp() {
    return this.#returns > MOST_RETURNS;
  }

  /**
   * @param {{ left: number, top: number, shift: number, height: number } | null} place null: nowhere
   */
  put(place) {
    this.#element.classList.toggle("away", !place);
    if (!place) return;
    const { left, top, shift, height } = place;
    const css =
      `:host { left: ${left}px !important; top: ${top}px !important }` +
      `.card { max-height: ${height}px; transform: translateX(${shift}px) }`;
    if (css === this.#placed) return;
    this.#placed = css;
    this.#place.replaceSync(css);
  }

  /** Put it back where the page took it out of the document or off the top layer. */
  keep() {
    const { isConnected, parentNode } = this.#element;
    const stays = isConnected && parentNode === home();
    if (stays && this.#element.matches(":popover-open")) return;
    this.#return();
  }

  /**
   * Come to the top again if something else is there.
   * @param {number} x
   * @param {number} y a point of the mark
   */
  uncover(x, y) {
    const top = topmost(document, x, y, () => true);
    if (top && top !== this.#element && !this.givenUp) this.#return();
  }

  /** Full screen has come above it: no fault of the page. */
  raise() {
    if (this.givenUp) return;
    this.#element.remove();
    this.#enter();
  }

  /** @param {Element} other */
  isIt(other) {
    return other === this.#element;
  }

  remove() {
    this.#element.remove();
  }

  #return() {
    this.#returns++;
    this.#element.remove();
    if (!this.givenUp) this.#enter();
  }

  #enter() {
    if (!this.#element.isConnected) home().append(this.#element);
    if (this.#element.popover !== "manual") this.#element.popover = "manual";
    this.#element.showPopover();
  }
}
