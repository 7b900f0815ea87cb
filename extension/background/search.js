/** Searches the registry for a clip: here, or on the server when the viewer chose so. */

import { viewsOf } from "../../shared/js/samples.js";
import { CheckError } from "../checks.js";
import { core } from "./core.js";
import { OfflineError } from "./fetching.js";
import { matchHere } from "./local-match.js";
import { askServer } from "./server-match.js";
import { state } from "./state.js";

/** @typedef {import("./works.js").Finding} Finding */
/** @typedef {import("../../shared/js/views.js").Views} Views */

/**
 * Compare samples with the registry.
 * @param {[number, Uint8Array][]} samples ms from the first, and plane
 * @param {number} stage the last one to try
 * @returns {Promise<Finding>}
 */
export async function search(samples, stage) {
  const how = state.settings.serverMatch ? "server" : "local";
  try {
    const views = viewsOf((await core()).operators, samples, stage);
    return how === "server" ? await onServer(views) : await here(views);
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
 * @param {import("./registry.js").Registry} registry that holds nothing
 * @returns {Finding} why nothing can be compared
 */
export function withoutData({ problem }) {
  const refused = problem?.kind === "refused";
  return refused ? empty("refused", "local", problem.code) : empty("offline", "local");
}

/**
 * @param {Views} views
 * @returns {Promise<Finding>}
 */
async function onServer(views) {
  const { registry } = await core();
  const answer = await askServer(registry.server, views);
  if (!answer) return empty("not_enough_picture", "server");
  registry.learn(answer.dramas);
  return { state: answer.verdict, matches: answer.matches, how: "server", code: "" };
}

/**
 * @param {Views} views
 * @returns {Promise<Finding>}
 */
async function here(views) {
  const { registry } = await core();
  const { held } = registry;
  if (!held) return withoutData(registry);
  const { verdict, matches } = await matchHere(held, views);
  return { state: verdict, matches, how: "local", code: "" };
}
