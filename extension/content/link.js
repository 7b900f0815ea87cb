/** Sends messages to the background and checks what comes back. */

import { CheckError } from "../checks.js";
import { REPLIES } from "../messages.js";

/** @typedef {import("../messages.js").Payloads} Payloads */
/** @typedef {"hello" | "sample" | "trouble" | "playing" | "act" | "gone"} Sent */
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
   * @returns {Promise<T | null>} null without an answer: the worker died, or is gone for good
   */
  async #ask(name, payload, check) {
    if (!this.alive) return null;
    try {
      const message = { name, payload: { ...payload, instance: this.instance } };
      return check(await chrome.runtime.sendMessage(message), name);
    } catch (error) {
      if (error instanceof CheckError) console.warn(`Reelmark: ${error.message}`);
      return null; // the next sample asks again
    }
  }
}
