import assert from "node:assert/strict";
import { test } from "node:test";

import { CheckError, list, maybe, object, text, whole } from "../../extension/checks.js";
import { Clip } from "../../extension/content/clip.js";
import { luma, matrixOf } from "../../extension/content/luma.js";
import { Pace } from "../../extension/content/pace.js";
import { holdsPage, siteOf } from "../../extension/content/pattern.js";
import { isWithin, pictureIn, shares } from "../../extension/content/where.js";
import { MESSAGES } from "../../extension/messages.js";
import { CARD, cardHeight, cardShift, places, visiblePart } from "../../extension/ui/place.js";

const plane = (/** @type {number} */ seed) =>
  Uint8Array.from(
    { length: 65_536 },
    (_, i) => ((i >> 4) * seed * 37 + (i >> 12) * seed * 91) & 255,
  );

test("luma undoes the matrix that the stream was shown with", () => {
  const grey = Uint8ClampedArray.from([77, 77, 77, 255, 255, 255, 255, 255, 0, 0, 0, 255]);
  for (const matrix of /** @type {const} */ (["bt601", "bt709", "bt2020"])) {
    assert.deepEqual([...luma(grey, matrix)], [77, 255, 0]);
  }
  const red = Uint8ClampedArray.from([255, 0, 0, 255]);
  assert.deepEqual([luma(red, "bt601")[0], luma(red, "bt709")[0]], [76, 54]);
});

test("streams that name no matrix are taken as browsers take them", () => {
  assert.equal(matrixOf(null, 480), "bt601");
  assert.equal(matrixOf(null, 720), "bt709");
  assert.equal(matrixOf("smpte170m", 1080), "bt601");
});

test("a clip takes each time once, and stops when it holds enough", () => {
  const clip = new Clip();
  assert.ok(clip.add(0, plane(1), String));
  assert.equal(clip.add(100, plane(1), String), null);
  for (let i = 1; i < 40; i++) clip.add(i * 250, plane(i), String);
  assert.equal(clip.samples.length, 32);
  assert.equal(clip.tries, 41);
});

test("another source or duration is another clip, a small correction is not", () => {
  const clip = new Clip();
  assert.equal(clip.becameAnother({ currentSrc: "a", duration: NaN }), false);
  assert.equal(clip.becameAnother({ currentSrc: "a", duration: 30 }), false);
  assert.equal(clip.becameAnother({ currentSrc: "a", duration: 30.04 }), false);
  assert.equal(clip.becameAnother({ currentSrc: "a", duration: 12 }), true);
  assert.equal(clip.becameAnother({ currentSrc: "b", duration: 12 }), true);
});

test("it knows pictures it has searched", () => {
  const clip = new Clip();
  clip.add(0, plane(3), String);
  assert.equal(clip.isNew(plane(3)), false);
  assert.equal(clip.isNew(Uint8Array.from(plane(3), (value) => 255 - value)), true);
});

test("four samples a second, fewer where reading is dear, none when settled", () => {
  const pace = new Pace();
  assert.equal(pace.pause, 250);
  pace.cost(20);
  assert.equal(pace.pause, 600);
  pace.told("settled", 0);
  assert.equal(pace.pause, null);
});

test("after a fruitless look it waits longer each time, and for a new picture", () => {
  const pace = new Pace();
  pace.told("fruitless", 0);
  assert.deepEqual([pace.probe(true, 9_000), pace.probe(true, 11_000)], [false, true]);
  pace.again();
  pace.told("fruitless", 20_000);
  assert.deepEqual([pace.probe(true, 31_000), pace.probe(true, 33_000)], [false, false]);
  assert.equal(pace.probe(false, 50_000), false);
  assert.deepEqual([pace.probe(true, 51_000), pace.probe(true, 53_000)], [false, true]);
});

test("what was named is looked at again when the picture changes, and after a while", () => {
  const pace = new Pace();
  pace.told("found", 1_000);
  assert.deepEqual([pace.probe(false, 2_000), pace.probe(true, 3_000)], [false, true]);
  pace.again();
  pace.told("found", 4_000);
  pace.told("found", 12_000);
  assert.deepEqual([pace.probe(false, 18_000), pace.probe(false, 19_000)], [false, true]);
});

test("the mark lies within the player and the card within the window", () => {
  const part = visiblePart(
    { left: -40, top: 10, right: 300, bottom: 500 },
    { width: 400, height: 600 },
  );
  assert.ok(part);
  assert.equal(part.left, 0);
  const [right, left] = places(part);
  assert.equal(right.left + CARD, 290);
  assert.equal(left.left, 10);
  assert.equal(right.left + cardShift(right.left, 400), 8);
  assert.ok(right.top + 34 + cardHeight(part, right.top, 600) <= 500 - 56);
});

test("small and hidden players get no mark", () => {
  const view = { width: 400, height: 600 };
  assert.equal(visiblePart({ left: 0, top: 0, right: 100, bottom: 80 }, view), null);
  assert.equal(visiblePart({ left: 0, top: 580, right: 300, bottom: 900 }, view), null);
});

test("checks say what is wrong and where", () => {
  const check = object({ name: text(3), ages: list(whole(0, 9), 2), more: maybe(text(1)) });
  assert.deepEqual(check({ name: "a", ages: [1], other: 1 }, "x"), {
    name: "a",
    ages: [1],
    more: null,
  });
  assert.throws(() => check({ name: "abcd", ages: [] }, "x"), /x\.name is not text/);
  assert.throws(() => check({ name: "a", ages: [1.5] }, "x"), /x\.ages\[0\]/);
  assert.throws(() => check(null, "x"), CheckError);
});

test("messages with garbage in them are refused", () => {
  const good = {
    instance: crypto.randomUUID(),
    video: 0,
    generation: 0,
    again: false, last: false,
    t_ms: 0,
    tries: 1,
    plane: null,
  };
  assert.ok(MESSAGES.sample.check(good, "sample"));
  for (const bad of [
    { plane: "short" },
    { t_ms: -1 },
    { video: "0" },
    { instance: "x" },
    { tries: 1e9 },
  ]) {
    assert.throws(() => MESSAGES.sample.check({ ...good, ...bad }, "sample"), CheckError);
  }
});

test("a video's picture lies where its fit and position put it", () => {
  const box = { left: 100, top: 50, right: 500, bottom: 250 };
  const tall = { width: 90, height: 160 };
  const at = (/** @type {string} */ objectFit, objectPosition = "50% 50%") =>
    pictureIn(box, tall, { objectFit, objectPosition });
  assert.deepEqual(at("fill"), box);
  assert.deepEqual(at("cover"), box);
  assert.deepEqual(at("contain"), { left: 243.75, top: 50, right: 356.25, bottom: 250 });
  assert.deepEqual(at("contain", "0px 0px"), { left: 100, top: 50, right: 212.5, bottom: 250 });
  assert.deepEqual(at("none", "100% 20px"), { left: 410, top: 70, right: 500, bottom: 230 });
});

test("what is cut off by more than rounding is not within, nor is nothing", () => {
  const view = { left: 0, top: 0, right: 400, bottom: 300 };
  assert.ok(isWithin({ left: -1, top: 0, right: 400, bottom: 301 }, view));
  assert.equal(isWithin({ left: 0, top: -10, right: 400, bottom: 200 }, view), false);
  assert.equal(isWithin({ left: 10, top: 10, right: 10, bottom: 10 }, view), false);
});

test("a pinched page shows a part of its layout", () => {
  const box = { left: 100, top: 50, right: 200, bottom: 150 };
  const shown = { left: 100, top: 50, width: 200, height: 400 };
  assert.deepEqual(shares(box, shown), { left: 0, top: 0, right: 0.5, bottom: 0.25 });
});

test("frames that were checked add up, each time once, the newest of them", () => {
  const clip = new Clip();
  for (let i = 0; i < 20; i++) clip.addChecked({ t_ms: i * 1000, plane: "a" });
  clip.addChecked({ t_ms: 19_050, plane: "b" });
  assert.equal(clip.checked.length, 16);
  assert.deepEqual(clip.checked.at(-1), { t_ms: 19_050, plane: "b" });
  clip.renew(false);
  assert.deepEqual(clip.checked, []);
});

test("a pattern holds for the pages of its site alone, whatever their port", () => {
  const all = "https://*.example.org/*";
  assert.equal(siteOf(all), "*.example.org");
  for (const page of ["https://example.org", "https://www.example.org:8443"]) {
    assert.ok(holdsPage(all, page));
    assert.equal(holdsPage("https://www.example.org/*", page), page.includes("www"));
    assert.ok(holdsPage("*://*.example.org/*", page));
  }
  for (const page of ["http://example.org", "https://badexample.org", "null"]) {
    assert.equal(holdsPage(all, page), false);
  }
});
