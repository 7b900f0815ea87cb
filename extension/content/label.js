/** Reads the AI label that a page shows beside a clip, by the row of its site. */

import { addressOf } from "../sites.js";
import { parentOf } from "../ui/tree.js";

/** @typedef {import("../sites.js").Site} Site */
/** @typedef {import("../sites.js").PageLabel} PageLabel */

/** Elements looked at in one part of a page, which takes 0.8 ms (Chromium, a busy machine,
 * 2026-11-21), and children that a label may have. */
const MOST = 500;
const MOST_CHILDREN = 4;

/** A label is read again so often while its clip is sampled; only then is "none" believed, since
 * pages draw labels after the clip. */
const AGAIN_MS = 1000;

/** What is read on this page; without a row nothing is. */
export class LabelReader {
  /** @type {Site | null} */
  #site = null;

  /** @param {Site | null} site of which selectors that this browser cannot parse are left out */
  set site(site) {
    this.#site = site && {
      ...site,
      clips: site.clips.filter(parses),
      labels: site.labels.filter(parses),
      texts: site.texts.filter(parses),
    };
  }

  /**
   * @param {HTMLVideoElement} video
   * @returns {PageLabel | null} null where labels could not be looked for
   */
  read(video) {
    const site = this.#site;
    const clip = site?.words.length && clipOf(video, site.clips);
    if (!clip) return null;
    const areas = site.labels.flatMap((selector) => [...clip.querySelectorAll(selector)]);
    const shown = areas.filter(isShown);
    const seen = new Set(shown.flatMap((area) => labelsIn(area, site)));
    const word = site.words.find(({ text }) => seen.has(text));
    const address = addressOf(location.href, site);
    if (word) return { value: word.value, basis: word.basis, address };
    if (!shown.length || !speaks(site.lang)) return null;
    return { value: "none_seen", basis: null, address };
  }
}

/** The label beside one video's clip. */
export class Label {
  #began = NaN;
  #readAt = -Infinity;
  /** @type {PageLabel | null} */
  #seen = null;

  /**
   * @param {HTMLVideoElement} video
   * @param {LabelReader} reader
   */
  constructor(video, reader) {
    this.video = video;
    this.reader = reader;
  }

  /** Another clip plays. */
  forget() {
    this.#began = NaN;
    this.#readAt = -Infinity;
    this.#seen = null;
  }

  /** @returns {PageLabel | null} as of a second ago at most */
  get now() {
    const now = performance.now();
    if (Number.isNaN(this.#began)) this.#began = now;
    if (now - this.#readAt >= AGAIN_MS) {
      this.#readAt = now;
      this.#seen = this.reader.read(this.video);
    }
    const early = this.#readAt - this.#began < AGAIN_MS;
    return early && this.#seen?.value === "none_seen" ? null : this.#seen;
  }
}

/**
 * The innermost element around a video that holds one clip, and no other's video.
 * @param {Element} video
 * @param {readonly string[]} selectors
 * @returns {Element | null}
 */
function clipOf(video, selectors) {
  for (let outer = parentOf(video); outer; outer = parentOf(outer)) {
    const found = outer;
    if (!selectors.some((selector) => found.matches(selector))) continue;
    return found.querySelectorAll("video").length <= 1 ? found : null;
  }
  return null;
}

/**
 * @param {Element} area
 * @param {Site} site
 * @returns {string[]} the row's words that stand in it by themselves, shown, apart from free text
 */
function labelsIn(area, { words, texts }) {
  const free = texts.flatMap((selector) => [...area.querySelectorAll(selector)]);
  return [area, ...area.querySelectorAll("*")].slice(0, MOST).flatMap((element) => {
    if (element.childElementCount > MOST_CHILDREN) return [];
    const text = (element.textContent ?? "").replace(/\s+/g, " ").trim();
    const label = words.some((word) => word.text === text) && isShown(element);
    const apart = !free.some((other) => other.contains(element) || element.contains(other));
    return label && apart ? [text] : [];
  });
}

/**
 * @param {Element} element
 * @returns {boolean}
 */
function isShown(element) {
  const { width, height } = element.getBoundingClientRect();
  const seen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  return seen && width > 1 && height > 1;
}

/**
 * @param {string} lang
 * @returns {boolean} whether the page is in this language, or does not say in which
 */
function speaks(lang) {
  const said = document.documentElement.lang.toLowerCase().split("-")[0];
  return said === "" || said === lang;
}

/**
 * @param {string} selector
 * @returns {boolean}
 */
function parses(selector) {
  try {
    document.createDocumentFragment().querySelector(selector);
    return true;
  } catch {
    return false;
  }
}
