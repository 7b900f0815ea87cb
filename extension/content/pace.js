/** When the next frame of a clip is read. */

/** Four samples a second, as matching was measured with. */
export const SAMPLE_MS = 250;

/** Reading may take this share of the main thread: 8K video is sampled less often… */
const SHARE = 1 / 30;

/** …but not so seldom that there is never a verdict. */
const LONGEST_SAMPLE_MS = 1500;

/** While resting, how often the picture is compared with those searched: soon after a find, since
 * what was named must not stay on other footage; seldom without one. */
const PROBE_MS = { found: 1000, fruitless: 2000 };

/** After so long what was named is looked at again, though the picture seems the same: the end of
 * the look may have shown the beginning of something else, like which the rest is. */
const DOUBT_MS = 15_000;

/** Pauses between looks at an unknown clip: 10 s, doubling, at most 160 s. */
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 160_000;

/** Probes in a row that must show something new where nothing was found: one may be a flash. */
const NEW_PROBES = 2;

/** @typedef {import("../messages.js").Want} Want */

/** Decides from what a clip's sender was told, and from what reading costs. */
export class Pace {
  /** @type {Want} */
  want = "more";

  #costMs = 0;
  #looks = 0;
  #restingSince = 0;
  #newProbes = 0;

  /** Another clip: nothing learnt holds. */
  reset() {
    this.want = "more";
    this.#looks = 0;
    this.#newProbes = 0;
  }

  /**
   * @param {Want} want
   * @param {number} now ms
   */
  told(want, now) {
    const before = this.want;
    this.want = want;
    if (want === before || !this.resting) return;
    this.#restingSince = now;
    this.#newProbes = 0;
    if (want === "fruitless") this.#looks++;
  }

  /** @param {number} ms what reading one frame took; the mean of the last few counts */
  cost(ms) {
    this.#costMs = this.#costMs === 0 ? ms : 0.7 * this.#costMs + 0.3 * ms;
  }

  /** @returns {"found" | "fruitless" | null} why only probes are read */
  get resting() {
    return this.want === "found" || this.want === "fruitless" ? this.want : null;
  }

  /** @returns {number | null} ms until the next frame should be read; null: not at all */
  get pause() {
    if (this.want === "settled" || this.want === "wait") return null;
    const least = this.resting ? PROBE_MS[this.resting] : SAMPLE_MS;
    return Math.max(least, Math.min(LONGEST_SAMPLE_MS, this.#costMs / SHARE));
  }

  /**
   * Count a probe.
   * @param {boolean} isNew it shows something else than what was searched
   * @param {number} now ms
   * @returns {boolean} whether it is time for a new look
   */
  probe(isNew, now) {
    const rested = now - this.#restingSince;
    if (this.want === "found") return isNew || rested >= DOUBT_MS;
    this.#newProbes = isNew ? this.#newProbes + 1 : 0;
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#looks - 1));
    return this.#newProbes >= NEW_PROBES && rested >= pause;
  }

  /** Look again at the same clip. */
  again() {
    this.want = "more";
    this.#newProbes = 0;
  }
}
