/** Checks the clips of this page in the page itself: the extension's core without an extension. */

import { matchHere } from "/demo/core/background/local-match.js";
import { Look } from "/demo/core/background/look.js";
import { checkRecord } from "/demo/core/background/records.js";
import { Texts } from "/demo/core/background/texts.js";
import { viewOf } from "/demo/core/background/view.js";
import { SAMPLE_MS } from "/demo/core/content/pace.js";
import { PictureReader } from "/demo/core/content/picture.js";
import { drawCard } from "/demo/core/ui/card.js";
import { BundleError, readBundle, readManifest } from "/demo/shared/js/bundle.js";
import { createOperators } from "/demo/shared/js/fingerprint.js";
import { viewsOf } from "/demo/shared/js/samples.js";

/** @typedef {import("/demo/core/background/works.js").Finding} Finding */
/** @typedef {import("/demo/core/background/view.js").Context} Context */
/** @typedef {import("/demo/shared/js/bundle.js").Bundle} Bundle */

class Unreachable extends Error {}

/**
 * @param {string} path
 * @returns {Promise<Response>}
 * @throws {Unreachable}
 */
async function fetched(path) {
  const response = await fetch(path).catch(() => null);
  if (!response?.ok) throw new Unreachable(`${path}: ${response?.status ?? "no answer"}`);
  return response;
}

/** @param {string} path @returns {Promise<any>} */
const json = async (path) => (await fetched(path)).json();

// Fetched with the page: these words must be at hand when the server no longer is.
const language = navigator.language.toLowerCase().startsWith("zh") ? "zh_CN" : "en";
const [messages, vocabulary] = await Promise.all([
  json(`/demo/core/_locales/${language}/messages.json`),
  json("/demo/shared/vocabulary/enums.json"),
]);
const texts = new Texts(language, messages, vocabulary);

/** Looks at every clip of the page while it plays. */
export class Checker {
  #events = new AbortController();
  #reader = new PictureReader();

  /**
   * @param {Bundle} held
   * @param {Context} context
   * @param {import("/demo/shared/js/operators.js").Operators} operators
   */
  constructor(held, context, operators) {
    this.held = held;
    this.context = context;
    this.operators = operators;
    clear();
    for (const video of document.querySelectorAll("video")) this.#watch(video);
  }

  /**
   * Fetch and verify the registry, then begin. Without a registry the reason is shown instead.
   * @param {string} key public key of the server that this page came from
   * @returns {Promise<Checker | null>}
   */
  static async start(key) {
    const blank = { texts, server: location.origin, stale: false, demo: true };
    try {
      const table = await json("/demo/shared/fingerprint/operators.json");
      const signed = await (await fetched("/v1/bundle/manifest.json")).text();
      const manifest = await readManifest(signed, { key, held: null, now: Date.now() });
      const file = await (await fetched(`/v1/${manifest.bundle.path}`)).arrayBuffer();
      const bundle = await readBundle(new Uint8Array(file), manifest.bundle);
      const drama = new Map(bundle.dramas.map((one) => checkRecord(one, "drama")).map((one) => [one.id, one]));
      const { generation, made } = manifest;
      const context = { ...blank, record: (/** @type {string} */ id) => drama.get(id) ?? null, generation, made };
      return new Checker(bundle, context, createOperators(table));
    } catch (error) {
      const context = { ...blank, record: () => null, generation: 0, made: "" };
      for (const video of document.querySelectorAll("video")) show(video, failure(error), context);
      return null;
    }
  }

  /** Stop looking and take the answers off the page. */
  end() {
    this.#events.abort();
    clear();
  }

  /** @param {HTMLVideoElement} video */
  #watch(video) {
    const look = new Look(0);
    let tries = 0;
    let last = -Infinity;
    /** @type {VideoFrameRequestCallback} */
    const seen = (now, { mediaTime }) => {
      if (this.#events.signal.aborted || look.settled) return;
      if (now - last >= SAMPLE_MS) {
        last = now;
        look.add(Math.round(mediaTime * 1000), ++tries, this.#reader.read(video));
        void this.#search(video, look);
      }
      video.requestVideoFrameCallback(seen);
    };
    video.requestVideoFrameCallback(seen);
  }

  /**
   * @param {HTMLVideoElement} video
   * @param {Look} look
   */
  async #search(video, look) {
    const stage = look.busy ? null : look.due();
    if (stage === null) return;
    const views = viewsOf(this.operators, look.samples(), stage);
    look.busy = true;
    const { verdict, matches } = await matchHere(this.held, views);
    look.busy = false;
    look.take({ state: verdict, matches, how: "local", code: "" });
    const final = look.finding?.matches.length || look.last;
    if (look.finding && final) show(video, look.finding, this.context);
  }
}

/**
 * Why there is no checking: told apart, since only one of these is cured by waiting.
 * @param {unknown} error
 * @returns {Finding}
 */
function failure(error) {
  if (error instanceof BundleError) {
    return { state: "refused", matches: [], how: "local", code: error.code };
  }
  console.error(error);
  const state = error instanceof Unreachable ? "offline" : "error";
  return { state, matches: [], how: "local", code: "" };
}

/** Take all answers off the page. */
function clear() {
  for (const answer of document.querySelectorAll(".answer")) answer.replaceChildren();
}

/**
 * Draw an answer over its clip, in a shadow root so that the card looks as it does elsewhere.
 * @param {HTMLVideoElement} video
 * @param {Finding} finding
 * @param {Context} context
 */
function show(video, finding, context) {
  const answer = video.parentElement?.querySelector(".answer");
  if (!answer) return;
  const holder = document.createElement("div");
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/demo/core/ui/card.css";
  const card = document.createElement("div");
  card.className = "reelmark";
  card.append(drawCard(viewOf(finding, context)));
  holder.attachShadow({ mode: "open" }).append(style, card);
  answer.replaceChildren(holder);
}
