/** Looks at a clip again without its overlays, then at the pictures within it (matching.md, 9). */

import { PictureClip } from "./clip.js";
import { insets } from "./insets.js";
import { LAST_STAGE, MATCH_FRAMES, recognise } from "./recognise.js";

/** @typedef {import("./clip.js").Clip} Clip */
/** @typedef {import("./recognise.js").Result} Result */

/**
 * The clip itself, 0, or what else it can be looked at as, to be searched up to a stage.
 * @typedef {{ view: number, clip: Clip, stage: number }} View
 */

/** The last stage of insets other than the first. */
export const CENTRED_STAGE = 2;

/**
 * The views of a clip in the order of the search, each made when asked for.
 * @param {import("./operators.js").Operators} operators
 * @param {readonly (readonly [number, Uint8Array])[]} planes ms from the first, and plane
 * @param {number} [stage] the last one to try
 * @returns {Generator<View>}
 */
export function viewsOf(operators, planes, stage) {
  return searched(pictures(operators, planes), stage);
}

/**
 * @param {import("./operators.js").Operators} operators
 * @param {readonly (readonly [number, Uint8Array])[]} planes
 * @returns {Generator<PictureClip>} the clip itself, without its overlays, its insets, without a corner
 */
function* pictures(operators, planes) {
  const clip = PictureClip.fromPlanes(operators, planes);
  yield clip;
  const { overlay, corners } = clip.overlays();
  yield overlay ? clip.filled(overlay) : new PictureClip(operators, []);
  for (const area of insets(planes.map(([, plane]) => plane))) {
    yield PictureClip.ofArea(operators, planes, area);
  }
  for (const corner of corners) yield clip.filled(corner);
}

/**
 * Further views are looked at after a full search alone, and only where they show enough.
 * @param {Iterable<Clip>} clips the clip itself, then the others
 * @param {number} [stage] the last one to try
 * @returns {Generator<View>}
 */
export function* searched(clips, stage = LAST_STAGE) {
  let view = 0;
  for (const clip of clips) {
    if (view === 0) yield { view, clip, stage };
    else if (clip.rich >= MATCH_FRAMES) {
      yield { view, clip, stage: view <= 2 ? LAST_STAGE : CENTRED_STAGE };
    }
    if (stage < LAST_STAGE) return;
    view++;
  }
}

/**
 * Recognise the first view that matches. Where none does, the verdict is that on the clip itself,
 * `not_enough_picture` if it is still, and the candidates are those of the first view that has any.
 * @param {Iterable<View>} views at least the clip itself
 * @param {import("./library.js").Library} library
 * @param {import("./background.js").Background} background
 * @returns {Result}
 */
export function recogniseViews(views, library, background) {
  /** @type {Result[]} */
  const tried = [];
  let itself = null;
  for (const { view, clip, stage } of views) {
    const found = recognise(clip, library, background, stage, view);
    if (found.matches.length) return found;
    tried.push(found);
    if (view === 0) itself = clip;
  }
  const speaking = tried.find(({ candidates }) => candidates.length) ?? tried[0];
  const verdict = itself?.still ? "not_enough_picture" : tried[0].verdict;
  return { ...tried[0], verdict, candidates: speaking.candidates };
}
