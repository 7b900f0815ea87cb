/** One video element: samples what it plays, and shows what was found. */

import { Clip } from "./clip.js";
import { Pace } from "./pace.js";
import { UnreadableError, base64 } from "./picture.js";
import { shoot } from "./shot.js";

/** A jump farther than this from the last sample is another place: it gets a look of its own. */
const JUMP_S = 2;

/** Where a looped clip begins anew: at 0 in Chromium, up to 0.022 s in Firefox 153. */
const LOOPED_S = 0.1;

/** Unanswered samples in a row after which all are sent again, and after which none are sent until
 * the worker answers when it is asked what there is to say. */
const RESEND_AFTER = 3;
const WAIT_AFTER = 8;

/** Samples that wait for an answer at a time: a background that is busy for long gets no more. */
const MOST_WAITING = 4;

/** @typedef {import("./link.js").Link} Link */
/** @typedef {import("./link.js").ClipReply} ClipReply */
/** @typedef {import("./picture.js").PictureReader} PictureReader */
/** @typedef {import("../messages.js").Payloads} Payloads */
/** @typedef {import("../messages.js").View} View */

/**
 * Where a player's view is drawn, and what the page says beside its clip.
 * @typedef {{ show: (view: View | null) => void, remove: () => void }} Mark
 * @typedef {{ now: import("../sites.js").PageLabel | null, forget: () => void }} Label
 */

export class Player {
  #clip = new Clip();
  #pace = new Pace();
  #timer = 0;
  #frame = 0;
  #visible = true;
  #allowed = true;
  #unanswered = 0;
  #waiting = 0;
  #resending = false;
  #shown = false;
  #lastTime = 0;
  #events = new AbortController();

  /**
   * @param {HTMLVideoElement} video
   * @param {number} id
   * @param {{ link: Link, reader: PictureReader, mark: Mark, label: Label }} parts
   */
  constructor(video, id, { link, reader, mark, label }) {
    this.video = video;
    this.id = id;
    this.link = link;
    this.reader = reader;
    this.mark = mark;
    this.label = label;
    this.#clip.becameAnother(video);
    const { signal } = this.#events;
    for (const name of ["emptied", "loadstart", "durationchange"]) {
      video.addEventListener(name, () => this.#sourceChanged(name), { signal });
    }
    video.addEventListener("seeking", () => this.#jumped(), { signal });
    for (const name of ["playing", "pause"]) {
      video.addEventListener(name, () => this.plan(), { signal });
    }
    video.addEventListener("ended", () => this.#ended(), { signal });
    this.plan();
  }

  /** Whether frames are shown that a viewer can see. */
  get playing() {
    const { video } = this;
    return !video.paused && !video.ended && this.#visible && document.visibilityState === "visible";
  }

  /** What the background is told of the clip. @returns {Payloads["playing"]["clips"][number]} */
  get key() {
    return { video: this.id, generation: this.#clip.generation, page: this.label.now };
  }

  /** Shown or searched something that may change with the registry. */
  get hasAsked() {
    return !this.#clip.fresh;
  }

  /** Would be sampled if allowed. */
  get busy() {
    return this.playing && this.#pace.pause !== null;
  }

  /** Its clip still wants an answer: it goes before those that only rest. */
  get eager() {
    return this.busy && this.#pace.resting === null;
  }

  /** Square CSS pixels on the page. */
  get area() {
    return this.video.clientWidth * this.video.clientHeight;
  }

  /** @param {boolean} allowed whether it is this one's turn */
  set allowed(allowed) {
    if (this.#allowed === allowed) return;
    this.#allowed = allowed;
    this.plan();
  }

  /** @param {boolean} visible whether the element is within the window */
  set visible(visible) {
    this.#visible = visible;
    this.plan();
  }

  /** Read the next frame when its time has come; called whenever that may have changed. */
  plan() {
    const { pause } = this.#pace;
    if (!this.#allowed || !this.playing || pause === null) {
      this.#cancel();
    } else if (this.#timer === 0 && this.#frame === 0) {
      this.#timer = window.setTimeout(() => {
        this.#timer = 0;
        this.#frame = this.video.requestVideoFrameCallback((_, { mediaTime }) => {
          this.#frame = 0;
          this.#read(mediaTime);
          this.plan();
        });
      }, pause);
    }
  }

  /**
   * Take what the background says of a clip, unless another clip plays by now.
   * @param {number} generation
   * @param {{ want: import("../messages.js").Want, view: View | null }} reply
   */
  told(generation, { want, view }) {
    if (generation !== this.#clip.generation) return;
    this.#unanswered = 0;
    if (want === "again") void this.#sendAll();
    else this.#pace.told(want, performance.now());
    if (view) this.#show(view);
    this.plan();
  }

  /**
   * The viewer has clicked on a button of the card.
   * @param {import("../messages.js").Action} action
   */
  async act(action) {
    if (action === "frame") return this.check();
    const { generation } = this.#clip;
    const reply = await this.link.act({ video: this.id, generation, action });
    if (reply) this.told(generation, reply);
  }

  /** The viewer wants the frame that shows checked, though it cannot be read. */
  async check() {
    const { generation } = this.#clip;
    const frame = await shoot(this.video, this.link);
    if (generation !== this.#clip.generation) return;
    if (typeof frame === "string") {
      await this.#trouble(generation, "unreadable", frame);
      return;
    }
    this.#clip.addChecked(frame);
    this.#lastTime = frame.t_ms / 1000;
    await this.#sendAll();
  }

  /** Begin anew, as after a change of settings. */
  restart() {
    this.#renew();
    this.plan();
  }

  /** The element left the page. */
  remove() {
    this.#events.abort();
    this.#cancel();
    this.mark.remove();
    this.link.gone(this.id);
  }

  /** @param {number} mediaTime s */
  #read(mediaTime) {
    if (this.#clip.becameAnother(this.video)) this.#renew();
    if (this.#waiting >= MOST_WAITING) return;
    this.#lastTime = mediaTime;
    const start = performance.now();
    if (this.#clip.checked.length) {
      // Nothing can be compared with what was checked: after a while it may no longer be what shows.
      if (!this.#pace.probe(false, start)) return;
      this.#clip.renew(true);
    }
    const { generation } = this.#clip;
    try {
      this.#use(this.reader.read(this.video), Math.round(mediaTime * 1000), generation);
    } catch (error) {
      this.#troubled(generation, error);
    }
    this.#pace.cost(performance.now() - start);
  }

  /**
   * @param {Uint8Array} plane
   * @param {number} t_ms
   * @param {number} generation
   */
  #use(plane, t_ms, generation) {
    if (this.#pace.resting) {
      if (!this.#pace.probe(this.#clip.isNew(plane), performance.now())) return;
      this.#pace.again();
      this.#clip.renew(true); // the view stays until this look has its own
      return;
    }
    const sample = this.#clip.add(t_ms, plane, base64);
    const message = sample ?? { t_ms, tries: this.#clip.tries, plane: null };
    void this.#send(message, generation);
  }

  /** Nothing more comes of this clip: the samples there are must do. */
  #ended() {
    this.plan();
    if (this.#clip.fresh || this.#pace.want !== "more") return;
    const { tries, generation } = this.#clip;
    const t_ms = Math.round(this.#lastTime * 1000);
    void this.#send({ t_ms, tries, plane: null }, generation, true);
  }

  /**
   * @param {import("./clip.js").Frame} sample
   * @param {number} generation
   * @param {boolean} [last]
   */
  async #send(sample, generation, last = false) {
    if (await this.#deliver(sample, generation, last)) return;
    this.#unanswered++;
    if (this.#unanswered === RESEND_AFTER) void this.#sendAll();
    if (this.#unanswered >= WAIT_AFTER) this.#pace.told("wait", performance.now());
  }

  /**
   * @param {import("./clip.js").Frame} sample
   * @param {number} generation
   * @param {boolean} last
   * @returns {Promise<boolean>} whether there was an answer
   */
  async #deliver(sample, generation, last) {
    const { again } = this.#clip;
    const page = this.label.now;
    const message = { video: this.id, generation, again, last, page, ...sample };
    this.#waiting++;
    const reply = await this.link.sample(message);
    this.#waiting--;
    if (reply) this.told(generation, reply);
    return reply !== null;
  }

  /** The worker was restarted and has lost the samples, or has the registry only now. */
  async #sendAll() {
    if (this.#resending) return;
    this.#resending = true;
    await (this.#clip.checked.length ? this.#sendChecked() : this.#sendSamples());
    this.#resending = false;
    if (this.video.ended) this.#ended();
  }

  /** One after another, until one fails. */
  async #sendSamples() {
    const { generation, samples } = this.#clip;
    for (const sample of [...samples]) {
      if (generation !== this.#clip.generation) break;
      if (!(await this.#deliver(sample, generation, false))) break;
    }
  }

  async #sendChecked() {
    const { generation, checked: frames } = this.#clip;
    const reply = await this.link.checked({ ...this.key, generation, frames });
    if (reply) this.told(generation, reply);
  }

  /**
   * @param {number} generation
   * @param {unknown} error
   */
  async #troubled(generation, error) {
    const kind = error instanceof UnreadableError ? "unreadable" : "error";
    if (kind === "error") console.warn("Reelmark:", error);
    this.#clip.tries++;
    this.#pace.told("settled", performance.now());
    await this.#trouble(generation, kind, null);
  }

  /**
   * @param {number} generation
   * @param {"unreadable" | "error"} kind
   * @param {import("../messages.js").Refusal | null} refused
   */
  async #trouble(generation, kind, refused) {
    const reply = await this.link.trouble({ ...this.key, generation, kind, refused });
    if (reply) this.told(generation, reply);
  }

  /** @param {string} name */
  #sourceChanged(name) {
    const another = this.#clip.becameAnother(this.video);
    if (another || (name !== "durationchange" && this.hasAsked)) this.#renew();
    this.plan();
  }

  #jumped() {
    const { currentTime, loop } = this.video;
    const far = Math.abs(currentTime - this.#lastTime) > JUMP_S;
    const seen = (loop && currentTime < LOOPED_S) || this.#clip.spans(currentTime * 1000);
    const addsUp = this.#clip.checked.length > 0 && this.#pace.want !== "found";
    if (!far || seen || addsUp || !this.hasAsked) return;
    this.#clip.renew(true);
    this.#pace.again();
    this.plan();
  }

  /** Another clip: what was shown is not about it. */
  #renew() {
    this.#cancel();
    this.#clip.renew(false);
    this.#pace.reset();
    this.label.forget();
    this.#unanswered = 0;
    if (this.#shown) this.mark.show(null);
    this.#shown = false;
  }

  /** @param {View} view */
  #show(view) {
    this.#shown = true;
    this.mark.show(view);
  }

  #cancel() {
    window.clearTimeout(this.#timer);
    if (this.#frame) this.video.cancelVideoFrameCallback(this.#frame);
    this.#timer = 0;
    this.#frame = 0;
  }
}
