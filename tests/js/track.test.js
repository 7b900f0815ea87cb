import assert from "node:assert/strict";
import { test } from "node:test";

import { readTrack, TrackError } from "../../shared/js/track.js";
import { hex, vectors } from "./vectors.js";

/**
 * @param {string} digits
 * @returns {Uint8Array} at an odd place in a larger buffer, as bytes cut from a bundle may be
 */
function bytes(digits) {
  return new Uint8Array(Buffer.from(`ff${digits}ffff`, "hex")).subarray(1, 1 + digits.length / 2);
}

for (const { name, bytes: data, times_ms, hashes, details, last_ms } of vectors.track) {
  test(`it reads tracks: ${name}`, () => {
    const track = readTrack(bytes(data));
    assert.deepEqual(Array.from(track.timesMs), times_ms);
    assert.deepEqual(hex(track.hashes), hashes);
    assert.deepEqual(hex(track.details), details);
    assert.equal(track.durationMs, last_ms);
  });
}

for (const { name, bytes: data } of vectors.refused) {
  test(`it refuses what is no track: ${name}`, () => {
    assert.throws(() => readTrack(bytes(data)), TrackError);
  });
}

for (const [count, verb] of /** @type {const} */ ([[1_000_000, "reads"], [1_000_001, "refuses"]])) {
  test(`it ${verb} ${count} frames`, () => {
    const data = new Uint8Array(12 + 17 * count);
    data.set(Buffer.from("RMT1"));
    new DataView(data.buffer).setUint32(4, count, true);
    new DataView(data.buffer).setUint32(8, count, true);
    data.fill(1, 12, 12 + count);
    if (verb === "reads") assert.equal(readTrack(data).timesMs[count - 1], count);
    else assert.throws(() => readTrack(data), TrackError);
  });
}
