/** Looks at a clip again through the pictures within it (matching.md, section 9). */

import { PictureClip } from "./clip.js";
import { insets } from "./insets.js";
import { LAST_STAGE, MATCH_FRAMES, recognise } from "./recognise.js";

/** @typedef {import("./recognise.js").Result} Result */
/** @typedef {readonly (readonly [number, Uint8Array])[]} Planes ms from the first, and plane */

/** The last stage of insets other than the first. */
export const CENTRED_STAGE = 2;

/**
 * @param {number} view 0: the clip itself; 1: its first inset
 * @returns {number} the last stage of a view
 */
export function lastStageOf(view) {
  return view <= 1 ? LAST_STAGE : CENTRED_STAGE;
}

/**
 * The insets of a clip that show enough to be looked up, with the number of their view.
 * @param {import("./operators.js").Operators} operators
 * @param {Planes} planes
 * @returns {Generator<{ view: number, clip: PictureClip }>}
 */
export function* insetsOf(operators, planes) {
  for (const [index, area] of insets(planes.map(([, plane]) => plane)).entries()) {
    const clip = PictureClip.ofArea(operators, planes, area);
    if (clip.rich >= MATCH_FRAMES) yield { view: index + 1, clip };
  }
}

/**
 * Recognise a clip, or failing that the first of its insets that is. Where nothing matches, the
 * verdict is that on the clip itself, and the candidates are those of the first view that has any.
 * @param {import("./clip.js").Clip} clip
 * @param {Iterable<{ view: number, clip: import("./clip.js").Clip }>} others insetsOf the same samples
 * @param {import("./library.js").Library} library
 * @param {import("./background.js").Background} background
 * @returns {Result}
 */
export function recogniseViews(clip, others, library, background) {
  const first = recognise(clip, library, background);
  if (first.matches.length) return first;
  let best = first;
  for (const { view, clip: inset } of others) {
    const found = recognise(inset, library, background, lastStageOf(view), view);
    if (found.matches.length) return found;
    if (found.candidates.length && !best.candidates.length) {
      best = { ...found, verdict: first.verdict };
    }
  }
  return best;
}
