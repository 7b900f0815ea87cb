/** Looks at a clip again without its overlays, uncut, then at the pictures within it (matching.md, 9). */

import { WHOLE, even, isSame } from "./borders.js";
import { PictureClip } from "./clip.js";
import { insets } from "./insets.js";
import { holds } from "./place.js";
import { LAST_STAGE, MATCH_FRAMES, later, recognise, verdictOf } from "./recognise.js";

/** @typedef {import("./clip.js").Clip} Clip */
/** @typedef {import("./recognise.js").Result} Result */

/** @typedef {import("./operators.js").Operators} Operators */
/** @typedef {readonly (readonly [number, Uint8Array])[]} Planes ms from the first, and plane */

/**
 * The clip itself, 0, or what else it can be looked at as, to be searched up to a stage. `beginMs`:
 * when it begins in the clip. `free`: times in it that no stretch told so far holds; null: all.
 * @typedef {{
 *   view: number, clip: Clip, stage: number, beginMs: number, free: readonly number[] | null,
 * }} View
 */

/** @typedef {Pick<import("./place.js").Place, "clipStart" | "clipEnd">} Stretch of a view, in ms */

/**
 * Views in the order of the search, each made when asked for with the stretches that were found in
 * the one before.
 * @typedef {Generator<View, Answered | null | void, readonly Stretch[]>} Views
 */

/** @typedef {{ view: number, found: readonly Stretch[] }} Answered a view, and what it gave */

/** The last stage of further views: what was framed shows the work's middle. */
export const CENTRED_STAGE = 2;

/**
 * @param {number} view
 * @returns {number}
 */
export function lastStage(view) {
  return view <= 4 ? LAST_STAGE : CENTRED_STAGE;
}

/**
 * @param {Operators} operators
 * @param {Planes} planes
 * @returns {Generator<PictureClip>} the clip itself, without its overlays, uncut, with even bars, its insets,
 *   without a corner
 */
export function* pictures(operators, planes) {
  const clip = PictureClip.fromPlanes(operators, planes);
  yield clip;
  const nothing = new PictureClip(operators, []);
  const { overlay, corners } = clip.overlays();
  yield overlay ? clip.filled(overlay) : nothing;
  const cut = !isSame(clip.area, WHOLE);
  const uncut = cut ? PictureClip.ofArea(operators, planes, WHOLE) : clip;
  yield cut ? uncut : nothing;
  const alike = even(clip.area);
  yield isSame(clip.area, alike) ? nothing : PictureClip.ofArea(operators, planes, alike);
  for (const area of insets(planes.map(([, plane]) => plane))) {
    yield PictureClip.ofArea(operators, planes, area);
  }
  for (const corner of corners) yield clip.filled(corner);
  if (cut) for (const corner of uncut.overlays().corners) yield uncut.filled(corner);
}

/**
 * Views until one gives a match. Further ones are looked at after a full search alone, and only
 * where they show enough.
 * @param {Iterable<Clip>} clips the clip itself, then the others
 * @param {number} [stage] the last one to try
 * @returns {Generator<View, Answered | null, readonly Stretch[]>} in the end what matched
 */
export function* searched(clips, stage = LAST_STAGE) {
  let view = 0;
  for (const clip of clips) {
    if (view === 0 || clip.rich >= MATCH_FRAMES) {
      const last = view === 0 ? stage : lastStage(view);
      const found = yield { view, clip, stage: last, beginMs: 0, free: null };
      if (found.length) return { view, found };
    }
    if (stage < LAST_STAGE) break;
    view++;
  }
  return null;
}

/**
 * @param {View} view
 * @param {Stretch} stretch found in it
 * @returns {boolean} whether it explains what no stretch told so far does
 */
export function isNew({ free }, stretch) {
  return !free || free.filter((at) => holds(stretch, at)).length >= MATCH_FRAMES;
}

/**
 * Recognise the first view that matches, and what it leaves. Where none does, the verdict is that on
 * the clip itself, `not_enough_picture` if it is still, and the candidates are those of the first
 * view that has any.
 * @param {Views} views at least the clip itself
 * @param {import("./library.js").Library} library
 * @param {import("./background.js").Background} background
 * @returns {Result}
 */
export function recogniseViews(views, library, background) {
  const search = recognising(views, library, background);
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
  }
}

/**
 * The same in steps: after each view others may be let in.
 * @param {Views} views
 * @param {import("./library.js").Library} library
 * @param {import("./background.js").Background} background
 * @returns {Generator<void, Result>}
 */
export function* recognising(views, library, background) {
  /** @type {Result[]} */
  const tried = [];
  /** @type {import("./recognise.js").Match[]} */
  const matches = [];
  let itself = null;
  /** @type {readonly Stretch[]} */
  let stretches = [];
  for (;;) {
    const next = views.next(stretches);
    if (next.done) break;
    const { view, clip, stage, beginMs } = next.value;
    const result = recognise(clip, library, background, stage, view);
    const found = result.matches.filter(({ place }) => isNew(next.value, place));
    matches.push(...found.map((match) => later(match, beginMs)));
    stretches = found.map(({ place }) => place);
    tried.push(result);
    if (view === 0) itself = clip;
    yield;
  }
  const first = tried.find((result) => result.matches.length);
  if (first) return { ...first, verdict: verdictOf(matches), matches };
  const speaking = tried.find(({ candidates }) => candidates.length) ?? tried[0];
  const verdict = itself?.still ? "not_enough_picture" : tried[0].verdict;
  return { ...tried[0], verdict, candidates: speaking.candidates };
}
