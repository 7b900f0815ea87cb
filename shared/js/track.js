/** Reading track bytes (fingerprint.md, section 8). */

const HEADER = 12;
const MAX_FRAMES = 1_000_000;
const MAGIC = 0x524d5431; // "RMT1"

/** Bytes that are no track, in words for the log. */
export class TrackError extends Error {}

/**
 * The kept frames of one video. Words are pairs of unsigned 32-bit halves, [high, low].
 * @typedef {{
 *   timesMs: Uint32Array,
 *   hashes: Uint32Array,
 *   details: Uint32Array,
 *   durationMs: number,
 * }} Track
 */

/**
 * Read a track. Throws TrackError on anything a writer would not have written.
 * @param {Uint8Array} bytes
 * @returns {Track}
 */
export function readTrack(bytes) {
  if (bytes.length < HEADER) throw new TrackError("the track ends within its header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(4, true);
  const durationMs = view.getUint32(8, true);
  const words = bytes.length - 16 * count;
  if (view.getUint32(0) !== MAGIC || count > MAX_FRAMES || words < HEADER + count) {
    throw new TrackError("the bytes are not a track of fingerprint v1");
  }
  return {
    timesMs: readTimes(bytes.subarray(HEADER, words), count, durationMs),
    hashes: readWords(view, words, count),
    details: readWords(view, words + 8 * count, count),
    durationMs,
  };
}

/**
 * @param {Uint8Array} bytes exactly the time steps
 * @param {number} count
 * @param {number} durationMs
 * @returns {Uint32Array}
 */
function readTimes(bytes, count, durationMs) {
  const times = new Uint32Array(count);
  let time = 0;
  let at = 0;
  for (let i = 0; i < count; i++) {
    const end = stepEnd(bytes, at);
    let step = 0;
    for (let k = end - 1; k >= at; k--) step = step * 128 + (bytes[k] & 127);
    time += step;
    if ((i > 0 && step === 0) || time > durationMs) {
      throw new TrackError("the track's times are out of order");
    }
    times[i] = time;
    at = end;
  }
  if (at !== bytes.length) throw new TrackError("the track's times are damaged");
  return times;
}

/**
 * Where the LEB128 number that starts at `at` ends: at most five bytes, in its shortest form.
 * @param {Uint8Array} bytes
 * @param {number} at
 * @returns {number}
 */
function stepEnd(bytes, at) {
  for (let end = at; end < Math.min(bytes.length, at + 5); end++) {
    if (bytes[end] >= 128) continue;
    if (end > at && bytes[end] === 0) break;
    return end + 1;
  }
  throw new TrackError("the track's times are damaged");
}

/**
 * @param {DataView} view
 * @param {number} start
 * @param {number} count
 * @returns {Uint32Array}
 */
function readWords(view, start, count) {
  const words = new Uint32Array(2 * count);
  for (let i = 0; i < count; i++) {
    words[2 * i] = view.getUint32(start + 8 * i + 4, true);
    words[2 * i + 1] = view.getUint32(start + 8 * i, true);
  }
  return words;
}
