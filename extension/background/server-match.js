/** Matching on the server, for viewers who chose it: hashes go out, never pictures. */

import { STAGES } from "../../shared/js/fingerprint.js";
import { LAST_STAGE } from "../../shared/js/recognise.js";
import { CENTRED_STAGE, lastStageOf } from "../../shared/js/views.js";
import { flag, list, object, oneOf } from "../checks.js";
import { checkMatch } from "../messages.js";
import { base64 } from "../content/picture.js";
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
 * Ask the server, stage by stage, until it has found something or `stage` is done; after a full
 * search in vain, about its other views.
 * @param {string} server
 * @param {import("../../shared/js/clip.js").PictureClip} clip
 * @param {import("./search.js").Views} others
 * @param {number} stage the last one
 * @returns {Promise<Answer | null>} null when no sample can be looked up
 */
export async function askServer(server, clip, others, stage) {
  const first = clip.timesMs.length ? await askAbout(server, clip, 0, 0, stage) : null;
  if (first?.matches.length || stage < LAST_STAGE) return first;
  for (const { view, clip: other } of others) {
    const answer = await askAbout(server, other, view, CENTRED_STAGE, lastStageOf(view));
    if (answer.matches.length) return answer;
  }
  return first && clip.still ? { ...first, verdict: "not_enough_picture" } : first;
}

/**
 * @param {string} server
 * @param {Clip} clip
 * @param {number} view
 * @param {number} from the stage to begin with: one request for what costs little
 * @param {number} to the last stage
 * @returns {Promise<Answer>}
 */
async function askAbout(server, clip, view, from, to) {
  for (let at = from; ; at++) {
    const frames = clip.timesMs.map((t_ms, frame) => ({
      t_ms,
      rich: frame < clip.rich, // only how many there are matters
      words: words(clip, frame, at),
    }));
    const body = JSON.stringify({ v: 1, stage: at, view, length_ms: clip.lengthMs, frames });
    const bytes = await read(`${server}/v1/match`, { most: ANSWER_BYTES, body });
    const answer = checkAnswer(JSON.parse(new TextDecoder().decode(bytes)), "answer");
    if (!answer.more || at === to) return answer;
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
