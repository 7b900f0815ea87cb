/** Searches the registry for a clip: here, or on the server when the viewer chose so. */

import { PictureClip } from "../../shared/js/clip.js";
import { furtherViews } from "../../shared/js/views.js";
import { CheckError } from "../checks.js";
import { core } from "./core.js";
import { OfflineError } from "./fetching.js";
import { matchHere } from "./local-match.js";
import { askServer } from "./server-match.js";
import { state } from "./state.js";

/** @typedef {import("./view.js").Finding} Finding */
/** @typedef {ReturnType<typeof furtherViews>} Views */

/**
 * Compare samples with the registry.
 * @param {[number, Uint8Array][]} samples ms from the first, and plane
 * @param {number} stage the last one to try
 * @returns {Promise<Finding>}
 */
export async function search(samples, stage) {
  const how = state.settings.serverMatch ? "server" : "local";
  try {
    const { operators } = await core();
    const clip = PictureClip.fromPlanes(operators, samples);
    const others = furtherViews(operators, clip, samples);
    return how === "server" ? await onServer(clip, others, stage) : await here(clip, others, stage);
  } catch (error) {
    if (error instanceof OfflineError) return empty("offline", how);
    if (!(error instanceof CheckError || error instanceof SyntaxError)) throw error;
    console.warn(`Reelmark: the server's answer cannot be used: ${error.message}`);
    return empty("error", how);
  }
}

/**
 * @param {Finding["state"]} word
 * @param {Finding["how"]} how
 * @param {string} [code]
 * @returns {Finding}
 */
export function empty(word, how, code = "") {
  return { state: word, matches: [], how, code };
}

/**
 * @param {PictureClip} clip
 * @param {Views} others
 * @param {number} stage
 * @returns {Promise<Finding>}
 */
async function onServer(clip, others, stage) {
  const { registry } = await core();
  const answer = await askServer(registry.server, clip, others, stage);
  if (!answer) return empty("not_enough_picture", "server");
  registry.learn(answer.dramas);
  return { state: answer.verdict, matches: answer.matches, how: "server", code: "" };
}

/**
 * @param {PictureClip} clip
 * @param {Views} others
 * @param {number} stage
 * @returns {Promise<Finding>}
 */
async function here(clip, others, stage) {
  const { registry } = await core();
  const { held, problem } = registry;
  if (!held) {
    const refused = problem?.kind === "refused";
    return refused ? empty("refused", "local", problem.code) : empty("offline", "local");
  }
  const { verdict, matches } = matchHere(held, clip, others, stage);
  return { state: verdict, matches, how: "local", code: "" };
}
