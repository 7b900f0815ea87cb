/** The works that a finding speaks of. */

/** @typedef {import("./records.js").DramaRecord} DramaRecord */
/** @typedef {import("./view.js").Context} Context */
/** @typedef {import("../messages.js").Match} Match */

/**
 * @typedef {"looking" | "match" | "several" | "no_match" | "not_enough_picture" | "unreadable"
 *   | "offline" | "refused" | "stale" | "paused" | "error"} State
 */

/**
 * What is known of one clip. `how` says where it was compared, `code` why data were refused, or the
 * viewer's wish to have a frame checked; `checked`, how many frames this rests on that were.
 * @typedef {{
 *   state: State, matches: Match[], how: "local" | "server", code: string, checked?: number,
 * }} Finding
 */

/** A find, and the work's record. @typedef {{ match: Match, record: DramaRecord }} Known */

/**
 * @param {Finding} finding
 * @param {Context} context
 * @returns {Known[]} one find of each work, the verified ones first
 */
export function worksIn(finding, context) {
  const told = finding.state === "match" || finding.state === "several";
  const found = (told ? finding.matches : []).flatMap((match) => {
    const record = context.record(match.drama);
    return record ? [{ match, record }] : [];
  });
  const works = [...new Map(found.map((one) => [one.record.id, one])).values()];
  return works.sort((a, b) => Number(b.record.verified) - Number(a.record.verified));
}

/**
 * @param {Finding} finding
 * @param {Context} context
 * @param {Known[]} [works] of the finding
 * @returns {Known | null} the one work that a card is about
 */
export function named(finding, context, works = worksIn(finding, context)) {
  const [first = null, ...others] = works;
  if (!first || !others.length) return first;
  const alone = first.record.verified && !others[0].record.verified;
  const beside = others.some((other) => !areInTurn([first, other], finding));
  return alone && beside ? first : null;
}

/**
 * The places found in one work.
 * @param {string} drama
 * @param {Finding} finding
 * @returns {Match[]} at least one where the drama was found
 */
export function piecesOf(drama, { matches }) {
  return matches.filter((match) => match.drama === drama);
}

/**
 * Whether works follow one another in the clip, rather than sharing its pictures.
 * @param {Known[]} works
 * @param {Finding} finding
 * @returns {boolean}
 */
export function areInTurn(works, finding) {
  const matches = works.flatMap(({ record }) => piecesOf(record.id, finding));
  return matches.every((one) =>
    matches.every((other) => one.drama === other.drama || shared(one, other) < 0.5),
  );
}

/**
 * Share of the shorter of two stretches of a clip that lies in the other; below 0 when apart.
 * @param {Match} one
 * @param {Match} other
 * @returns {number}
 */
function shared(one, other) {
  const shorter = Math.min(...[one, other].map((match) => match.clip_end_s - match.clip_start_s));
  const end = Math.min(one.clip_end_s, other.clip_end_s);
  const overlap = end - Math.max(one.clip_start_s, other.clip_start_s);
  return overlap / Math.max(shorter, 0.001);
}
