/** Sends messages to the background and checks what comes back. */

import { CheckError } from "../checks.js";
import { REPLIES } from "../messages.js";

/** @typedef {import("../messages.js").Payloads} Payloads */
/** @typedef {"hello" | "sample" | "trouble" | "capture" | "checked" | "playing" | "act" | "gone"} Sent */
/** @typedef {ReturnType<typeof REPLIES.clip>} ClipReply */

/** The way to the background from one frame of a page. */
export class Link {
  /** Names this content script, so that the background forgets what an earlier page showed. */
  instance = crypto.randomUUID();

  /** False once the extension was updated or removed: this script then must fall silent. */
  get alive() {
    return Boolean(chrome.runtime?.id);
  }

  /** @returns {Promise<ReturnType<typeof REPLIES.hello> | null>} */
  hello() {
    return this.#ask("hello", {}, REPLIES.hello);
  }

  /**
   * @param {Omit<Payloads["sample"], "instance">} sample
   * @returns {Promise<ClipReply | null>}
   */
  sample(sample) {
    return this.#ask("sample", sample, REPLIES.clip);
  }

  /**
   * @param {Omit<Payloads["trouble"], "instance">} trouble
   * @returns {Promise<ClipReply | null>}
   */
  trouble(trouble) {
    return this.#ask("trouble", trouble, REPLIES.clip);
  }

  /**
   * A screenshot is only asked for once, whatever becomes of the worker.
   * @param {Omit<Payloads["capture"], "instance">} capture
   * @returns {Promise<ReturnType<typeof REPLIES.capture> | null>}
   */
  capture(capture) {
    return this.#ask("capture", capture, REPLIES.capture, 1);
  }

  /**
   * @param {Omit<Payloads["checked"], "instance">} checked
   * @returns {Promise<ClipReply | null>}
   */
  checked(checked) {
    return this.#ask("checked", checked, REPLIES.clip);
  }

  /**
   * @param {Payloads["playing"]["clips"]} clips
   * @returns {Promise<ReturnType<typeof REPLIES.playing> | null>}
   */
  playing(clips) {
    return this.#ask("playing", { clips }, REPLIES.playing);
  }

  /**
   * @param {Omit<Payloads["act"], "instance">} act
   * @returns {Promise<ClipReply | null>}
   */
  act(act) {
    return this.#ask("act", act, REPLIES.clip);
  }

  /** @param {number} video */
  gone(video) {
    void this.#ask("gone", { video }, () => null);
  }

  /**
   * @template T
   * @param {Sent} name
   * @param {object} payload
   * @param {import("../checks.js").Check<T>} check
   * @param {number} [tries] the worker may die while it answers: the next one is asked again
   * @returns {Promise<T | null>} null without an answer
   */
  async #ask(name, payload, check, tries = 2) {
    if (!this.alive) return null;
    try {
      const message = { name, payload: { ...payload, instance: this.instance } };
      return check(await chrome.runtime.sendMessage(message), name);
    } catch (error) {
      if (!(error instanceof CheckError) && tries > 1) {
        return this.#ask(name, payload, check, tries - 1);
      }
      if (error instanceof CheckError) console.warn(`Reelmark: ${error.message}`);
      return null;
    }
  }
}
