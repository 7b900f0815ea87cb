/** The lines of a card that tell of one match. */

import { PLANE, WHOLE } from "../../shared/js/fingerprint.js";
import { cut, stretch } from "./texts.js";

/** @typedef {import("./texts.js").Texts} Texts */
/** @typedef {import("./records.js").DramaRecord} DramaRecord */
/** @typedef {import("./view.js").Context} Context */
/** @typedef {import("./works.js").Finding} Finding */
/** @typedef {import("../messages.js").Match} Match */
/** @typedef {import("../messages.js").Row} Row */

/**
 * What an unverified registrant says is shown without weight.
 * @param {Row} row
 * @param {DramaRecord} record
 * @returns {Row}
 */
export function weighed(row, { verified }) {
  return verified || row.tone !== "plain" ? row : { ...row, tone: "grey" };
}

/**
 * @param {Match} match
 * @param {DramaRecord} record
 * @param {Finding} finding
 * @param {Context} context
 * @returns {Row[]}
 */
export function basisRows(match, record, finding, { texts, generation, made }) {
  const edition = editionOf(record, match);
  /** @type {[string, string][]} */
  const pairs = [
    ["basis_pictures", texts.say("basis_pictures_value", match.frames, match.shots)],
    ["basis_checked", finding.checked ? texts.say("basis_checked_value", finding.checked) : ""],
    [
      "basis_place",
      texts.say(
        "basis_place_value",
        match.episode,
        ...stretch(match),
        match.start_uncertainty_s.toFixed(1),
      ),
    ],
    ["basis_registrant", record.registrant],
    ["basis_registered", texts.day(record.registered)],
    ["basis_edition", edition.name ?? ""],
    ["basis_number", edition.approval.number ?? ""],
    ["basis_area", partOfFrame(match, texts)],
    ["basis_how", texts.say(`basis_how_${finding.how}`)],
    ["basis_data", texts.say("basis_data_value", generation, texts.day(made.slice(0, 10)))],
  ];
  return pairs
    .filter(([, value]) => value)
    .map(([key, value]) => ({
      term: texts.say(key),
      strong: "",
      value: cut(value),
      small: "",
      tone: "plain",
      glyph: null,
      help: null,
    }));
}

/**
 * @param {Match} match
 * @param {Texts} texts
 * @returns {string} which part of the frame holds the picture; "" for all of it
 */
function partOfFrame({ area }, texts) {
  const { left, right, top, bottom } = area ?? WHOLE;
  const sides = [left, right, top, bottom].map((at) => Math.round((100 * at) / PLANE));
  const whole = sides.join() === "0,100,0,100";
  return whole ? "" : texts.say("basis_area_value", ...sides);
}

/**
 * The edition a clip was found in.
 * @param {DramaRecord} record
 * @param {Match} match
 */
export function editionOf(record, match) {
  const found = record.editions.find((edition) => edition.id === match.edition_id);
  return (
    found ?? {
      name: null,
      approval: {
        state: "none_seen",
        verification: "none",
        tier: null,
        legacy_tier: null,
        number: null,
        since: null,
        until: null,
        source: null,
      },
    }
  );
}

/**
 * @param {Match} match
 * @param {DramaRecord} record
 * @param {Texts} texts
 * @returns {string}
 */
export function titleOf(match, record, texts) {
  return texts.say("title_episode", cut(record.title ?? texts.say("untitled")), match.episode);
}

/** Places named on a card, at most. */
const MOST_PLACES = 3;

/**
 * Where in the episode the pieces of a clip lie, in the order in which it shows them.
 * @param {Match[]} pieces of one work
 * @param {Texts} texts
 * @returns {string}
 */
export function subtitle(pieces, texts) {
  const [{ episode, mirrored, speed }] = pieces;
  const places = [...pieces]
    .sort((a, b) => a.clip_start_s - b.clip_start_s)
    .slice(0, MOST_PLACES)
    .map((piece) => {
      const place = texts.say("stretch", ...stretch(piece));
      return piece.episode === episode ? place : texts.say("stretch_of", piece.episode, place);
    });
  const away = Math.abs(speed - 1) > 0.02 ? texts.say("speed", speed.toFixed(2)) : "";
  const turned = mirrored ? texts.say("mirrored") : "";
  const where = texts.say("place", texts.join(places, "list_separator"));
  return texts.join([where, turned, away], "dot");
}

/**
 * @param {string[]} parts
 * @param {Texts} texts
 * @returns {string}
 */
export function label(parts, texts) {
  return cut(texts.say("brand") + texts.say("colon") + texts.join(parts), 390);
}
