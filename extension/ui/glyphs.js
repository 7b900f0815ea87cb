/** The small drawings beside words: a shape for each meaning, since colour alone says nothing. */

/** @typedef {import("../messages.js").Glyph} Glyph */
/** @typedef {import("../messages.js").Tone} Tone */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Outlines on a field of 16 × 16. Recognised is a film frame, never a tick: it is not approval.
 * @type {Readonly<Record<Glyph, string>>}
 */
const OUTLINES = {
  film: "M4 2h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zM5 2v12M11 2v12M2 6h3M2 10h3M11 6h3M11 10h3",
  open: "M5 2H4a2 2 0 0 0-2 2v1M2 7.2v1.6M2 11v1a2 2 0 0 0 2 2h1M7.2 14h1.6M11 14h1a2 2 0 0 0 2-2v-1M14 8.8V7.2M14 5V4a2 2 0 0 0-2-2h-1M8.8 2H7.2",
  warn: "M8 2.2L14.2 13.4H1.8zM8 6.6v3.2M8 11.6v.1",
  stop: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM4 12l8-8",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  cloud: "M5 12.5a3 3 0 0 1-.3-6 4 4 0 0 1 7.4 1A2.6 2.6 0 0 1 11.6 12.5zM3 2.8l10 11",
};

/**
 * What says the same as a tone's colour.
 * @type {Readonly<Record<Tone, Glyph>>}
 */
export const TONE_GLYPHS = {
  quiet: "open",
  plain: "film",
  grey: "open",
  amber: "warn",
  red: "stop",
};

/**
 * @param {Tone} tone
 * @returns {Glyph | null} beside the words of a line: plain ones need none
 */
export function lineGlyph(tone) {
  return tone === "plain" ? null : TONE_GLYPHS[tone];
}

/**
 * @param {Glyph} glyph
 * @returns {{ path: string, width: number }} SVG path on the field, and width of its strokes
 */
export function outline(glyph) {
  return { path: OUTLINES[glyph], width: glyph === "film" ? 1.35 : 1.6 };
}

/**
 * @param {Glyph} glyph
 * @returns {SVGSVGElement} hidden from screen readers: the words beside it say the same
 */
export function draw(glyph) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const { path: d, width } = outline(glyph);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", d);
  path.setAttribute("fill", "none");
  path.setAttribute("stroke", "currentColor");
  path.setAttribute("stroke-width", String(width));
  path.setAttribute("stroke-linecap", "round");
  path.setAttribute("stroke-linejoin", "round");
  svg.append(path);
  return svg;
}
