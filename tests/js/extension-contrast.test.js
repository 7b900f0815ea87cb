import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../extension/ui/card.css", import.meta.url), "utf8");
const [light, dark] = [...css.matchAll(/--paper: .*\n.*--grey-paper.*|--paper: .*/g)].map(([text]) =>
  Object.fromEntries([...text.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name, value]) => [name, value])),
);

/** @typedef {[number, number, number, number]} Colour red, green, blue of 255; opacity */

/**
 * @param {string} text #rrggbb, #rgb or rgb(r g b / a)
 * @returns {Colour}
 */
function colour(text) {
  const hex = /^#(\w\w)(\w\w)(\w\w)$/.exec(text)?.slice(1).map((part) => parseInt(part, 16));
  const [red, green, blue, alpha = 1] = hex ?? (text.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue, alpha];
}

/**
 * @param {Colour} over
 * @param {Colour} under
 * @returns {Colour}
 */
function mixed(over, under) {
  const at = (/** @type {number} */ i) => over[3] * over[i] + (1 - over[3]) * under[i];
  return [at(0), at(1), at(2), 1];
}

/**
 * Relative luminance, WCAG 2.2.
 * @param {Colour} colour
 */
function luminance([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * @param {Colour} one
 * @param {Colour} other
 * @returns {number} 1 to 21
 */
function contrast(one, other) {
  const [less, more] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

/** No picture is darker or brighter: all others lie between. @type {Record<string, Colour>} */
const PICTURES = { black: [0, 0, 0, 1], white: [255, 255, 255, 1] };

for (const [theme, vars] of Object.entries({ light, dark: { ...light, ...dark } })) {
  for (const [name, picture] of Object.entries(PICTURES)) {
    test(`words can be read over a ${name} picture, ${theme}`, () => {
      const paper = mixed(colour(vars.paper), picture);
      for (const ink of ["ink", "soft", "amber", "red"]) {
        const ratio = contrast(colour(vars[ink]), paper);
        assert.ok(ratio >= 4.5, `${ink} on paper: ${ratio.toFixed(2)}`);
      }
      for (const [ink, ground] of [
        ["amber", "amber-paper"],
        ["red", "red-paper"],
        ["ink", "grey-paper"],
        ["soft", "chip"],
      ]) {
        const ratio = contrast(colour(vars[ink]), mixed(colour(vars[ground]), paper));
        assert.ok(ratio >= 4.5, `${ink} on ${ground}: ${ratio.toFixed(2)}`);
      }
    });
  }
}
