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

/**
 * Ask the server about one view after another, until one matches; where none does, its answer is
 * that on the clip itself.
 * @param {string} server
 * @param {Iterable<import("../../shared/js/views.js").View>} views
 * @returns {Promise<(Answer & { matches: import("../messages.js").Match[] }) | null>} null when no sample can be looked up
 */
export async function askServer(server, views) {
  let first = null;
  for (const each of views) {
    if (!each.clip.timesMs.length) continue;
    const answer = await askAbout(server, each);
    const matches = answer.matches.map((match) => ({ ...match, area: each.clip.area }));
    if (matches.length) return { ...answer, matches };
    if (each.view === 0) first = { ...answer, verdict: verdictOf(answer, each.clip), matches };
  }
  return first;
}

/**
 * @param {Answer} answer without a match
 * @param {Clip} clip of which the server saw no picture
 * @returns {Answer["verdict"]}
 */
function verdictOf({ verdict }, clip) {
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
