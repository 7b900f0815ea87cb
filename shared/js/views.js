/** Looks at a clip as a whole, within it, and at what matches leave (matching.md, 9 and 10). */

import { WHOLE } from "./borders.js";
import { PictureClip } from "./clip.js";
import { insets } from "./insets.js";
import { holds } from "./place.js";
import { LAST_STAGE, LEAST_REST, MATCH_FRAMES, later, recognise, verdictOf } from "./recognise.js";

/** @typedef {import("./clip.js").Clip} Clip */
/** @typedef {import("./recognise.js").Result} Result */

/** @typedef {import("./operators.js").Operators} Operators */
/** @typedef {readonly (readonly [number, Uint8Array])[]} Planes ms from the first, and plane */

/**
 * The clip itself, 0, or what else it can be looked at as, to be searched up to a stage; `beginMs`:
 * when it begins in the clip.
 * @typedef {{ view: number, clip: Clip, stage: number, beginMs: number }} View
 */

/** @typedef {Pick<import("./place.js").Place, "clipStart" | "clipEnd">} Stretch of a view, in ms */

/**
 * Views in the order of the search, each made when asked for with the stretches that were found in
 * the one before.
 * @typedef {Generator<View, Answered | null | void, readonly Stretch[]>} Views
 */

/** @typedef {{ view: number, found: readonly Stretch[] }} Answered a view, and what it gave */

/** The last stage of insets other than the first. */
export const CENTRED_STAGE = 2;

const MAX_VIEW = 20;

/** Samples by which a run of what is left may be longer or shorter at an end. */
const BESIDE = 2;

/**
 * @param {Operators} operators
 * @param {Planes} planes
 * @param {number} [stage] the last one to try
 * @returns {Views}
 */
export function* viewsOf(operators, planes, stage = LAST_STAGE) {
  const answered = yield* searched(pictures(operators, planes), stage);
  if (answered && stage === LAST_STAGE) yield* restOf(operators, planes, answered);
}

/**
 * What matches leave, each run of samples as a clip of its own.
 * @param {Operators} operators
 * @param {Planes} planes
 * @param {Answered} answered
 * @returns {Views}
 */
function* restOf(operators, planes, { view, found: first }) {
  const left = runsLeft(planes, first);
  for (let run = left.shift(); run && view < MAX_VIEW; run = left.shift()) {
    view++;
    const [[beginMs]] = run;
    const clip = PictureClip.fromPlanes(
      operators,
      run.map(([at, plane]) => [at - beginMs, plane]),
    );
    const found = yield { view, clip, stage: lastStage(view), beginMs };
    left.push(...runsLeft(run, found.map((stretch) => moved(stretch, beginMs))));
  }
}

/**
 * The unbroken runs of samples in none of the stretches found, if any was; the longer ones, from cut
 * to cut.
 * @param {Planes} planes
 * @param {readonly Stretch[]} found
 * @returns {Planes[]}
 */
export function runsLeft(planes, found) {
  if (!found.length) return [];
  const left = planes.map(([at]) => !found.some((stretch) => holds(stretch, at)));
  const steps = planes.slice(1).map(([, plane], i) => step(plane, planes[i][1]));
  const runs = [];
  for (let begin = 0, end = 0; end < planes.length; begin = end) {
    while (end < planes.length && left[end] === left[begin]) end++;
    const whole = planes.slice(cutNear(steps, begin), cutNear(steps, end));
    if (left[begin] && Math.min(end - begin, whole.length) >= LEAST_REST) runs.push(whole);
  }
  return runs;
}

/**
 * @param {Uint8Array} plane
 * @param {Uint8Array} other
 * @returns {number} how much they differ
 */
function step(plane, other) {
  return plane.reduce((sum, value, i) => sum + Math.abs(value - other[i]), 0);
}

/**
 * Where a run of what is left begins or ends: stretches end between stored frames, but works at cuts.
 * @param {readonly number[]} steps from each sample to the next
 * @param {number} at where the stretch ends
 * @returns {number} the sample that the greatest step near there leads to, the nearest of equals
 */
function cutNear(steps, at) {
  if (at === 0 || at > steps.length) return at;
  let best = at;
  for (let away = 1; away <= BESIDE; away++) {
    for (const i of [at - away, at + away]) {
      if (i >= 1 && i <= steps.length && steps[i - 1] > steps[best - 1]) best = i;
    }
  }
  return best;
}

/**
 * @param {number} view
 * @returns {number}
 */
function lastStage(view) {
  return view <= 3 ? LAST_STAGE : CENTRED_STAGE;
}

/**
 * @param {Operators} operators
 * @param {Planes} planes
 * @returns {Generator<PictureClip>} the clip itself, without its overlays, uncut, its insets, without a corner
 */
function* pictures(operators, planes) {
  const clip = PictureClip.fromPlanes(operators, planes);
  yield clip;
  const nothing = new PictureClip(operators, []);
  const { overlay, corners } = clip.overlays();
  yield overlay ? clip.filled(overlay) : nothing;
  const cut = JSON.stringify(clip.area) !== JSON.stringify(WHOLE);
  const uncut = cut ? PictureClip.ofArea(operators, planes, WHOLE) : clip;
  yield cut ? uncut : nothing;
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
      const found = yield { view, clip, stage: last, beginMs: 0 };
      if (found.length) return { view, found };
    }
    if (stage < LAST_STAGE) break;
    view++;
  }
  return null;
}

/**
 * @param {Stretch} stretch
 * @param {number} byMs
 * @returns {Stretch} the same in a longer clip that begins so much earlier
 */
export function moved({ clipStart, clipEnd }, byMs) {
  return { clipStart: clipStart + byMs, clipEnd: clipEnd + byMs };
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
    matches.push(...result.matches.map((match) => later(match, beginMs)));
    stretches = result.matches.map(({ place }) => place);
    tried.push(result);
    if (view === 0) itself = clip;
  }
  const first = tried.find((result) => result.matches.length);
  if (first) return { ...first, verdict: verdictOf(matches), matches };
  const speaking = tried.find(({ candidates }) => candidates.length) ?? tried[0];
  const verdict = itself?.still ? "not_enough_picture" : tried[0].verdict;
  return { ...tried[0], verdict, candidates: speaking.candidates };
}
