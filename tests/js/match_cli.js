/**
 * Recognises clips as JSON from stdin to stdout, so that Python can compare (test_javascript.py):
 * {"entries": [{drama, edition, episode, track}], "clips": [[[ms, plane], …], …]}, tracks and
 * planes in base64, gives a list of results.
 */

import { readFileSync } from "node:fs";

import { createOperators } from "../../shared/js/fingerprint.js";
import { Library } from "../../shared/js/library.js";
import { viewsOf } from "../../shared/js/samples.js";
import { recogniseViews } from "../../shared/js/views.js";
import { readTrack } from "../../shared/js/track.js";
import { asJson } from "./matching-vectors.js";
import { operatorsJson, readShared } from "./vectors.js";

/**
 * @type {{
 *   entries: { drama: string, edition: string, episode: number, track: string }[],
 *   clips: [number, string][][],
 * }}
 */
const asked = JSON.parse(readFileSync(0, "utf8"));

/** @type {import("../../shared/js/background.js").Background} */
const background = readShared("matching/background.json");

const operators = createOperators(operatorsJson);
const episodes = asked.entries.map((one) => ({ ...one, track: readTrack(bytes(one.track)) }));
const library = new Library(
  episodes,
  episodes.reduce((sum, { track }) => sum + track.timesMs.length, 0),
);

const results = asked.clips.map((samples) => {
  /** @type {[number, Uint8Array][]} */
  const planes = samples.map(([at, plane]) => [at, bytes(plane)]);
  const found = recogniseViews(viewsOf(operators, planes), library, background);
  return { ...asJson(found), areas: found.matches.map(({ area }) => area) };
});
process.stdout.write(JSON.stringify(results));

/**
 * @param {string} text base64
 * @returns {Uint8Array}
 */
function bytes(text) {
  return new Uint8Array(Buffer.from(text, "base64"));
}
