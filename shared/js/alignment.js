/** Finds where in an episode a clip lies: one speed and one offset (matching.md, section 3). */

/** Speeds tried after the normal one; the digits are those of the page. */
const OTHER_SPEEDS = [
  0.75, 0.768798158974406, 0.7880674789899146, 0.8078197693267302,
  0.8280671352553592, 0.8488219854553742, 0.870097039620122, 0.8919053362520408,
  0.9142602406533565, 0.9371754531170637, 0.9606650173232044, 0.9847433289455938,
  1.009425144474267, 1.0347255902590538, 1.0606601717798214, 1.0872447831490715,
  1.1144957168527112, 1.1424296737349668, 1.1710637732335654, 1.2004155638714482,
  1.2305030340114569, 1.2613446228805718, 1.2929592318704666, 1.3253662361213023,
  1.35858549639586, 1.3926373712512887, 1.4275427295159293, 1.4633229630788598,
  1.5,
];

/** Speeds tried, the normal one first. */
export const SPEEDS = [1, ...OTHER_SPEEDS];

/** Hits whose places differ by no more than this agree, in ms. */
export const TOLERANCE_MS = 500;

/** The heaviest hits of one episode that are looked at. */
const MAX_HITS = 256;

/** A speed replaces another when its score is greater by more than what rounding makes. */
const ROUNDING = 1e-9;

/**
 * A sample that resembles a stored frame: their numbers, the window, the two times, the weight.
 * @typedef {{
 *   frame: number, stored: number, window: number,
 *   clipMs: number, episodeMs: number, weight: number,
 * }} Hit
 */

/**
 * Episode time = offset + speed × clip time, the hits that agree, in order of weight, and the clip
 * times of the first and the last of them.
 * @typedef {{
 *   speed: number, offsetMs: number, hits: Hit[], span: readonly [number, number],
 * }} Alignment
 */

/**
 * The heaviest sets of hits of one episode that lie on a line: at normal speed, at any speed.
 * @param {readonly Hit[]} hits at least one
 * @returns {Alignment[]} both, or one when it is the same
 */
export function align(hits) {
  const heaviest = [...hits].sort(byWeight).slice(0, MAX_HITS);
  const normal = alignAt(heaviest, 1);
  let best = normal;
  for (const speed of OTHER_SPEEDS) {
    const found = alignAt(heaviest, speed);
    if (totalOfHeaviest(found.hits) > totalOfHeaviest(best.hits) + ROUNDING) best = found;
  }
  return best === normal ? [normal] : [normal, best];
}

/**
 * The sum over the samples of the heaviest hit's weight.
 * @param {readonly Hit[]} hits
 * @returns {number}
 */
export function totalOfHeaviest(hits) {
  /** @type {Map<number, number>} */
  const best = new Map();
  for (const { frame, weight } of hits) best.set(frame, Math.max(best.get(frame) ?? 0, weight));
  let total = 0;
  for (const weight of best.values()) total += weight;
  return total;
}

/**
 * The heaviest first; of equals the earliest sample, then the lowest stored frame.
 * @param {Hit} a
 * @param {Hit} b
 * @returns {number}
 */
function byWeight(a, b) {
  return b.weight - a.weight || a.frame - b.frame || a.stored - b.stored;
}

/**
 * @param {readonly Hit[]} hits in order of weight
 * @param {number} speed
 * @returns {Alignment}
 */
function alignAt(hits, speed) {
  const offsets = hits.map(({ clipMs, episodeMs }) => episodeMs - speed * clipMs);
  const heaviest = new Float64Array(1 + Math.max(...hits.map(({ frame }) => frame)));
  let center = 0;
  let most = 0;
  for (let i = 0; i < hits.length; i++) {
    heaviest.fill(0);
    for (let j = 0; j < hits.length; j++) {
      const { frame, weight } = hits[j];
      if (agree(offsets[i], offsets[j]) && weight > heaviest[frame]) heaviest[frame] = weight;
    }
    const score = heaviest.reduce((sum, weight) => sum + weight, 0);
    if (score > most) {
      most = score;
      center = i;
    }
  }
  const chosen = hits.filter((_, j) => agree(offsets[center], offsets[j]));
  const times = chosen.map(({ clipMs }) => clipMs);
  const span = /** @type {const} */ ([Math.min(...times), Math.max(...times)]);
  return { speed, offsetMs: offsets[center], hits: chosen, span };
}

/**
 * @param {number} one
 * @param {number} other
 * @returns {boolean}
 */
function agree(one, other) {
  return Math.abs(one - other) <= TOLERANCE_MS;
}
