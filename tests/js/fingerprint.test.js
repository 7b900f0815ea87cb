import assert from "node:assert/strict";
import { test } from "node:test";

import {
  average,
  Borders,
  createOperators,
  GRID,
  isFlat,
  STAGES,
  thumb,
  WHOLE,
  Windows,
} from "../../shared/js/fingerprint.js";
import { busyCells, central } from "../../shared/js/flatness.js";
import { insets } from "../../shared/js/insets.js";
import { fill, overlays } from "../../shared/js/overlays.js";
import { DETAIL_PLACES } from "../../shared/js/windows.js";
import { draw } from "./pictures.js";
import { hex, operatorsJson, sha256, vectors, wordsSha256 } from "./vectors.js";

const operators = createOperators(operatorsJson);
const thumbs = new Map(vectors.pictures.map(({ name, recipe }) => [name, draw(recipe)]));
const allIds = Array.from({ length: 2 * GRID }, (_, id) => id);

/**
 * @param {string} name
 * @returns {Uint8Array}
 */
function thumbOf(name) {
  const found = thumbs.get(name);
  if (!found) throw new Error(`no picture ${name}`);
  return found;
}

/**
 * @param {import("./vectors.js").Edges} edges
 * @returns {import("../../shared/js/borders.js").Area}
 */
function area([top, bottom, left, right]) {
  return { top, bottom, left, right };
}

for (const { name, picture, limited, ...expected } of vectors.luma) {
  test(`it averages luma: ${name}`, () => {
    const luma = draw(picture);
    assert.equal(sha256(luma), expected.picture_sha256);
    const plane = average(luma, picture.w, picture.h, { limited });
    const row = Buffer.from(plane.subarray(100 * 256, 101 * 256)).toString("base64");
    assert.equal(row, expected.row_100);
    assert.equal(sha256(plane), expected.plane_sha256);
  });
}

test("it refuses luma of another size than it is said to have", () => {
  assert.throws(() => average(new Uint8Array(99), 10, 10, { limited: false }), RangeError);
  assert.throws(() => average(new Uint8Array(0), 0, 0, { limited: false }), RangeError);
});

for (const { name, planes, plane_sha256: digests, areas } of vectors.area) {
  test(`it finds the area: ${name}`, () => {
    const borders = new Borders();
    const found = [borders.area()];
    for (const plane of planes.map(draw)) {
      assert.equal(sha256(plane), digests[found.length - 1]);
      borders.see(plane);
      found.push(borders.area());
    }
    assert.deepEqual(found, areas.map(area));
  });
}

for (const { name, thumbs, cells, last, corners_sha256 } of vectors.overlays) {
  test(`it fills overlays: ${name}`, () => {
    const drawn = thumbs.map(draw);
    const { overlay, corners } = overlays(drawn);
    assert.equal(overlay?.reduce((sum, each) => sum + each, 0) ?? 0, cells);
    const shown = drawn[drawn.length - 1];
    assert.equal(overlay && Buffer.from(fill(shown, overlay)).toString("base64"), last);
    assert.deepEqual(
      corners.map((corner) => sha256(fill(shown, corner))),
      corners_sha256,
    );
  });
}

for (const { name, planes, insets: expected } of vectors.insets) {
  test(`it finds insets: ${name}`, () => {
    assert.deepEqual(insets(planes.map(draw)), expected.map(area));
  });
}

for (const { name, plane, area: edges, thumb: expected } of vectors.thumb) {
  test(`it makes thumbs: ${name}`, () => {
    const small = thumb(draw(plane), area(edges));
    assert.equal(Buffer.from(small).toString("base64"), expected);
  });
}

test("it makes a thumb of the whole plane when told no area", () => {
  const plane = draw(vectors.thumb[0].plane);
  assert.deepEqual(thumb(plane), thumb(plane, WHOLE));
});

for (const { name, sha256: expected } of vectors.pictures) {
  test(`it draws the picture: ${name}`, () => assert.equal(sha256(thumbOf(name)), expected));
}

for (const { picture, central: expected } of vectors.registered) {
  test(`it makes the central picture: ${picture}`, () => {
    assert.equal(Buffer.from(central(thumbOf(picture))).toString("base64"), expected);
  });
}

for (const { picture, busy_cells: expected, flat } of vectors.flat) {
  test(`it tells flat pictures: ${picture}`, () => {
    const middle = central(thumbOf(picture));
    for (const [bend, cells] of Object.entries(expected)) {
      assert.equal(busyCells(middle, Number(bend)), cells);
    }
    assert.equal(isFlat(thumbOf(picture)), flat.query);
  });
}

test("it has the operators", () => {
  const bytes = new Uint8Array(Int32Array.from(operators.values).buffer);
  assert.equal(sha256(bytes), vectors.operators.int32_le_sha256);
});

test("it refuses operators that are not whole or not complete", () => {
  const values = operatorsJson.operators;
  assert.throws(() => createOperators({ operators: values.slice(1) }), RangeError);
  assert.throws(() => createOperators({ operators: [0.5, ...values.slice(1)] }), RangeError);
});

test("it orders the places of the detail word", () => {
  const places = Array.from(DETAIL_PLACES, (place) => [place >> 4, place & 15]);
  assert.deepEqual(places, vectors.detail_places);
});

test("it tries windows in stages", () => assert.deepEqual(STAGES, vectors.stages));

for (const { picture, ids, ...expected } of vectors.query) {
  test(`it hashes windows: ${picture}`, () => {
    const windows = new Windows(operators, thumbOf(picture));
    assert.deepEqual(hex(windows.hashes(ids)), expected.hashes);
    assert.deepEqual(hex(windows.details(ids)), expected.details);
    assert.equal(wordsSha256(windows.hashes(allIds)), expected.hashes_sha256);
    assert.equal(wordsSha256(windows.details(allIds)), expected.details_sha256);
  });
}

for (const { picture, id, rows, margins } of vectors.coefficients) {
  test(`it gives coefficients and margins of window ${id}: ${picture}`, () => {
    const windows = new Windows(operators, thumbOf(picture));
    const low = rows.slice(0, 8).flatMap((row) => row.slice(0, 8));
    assert.deepEqual(Array.from(windows.coefficients(id)), low);
    const found = windows.margins(id);
    assert.ok(found);
    margins.forEach((margin, i) => assert.ok(Math.abs(found[i] - margin) <= 1e-12 * margin));
  });
}

test("it gives no margins where there is no contrast", () => {
  assert.equal(new Windows(operators, thumbOf("black")).margins(0), null);
});

test("it refuses a thumb of another size", () => {
  assert.throws(() => new Windows(operators, new Uint8Array(32 * 32)), RangeError);
});

for (const { name, frames, limited, area: edges, results } of vectors.clips) {
  test(`it goes from frames to hashes: ${name}`, () => {
    const planes = frames.map((frame) => average(draw(frame), frame.w, frame.h, { limited }));
    const borders = new Borders();
    for (const plane of planes) borders.see(plane);
    assert.deepEqual(borders.area(), area(edges));
    const found = planes.map((plane) => {
      const small = thumb(plane, borders.area());
      const windows = new Windows(operators, small);
      const words = [...hex(windows.hashes(STAGES[0])), ...hex(windows.details(STAGES[0]))];
      const flat = isFlat(small);
      return { sha256: sha256(small), flat, words: flat ? undefined : words };
    });
    const expected = results.map(({ thumb_sha256, flat, window_0 }) => {
      return { sha256: thumb_sha256, flat: flat.query, words: window_0 };
    });
    assert.deepEqual(found, expected);
  });
}
