/** Matching in this browser, against the bundle it holds. */

import { recognising } from "../../shared/js/views.js";
import { GRID } from "../../shared/js/fingerprint.js";

/** @typedef {import("../../shared/js/recognise.js").Match} Found */
/** @typedef {import("../messages.js").Match} Match */

/**
 * @param {Pick<import("./registry.js").Held, "library" | "background">} held
 * @param {import("../../shared/js/views.js").Views} views
 * @returns {Promise<{ verdict: import("../../shared/js/recognise.js").Verdict, matches: Match[] }>}
 */
export async function matchHere({ library, background }, views) {
  const search = recognising(views, library, background);
  for (;;) {
    const step = search.next();
    if (step.done) return { verdict: step.value.verdict, matches: step.value.matches.map(tell) };
    await others();
  }
}

/** Lets waiting messages be answered: in 3 million frames a view may take a second. */
function others() {
  return new Promise((done) => setTimeout(done));
}

/**
 * A match as the server tells it too, and where in the frame it was seen.
 * @param {Found} found
 * @returns {Match}
 */
function tell({ entry, place, evidence, area }) {
  return {
    drama: entry.drama,
    edition_id: entry.edition,
    episode: entry.episode,
    start_s: place.start / 1000,
    end_s: place.end / 1000,
    start_uncertainty_s: place.uncertainty / 1000,
    clip_start_s: place.clipStart / 1000,
    clip_end_s: place.clipEnd / 1000,
    speed: place.speed,
    mirrored: place.window >= GRID,
    frames: evidence.frames,
    shots: evidence.shots,
    area,
  };
}
