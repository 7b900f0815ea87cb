/** Looks at a clip, then at what its matches leave (matching.md, section 10). */

import { PictureClip } from "./clip.js";
import { holds, moved } from "./place.js";
import { LEAST_REST } from "./recognise.js";
import { lastStage, pictures, searched } from "./views.js";

/** @typedef {import("./operators.js").Operators} Operators */
/** @typedef {import("./views.js").Planes} Planes */
/** @typedef {import("./views.js").Stretch} Stretch */
/** @typedef {import("./views.js").Views} Views */

/** Of the 16 samples of a look, fewer runs can be left beside a match. */
const RESTS = 4;

/** Samples by which a run may be longer or shorter at an end. */
const BESIDE = 2;

/**
 * @param {Operators} operators
 * @param {Planes} planes
 * @param {number} [stage] the last one to try
 * @returns {Views}
 */
export function* viewsOf(operators, planes, stage) {
  const answered = yield* searched(pictures(operators, planes), stage);
  if (answered) yield* restOf(operators, planes, stage, answered);
}

/**
 * What matches leave, each run of samples as a clip of its own, numbered on from what matched.
 * @param {Operators} operators
 * @param {Planes} planes
 * @param {number | undefined} stage
 * @param {import("./views.js").Answered} answered
 * @returns {Views}
 */
function* restOf(operators, planes, stage = Infinity, { view: matched, found: first }) {
  const told = [...first];
  const left = runsLeft(planes, first);
  for (let rest = 1; left.length && rest <= RESTS; rest++) {
    const [run] = left.splice(0, 1);
    const [[beginMs]] = run;
    const alone = run.map(([at, plane]) => /** @type {const} */ ([at - beginMs, plane]));
    const clip = PictureClip.fromPlanes(operators, alone);
    const view = matched + rest;
    const times = run.map(([at]) => at).filter((at) => !told.some((one) => holds(one, at)));
    const free = times.map((at) => at - beginMs);
    const found = yield { view, clip, stage: Math.min(stage, lastStage(view)), beginMs, free };
    const more = found.map((stretch) => moved(stretch, beginMs));
    told.push(...more);
    left.push(...runsLeft(run, more));
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
  const runs = [];
  for (let begin = 0, end = 0; end < planes.length; begin = end) {
    while (end < planes.length && left[end] === left[begin]) end++;
    if (!left[begin] || end - begin < LEAST_REST) continue;
    runs.push(planes.slice(cutNear(planes, begin), cutNear(planes, end)));
  }
  return runs.filter(({ length }) => length >= LEAST_REST);
}

/**
 * Where a run begins or ends: stretches end between stored frames, but works at cuts.
 * @param {Planes} planes
 * @param {number} at where the stretch ends
 * @returns {number} the sample that the greatest step near there leads to, the nearest of equals
 */
function cutNear(planes, at) {
  if (at === 0 || at === planes.length) return at;
  const near = [at];
  for (let away = 1; away <= BESIDE; away++) near.push(at - away, at + away);
  const inside = near.filter((i) => i > 0 && i < planes.length);
  const steps = inside.map((i) => step(planes[i][1], planes[i - 1][1]));
  return inside[steps.indexOf(Math.max(...steps))];
}

/**
 * @param {Uint8Array} plane
 * @param {Uint8Array} other
 * @returns {number} how much they differ
 */
function step(plane, other) {
  return plane.reduce((sum, value, i) => sum + Math.abs(value - other[i]), 0);
}
