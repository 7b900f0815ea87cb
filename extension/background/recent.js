/** The clips recognised in a tab, after they went by: newest first, in memory only. */

/** @typedef {import("./works.js").Finding} Finding */

/** One clip: `key` names the look at it, `at` is when it was named, ms since 1970. */
/** @typedef {{ key: string, finding: Finding, at: number }} Recent */

/** Clips kept a tab. */
export const MOST_RECENT = 20;

/**
 * The list with a clip on top. A further look at the same clip, or another clip of the same
 * episodes, takes its place; one without a find leaves the list as it is.
 * @param {readonly Recent[]} list
 * @param {Recent} clip
 * @returns {Recent[]}
 */
export function withRecent(list, clip) {
  const worksHere = worksOf(clip.finding);
  if (!worksHere) return [...list];
  const others = list.filter(
    ({ key, finding }) => key !== clip.key && worksOf(finding) !== worksHere,
  );
  return [clip, ...others].slice(0, MOST_RECENT);
}

/**
 * @param {Finding} finding
 * @returns {string} the episodes found, whatever their order; "" for none
 */
export function worksOf({ matches }) {
  return [...new Set(matches.map(({ drama, episode }) => `${drama}/${episode}`))].sort().join();
}
