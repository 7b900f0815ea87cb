/** Draws the toolbar's icon: the mark's glyph on a tile of its tone. */

import { outline } from "../ui/glyphs.js";

/** @typedef {import("../messages.js").View} View */

/** Pixels of the icon's side, on plain and on dense screens. */
const SIZES = [16, 32];

/** White glyphs on these are told from them at 7:1 and more. @type {Readonly<Record<View["tone"], string>>} */
export const COLOURS = {
  quiet: "#565d6b",
  grey: "#565d6b",
  plain: "#16181d",
  amber: "#855400",
  red: "#a3182a",
};

/** Without it the tile's edge would be lost on a dark toolbar; a light one does not show it. */
const RIM = "rgb(255 255 255 / .6)";

/**
 * @param {Pick<View, "glyph" | "tone">} view
 * @returns {Record<string, ImageData>} by size
 */
export function iconOf({ glyph, tone }) {
  return Object.fromEntries(SIZES.map((size) => [size, tile(size, glyph, COLOURS[tone])]));
}

/**
 * @param {number} size
 * @param {View["glyph"]} glyph
 * @param {string} colour
 * @returns {ImageData}
 */
function tile(size, glyph, colour) {
  const context = new OffscreenCanvas(size, size).getContext("2d");
  if (!context) throw new Error("no canvas");
  context.scale(size / 16, size / 16);
  context.beginPath();
  context.roundRect(0.5, 0.5, 15, 15, 4);
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = RIM;
  context.stroke();
  context.translate(2.4, 2.4);
  context.scale(0.7, 0.7);
  const { path, width } = outline(glyph);
  context.strokeStyle = "#fff";
  context.lineWidth = width * 1.25;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.stroke(new Path2D(path));
  return context.getImageData(0, 0, size, size);
}
