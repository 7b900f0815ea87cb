/** Looks at a clip again without its overlays, then through the pictures within it (matching.md, section 9). */

import { PictureClip } from "./clip.js";
import { insets } from "./insets.js";
import { LAST_STAGE, MATCH_FRAMES, recognise } from "./recognise.js";

/** @typedef {import("./recognise.js").Result} Result */
/** @typedef {readonly (readonly [number, Uint8Array])[]} Planes ms from the first, and plane */

/** @typedef {{ view: number, clip: import("./clip.js").Clip }} View */

/** The last stage of insets other than the first. */
export const CENTRED_STAGE = 2;

/**
 * @param {number} view 0: the clip itself; 1: without its overlays; 2: its first inset
 * @returns {number} the last stage of a view
 */
export function lastStageOf(view) {
  return view <= 2 ? LAST_STAGE : CENTRED_STAGE;
}

/**
 * What else a clip can be looked at as, where that shows enough.
 * @param {import("./operators.js").Operators} operators
 * @param {PictureClip} clip made of the same samples
 * @param {Planes} planes
 * @returns {Generator<View>}
 */
export function* furtherViews(operators, clip, planes) {
  const bare = clip.withoutOverlays();
  if (bare && bare.rich >= MATCH_FRAMES) yield { view: 1, clip: bare };
  for (const [index, area] of insets(planes.map(([, plane]) => plane)).entries()) {
    const inset = PictureClip.ofArea(operators, planes, area);
    if (inset.rich >= MATCH_FRAMES) yield { view: index + 2, clip: inset };
  }
}

/**
 * Recognise a clip, or failing that the first of its further views that is. Where nothing matches,
 * the verdict is that on the clip itself, `not_enough_picture` if it is still, and the candidates
 * are those of the first view that has any.
 * @param {PictureClip} clip
 * @param {Iterable<View>} others furtherViews of the same samples
 * @param {import("./library.js").Library} library
 * @param {import("./background.js").Background} background
 * @returns {Result}
 */
export function recogniseViews(clip, others, library, background) {
  const first = recognise(clip, library, background);
  if (first.matches.length) return first;
  const verdict = clip.still ? "not_enough_picture" : first.verdict;
  let best = { ...first, verdict };
  for (const { view, clip: other } of others) {
    const found = recognise(other, library, background, lastStageOf(view), view);
    if (found.matches.length) return found;
    if (found.candidates.length && !best.candidates.length) {
      best = { ...found, verdict };
    }
  }
  return best;
}
