/** Reads shared/vectors/matching.json, and makes clips and libraries of what it holds. */

import { PictureClip } from "../../shared/js/clip.js";
import { createOperators } from "../../shared/js/fingerprint.js";
import { Library } from "../../shared/js/library.js";
import { draw, Lcg } from "./pictures.js";
import { operatorsJson, readShared } from "./vectors.js";

/** @typedef {import("../../shared/js/clip.js").Clip} Clip */
/** @typedef {import("../../shared/js/recognise.js").Result} Result */
/** @typedef {[string, string]} Words pHash and detail word, hexadecimal */

/**
 * @typedef {{
 *   drama: string, edition: string, episode: number,
 *   times_ms: number[], hashes: string[], details: string[], last_ms: number,
 * }} EntryJson
 * @typedef {{ at_ms: number, seed: number, words: Record<string, Words> }} SampleJson
 * @typedef {{ at_ms: number, picture: import("./pictures.js").Recipe }} PictureJson
 * @typedef {{ length_ms: number, rich: number, still: boolean, samples: SampleJson[],
 * }} WordsJson
 * @typedef {{
 *   drama: string, edition: string, episode: number, log10_e: number, shots: number,
 *   frames: number, start: number, end: number, uncertainty: number, speed: number,
 *   window: number, bits: number, clip_start: number, clip_end: number,
 * }} MatchJson
 * @typedef {{
 *   verdict: string, stage: number, settled: boolean, matches: MatchJson[],
 *   candidates: MatchJson[], view: number,
 * }} ResultJson
 * @typedef {{
 *   name: string, library: string, background: string, last_stage: number,
 *   clip: WordsJson | { pictures: PictureJson[] }, expected: ResultJson,
 * }} Case
 * @typedef {{
 *   name: string, library: string, background: string, views: Case["clip"][], expected: ResultJson,
 * }} ViewsCase
 */

/**
 * @type {{
 *   speeds: number[],
 *   backgrounds: Record<string, import("../../shared/js/background.js").Background>,
 *   libraries: Record<string, EntryJson[]>,
 *   cases: Case[],
 *   views: ViewsCase[],
 *   left: {
 *     name: string, samples: [number, number][], stretches: [number, number][], runs: number[][],
 *   }[],
 * }}
 */
export const vectors = readShared("vectors/matching.json");

const WINDOWS = 512;
const operators = createOperators(operatorsJson);

/**
 * A clip of which only the words are known.
 * @implements {Clip}
 */
class WordClip {
  /** @type {Uint32Array[]} */
  #words;

  /** @param {WordsJson} json */
  constructor({ length_ms, rich, still, samples }) {
    this.lengthMs = length_ms;
    this.rich = rich;
    this.still = still;
    /** @type {Clip["area"]} */
    this.area = null;
    this.timesMs = samples.map(({ at_ms }) => at_ms);
    this.#words = samples.map(fill);
  }

  /** @type {Clip["hashes"]} */
  hashes(frame, windows) {
    return this.#chosen(frame, windows, 0);
  }

  /** @type {Clip["details"]} */
  details(frame, windows) {
    return this.#chosen(frame, windows, 2);
  }

  /**
   * @param {number} frame
   * @param {ArrayLike<number>} windows
   * @param {number} place of the pair in the four halves of a window
   * @returns {Uint32Array}
   */
  #chosen(frame, windows, place) {
    const words = this.#words[frame];
    return Uint32Array.from(
      Array.from(windows).flatMap((id) => [words[4 * id + place], words[4 * id + place + 1]]),
    );
  }
}

/**
 * The words of all windows: those given, the others from the generator.
 * @param {SampleJson} sample
 * @returns {Uint32Array} four halves a window: pHash, detail word
 */
function fill({ seed, words }) {
  const lcg = new Lcg(seed);
  const halves = Uint32Array.from({ length: 4 * WINDOWS }, () => drawHalf(lcg));
  for (const [id, given] of Object.entries(words)) halves.set(pairs(given), 4 * Number(id));
  return halves;
}

/**
 * @param {Lcg} lcg
 * @returns {number}
 */
function drawHalf(lcg) {
  const high = lcg.below(65536);
  return high * 65536 + lcg.below(65536);
}

/**
 * @param {readonly string[]} words 16 hexadecimal digits each
 * @returns {Uint32Array} pairs [high, low]
 */
export function pairs(words) {
  const halves = words.flatMap((word) => [word.slice(0, 8), word.slice(8)]);
  return Uint32Array.from(halves, (digits) => parseInt(digits, 16));
}

/**
 * @param {readonly EntryJson[]} entries
 * @returns {Library}
 */
export function library(entries) {
  const episodes = entries.map(
    ({ drama, edition, episode, times_ms, hashes, details, last_ms }) => {
      const timesMs = Uint32Array.from(times_ms);
      const words = { hashes: pairs(hashes), details: pairs(details) };
      return { drama, edition, episode, track: { timesMs, ...words, durationMs: last_ms } };
    },
  );
  return new Library(episodes, entries.flatMap(({ times_ms }) => times_ms).length);
}

/**
 * @param {Case["clip"]} json
 * @returns {Clip}
 */
export function clip(json) {
  if ("samples" in json) return new WordClip(json);
  return new PictureClip(
    operators,
    json.pictures.map(({ at_ms, picture }) => [at_ms, draw(picture)]),
  );
}

/**
 * @param {Result} result
 * @returns {ResultJson}
 */
export function asJson({ matches, candidates, ...rest }) {
  return { ...rest, matches: matches.map(matchAsJson), candidates: candidates.map(matchAsJson) };
}

/**
 * @param {import("../../shared/js/recognise.js").Match} match
 * @returns {MatchJson}
 */
function matchAsJson({ entry, place, evidence }) {
  return {
    drama: entry.drama,
    edition: entry.edition,
    episode: entry.episode,
    log10_e: evidence.log10E,
    shots: evidence.shots,
    frames: evidence.frames,
    start: place.start,
    end: place.end,
    uncertainty: place.uncertainty,
    speed: place.speed,
    window: place.window,
    bits: place.bits,
    clip_start: place.clipStart,
    clip_end: place.clipEnd,
  };
}
