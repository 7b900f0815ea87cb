/** The mark on a player, and the card that it opens. */

import { drawCard } from "./card.js";
import { element } from "./element.js";
import { draw } from "./glyphs.js";
import { Host } from "./host.js";
import { holds, parentOf, topmost } from "./tree.js";
import { CARD, INSET, MARK, cardHeight, cardShift, places, visiblePart } from "./place.js";

/** @typedef {import("../messages.js").View} View */

/** What players make clickable: the mark keeps clear of it. */
const CONTROLS = "a, button, input, select, summary, [role=button], [role=slider], [role=link]";

/** A box this much larger than the video still is its player. */
const PLAYER_AREA = 1.3;

/** States told to screen readers when they come; the others only where one looks for them. */
const TOLD = new Set(["match", "several", "unreadable", "offline", "stale", "error"]);

export class Mark {
  /** @type {Host | null} */
  #host = null;
  #frame = element("div", { class: "reelmark" });
  #button = element("button", { type: "button", class: "mark", "aria-expanded": "false" });
  #status = element("p", { class: "unseen", role: "status" });
  /** @type {HTMLElement | null} */
  #card = null;
  /** @type {View | null} */
  #view = null;

  /**
   * @param {HTMLVideoElement} video
   * @param {import("./card.js").Act} act
   */
  constructor(video, act) {
    this.video = video;
    this.act = act;
    this.#frame.append(this.#status, this.#button);
    this.#button.addEventListener("click", () => this.#toggle());
    this.#frame.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#card) return;
      this.#toggle();
      this.#button.focus();
    });
  }

  /** @param {View | null} view null while nothing is known: no mark */
  show(view) {
    if (JSON.stringify(view) === JSON.stringify(this.#view)) return;
    this.#view = view;
    if (!view) {
      this.remove();
      return;
    }
    if (!this.#host) {
      this.#host = new Host();
      this.#host.root.append(this.#frame);
    }
    this.#drawMark(view);
    if (this.#card) this.#open(view);
    this.place();
  }

  /** Follow the player; put back what the page took away. Called often, so cheap when at rest. */
  place() {
    const host = this.#host;
    if (!host || host.givenUp) return;
    host.keep();
    const part = visiblePart(this.video.getBoundingClientRect(), {
      width: window.innerWidth,
      height: window.innerHeight,
    });
    const place = part && this.#choose(part, host);
    if (!part || !place) {
      host.put(null);
      return;
    }
    const { left, top, corner } = place;
    this.#frame.dataset.corner = corner;
    const shift = cardShift(left, window.innerWidth);
    host.put({ left, top, shift, height: cardHeight(part, top, window.innerHeight) });
    const inside = corner === "right" ? left + CARD - MARK / 2 : left + MARK / 2;
    host.uncover(inside, top + MARK / 2);
  }

  /** Come above what has just gone to full screen. */
  raise() {
    this.#host?.raise();
    this.place();
  }

  remove() {
    this.#host?.remove();
    this.#host = null;
    this.#card?.remove();
    this.#card = null;
    this.#button.setAttribute("aria-expanded", "false");
  }

  /**
   * The first place that covers no control and nothing of the page that lies over the player.
   * Where there is none the first is taken, unless the player itself is covered.
   * @param {import("./place.js").Box} part
   * @param {Host} host
   */
  #choose(part, host) {
    const player = playerOf(this.video);
    const tried = places(part);
    /** @type {(x: number, y: number) => Element | undefined} */
    const at = (x, y) => topmost(document, x, y, (found) => !host.isIt(found));
    const free = tried.find(({ box: { left, right, top } }) =>
      [left + INSET, (left + right) / 2, right - INSET].every((x) => {
        const found = at(x, top + MARK / 2);
        return !found || (isOf(player, found) && !found.closest(CONTROLS));
      }),
    );
    if (free) return free;
    const middle = at((part.left + part.right) / 2, (part.top + part.bottom) / 2);
    return middle && !isOf(player, middle) ? null : tried[0];
  }

  /** @param {View} view */
  #drawMark(view) {
    const words = view.mark.flatMap((word) => [" ", element("span", { class: "word" }, word)]);
    this.#button.replaceChildren(draw(view.glyph), ...words);
    this.#button.classList.toggle("bare", words.length === 0);
    this.#button.setAttribute("aria-label", spoken(view));
    this.#button.title = view.label;
    this.#frame.lang = view.lang;
    this.#button.dataset.tone = view.tone;
    this.#button.dataset.state = view.state;
    this.#status.textContent = TOLD.has(view.state) ? view.label : "";
  }

  #toggle() {
    if (this.#card) {
      this.#card.remove();
      this.#card = null;
    } else if (this.#view) {
      this.#open(this.#view);
    }
    this.#button.setAttribute("aria-expanded", String(this.#card !== null));
    this.place();
  }

  /** @param {View} view */
  #open(view) {
    const card = drawCard(view, this.act);
    const focused = this.#card?.matches(":focus-within");
    if (this.#card) this.#card.replaceWith(card);
    else this.#frame.append(card);
    this.#card = card;
    if (focused) card.querySelector("button")?.focus();
  }
}

/**
 * Whether what lies at a point is the player, or the page behind it.
 * @param {Element} player
 * @param {Element} found
 * @returns {boolean}
 */
function isOf(player, found) {
  return holds(player, found) || holds(found, player);
}

/**
 * The mark's name, with the words that it shows: by these, those who speak to it call it.
 * @param {View} view
 * @returns {string}
 */
function spoken({ label, mark }) {
  const seen = mark.join(" ");
  return label.includes(seen) ? label : `${label} · ${seen}`;
}

/**
 * The outermost element around a video that is not much larger than it.
 * @param {HTMLVideoElement} video
 * @returns {Element}
 */
function playerOf(video) {
  const { width, height } = video.getBoundingClientRect();
  /** @type {Element} */
  let player = video;
  for (let outer = parentOf(video); outer; outer = parentOf(outer)) {
    const box = outer.getBoundingClientRect();
    if (outer === document.body || box.width * box.height > PLAYER_AREA * width * height) break;
    player = outer;
  }
  return player;
}
