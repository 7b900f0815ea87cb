/** Reads a plane out of a message. */

import { CheckError } from "../checks.js";

/** Samples of a plane of 256 × 256. */
const SAMPLES = 256 * 256;

/**
 * @param {string} text base64
 * @returns {Uint8Array}
 */
export function readPlane(text) {
  let binary;
  try {
    binary = atob(text);
  } catch {
    throw new CheckError("sample.plane is not base64");
  }
  if (binary.length !== SAMPLES)
    throw new CheckError(`sample.plane holds ${binary.length} samples`);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
