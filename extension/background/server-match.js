/** Matching on the server, for viewers who chose it: hashes go out, never pictures. */

import { STAGES } from "../../shared/js/fingerprint.js";
import { CENTRED_STAGE } from "../../shared/js/views.js";
import { flag, list, object, oneOf } from "../checks.js";
import { checkMatch } from "../messages.js";
import { base64 } from "../content/picture.js";
import { MOST_USABLE } from "./look.js";
import { checkRecord } from "./records.js";
import { read } from "./fetching.js";

/** Answers are at most this long. */
const ANSWER_BYTES = 2_000_000;

/** @typedef {import("../../shared/js/clip.js").Clip} Clip */

export const checkAnswer = object({
  verdict: oneOf(["match", "several", "no_match", "not_enough_picture"]),
  more: flag,
  matches: list(checkMatch, 200),
  dramas: list(checkRecord, 200),
});

/** @typedef {ReturnType<typeof checkAnswer>} Answer */
/** @typedef {import("../messages.js").Match} Match */
/** @typedef {{ verdict: Answer["verdict"], matches: Match[], dramas: Answer["dramas"] }} Told */

/**
 * Ask the server about one view after another, until one matches, then about what it leaves; where
 * none does, its answer is that on the clip itself.
 * @param {string} server
 * @param {import("../../shared/js/views.js").Views} views
 * @returns {Promise<Told | null>} null when no sample can be looked up
 */
export async function askServer(server, views) {
  /** @type {Told | null} */
  let itself = null;
  /** @type {Match[]} */
  const matches = [];
  /** @type {Answer["dramas"]} */
  const dramas = [];
  /** @type {readonly import("../../shared/js/views.js").Stretch[]} */
  let stretches = [];
  for (;;) {
    const next = views.next(stretches);
    if (next.done) break;
    stretches = [];
    const { view, clip, beginMs } = next.value;
    if (!clip.timesMs.length) continue;
    const answer = await askAbout(server, next.value);
    stretches = answer.matches.map(stretchOf);
    matches.push(...answer.matches.map((match) => placed(match, clip, beginMs)));
    dramas.push(...answer.dramas);
    if (view === 0) itself = { verdict: verdictAlone(answer, clip), matches: [], dramas };
  }
  if (!matches.length) return itself;
  const several = new Set(matches.map(({ drama }) => drama)).size > 1;
  return { verdict: several ? "several" : "match", matches, dramas };
}

/**
 * @param {Answer["matches"][number]} match
 * @returns {import("../../shared/js/views.js").Stretch}
 */
function stretchOf({ clip_start_s, clip_end_s }) {
  return { clipStart: Math.round(clip_start_s * 1000), clipEnd: Math.round(clip_end_s * 1000) };
}

/**
 * @param {Answer["matches"][number]} match in a view
 * @param {Clip} clip the view
 * @param {number} beginMs when it begins in the clip
 * @returns {Match} in the clip
 */
function placed(match, { area }, beginMs) {
  const [clip_start_s, clip_end_s] = [match.clip_start_s, match.clip_end_s].map(
    (at) => at + beginMs / 1000,
  );
  return { ...match, clip_start_s, clip_end_s, area };
}

/**
 * @param {Answer} answer without a match
 * @param {Clip} clip of which the server saw no picture
 * @returns {Answer["verdict"]}
 */
function verdictAlone({ verdict }, clip) {
  return clip.still ? "not_enough_picture" : verdict;
}

/**
 * Stage by stage; of a further view at first all that costs little, since most have nothing to find.
 * @param {string} server
 * @param {import("../../shared/js/views.js").View} view
 * @returns {Promise<Answer>}
 */
async function askAbout(server, { view, clip, stage }) {
  // Of a further view more samples may be usable than of the clip itself, which Look counts.
  const times = clip.timesMs.slice(0, MOST_USABLE);
  for (let at = view ? CENTRED_STAGE : 0; ; at++) {
    const frames = times.map((t_ms, frame) => ({
      t_ms,
      rich: frame < clip.rich, // only how many there are matters
      words: words(clip, frame, at),
    }));
    const body = JSON.stringify({ v: 1, stage: at, view, length_ms: clip.lengthMs, frames });
    const bytes = await read(`${server}/v1/match`, { most: ANSWER_BYTES, body });
    const answer = checkAnswer(JSON.parse(new TextDecoder().decode(bytes)), "answer");
    if (!answer.more || at === stage) return answer;
  }
}

/**
 * pHash and detail word of the windows of stages 0 to `stage`, 16 bytes each, big-endian.
 * @param {Clip} clip
 * @param {number} frame
 * @param {number} stage
 * @returns {string} base64
 */
function words(clip, frame, stage) {
  const ids = STAGES.slice(0, stage + 1).flat();
  const [hashes, details] = [clip.hashes(frame, ids), clip.details(frame, ids)];
  const view = new DataView(new ArrayBuffer(16 * ids.length));
  for (let i = 0; i < ids.length; i++) {
    view.setUint32(16 * i, hashes[2 * i]);
    view.setUint32(16 * i + 4, hashes[2 * i + 1]);
    view.setUint32(16 * i + 8, details[2 * i]);
    view.setUint32(16 * i + 12, details[2 * i + 1]);
  }
  return base64(new Uint8Array(view.buffer));
}
