/** Reads the frame that a video element shows as a luma plane of 256 × 256. */

import { luma, matrixOf } from "./luma.js";

/** Side of the plane (fingerprint.md, section 1). */
export const PLANE = 256;

/** The browser does not let this page's scripts read the video's pixels. */
export class UnreadableError extends Error {}

/** @typedef {{ name: string, matrix: string | null }} Stream */

/** A canvas that stays: one for all videos of a frame, since they are read one after another. */
export class PictureReader {
  /** @type {OffscreenCanvasRenderingContext2D | null} */
  #context = null;
  /** What was asked of each video's stream last. @type {WeakMap<HTMLVideoElement, Stream>} */
  #streams = new WeakMap();

  /**
   * @param {HTMLVideoElement} video
   * @returns {Uint8Array} 65,536 samples
   */
  read(video) {
    // Protected video draws as black: it must not be mistaken for a dark scene.
    if (video.mediaKeys) throw new UnreadableError("the video is encrypted");
    try {
      return this.draw(video, matrixOf(this.#matrix(video), video.videoHeight));
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== "SecurityError") throw error;
      this.#context = null; // a canvas that held such a frame can never be read again
      throw new UnreadableError("the video comes from another address");
    }
  }

  /**
   * Asked once for each stream: it takes Firefox more than half as long as drawing does.
   * @param {HTMLVideoElement} video
   * @returns {string | null}
   */
  #matrix(video) {
    const { currentSrc, videoWidth, videoHeight } = video;
    const name = `${videoWidth} × ${videoHeight} of ${currentSrc}`;
    const known = this.#streams.get(video);
    if (known?.name === name) return known.matrix;
    const matrix = colourSpace(video);
    this.#streams.set(video, { name, matrix });
    return matrix;
  }

  /**
   * @param {HTMLVideoElement | ImageBitmap} picture
   * @param {import("./luma.js").Matrix} matrix
   * @returns {Uint8Array} 65,536 samples
   */
  draw(picture, matrix) {
    const context = this.#canvas();
    context.drawImage(picture, 0, 0, PLANE, PLANE);
    const { data } = context.getImageData(0, 0, PLANE, PLANE);
    // Firefox hands content scripts a wrapper, in which each pixel takes ten times as long.
    return luma(new Uint8ClampedArray(data), matrix);
  }

  /** @returns {OffscreenCanvasRenderingContext2D} */
  #canvas() {
    if (this.#context) return this.#context;
    const options = { alpha: false, willReadFrequently: true };
    const context = new OffscreenCanvas(PLANE, PLANE).getContext("2d", options);
    if (!context) throw new Error("this browser gives no canvas");
    context.imageSmoothingQuality = "medium";
    this.#context = context;
    return context;
  }
}

/**
 * What the stream says of its matrix. Making a VideoFrame copies no pixels. Firefox 153 never says:
 * there small streams labelled BT.709 are read as BT.601 (8 bits off at most in 20 frames of one).
 * @param {HTMLVideoElement} video
 * @returns {string | null}
 */
function colourSpace(video) {
  if (typeof VideoFrame === "undefined") return null;
  const frame = new VideoFrame(video);
  const { matrix } = frame.colorSpace;
  frame.close();
  return matrix;
}

/**
 * @param {Uint8Array} bytes
 * @returns {string} base64
 */
export function base64(bytes) {
  if (typeof bytes.toBase64 === "function") return bytes.toBase64();
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary);
}
