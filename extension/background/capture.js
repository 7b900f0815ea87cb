/** Takes a screenshot of a video when the viewer clicks for it: cut to a plane, and dropped. */

import { PictureReader, base64 } from "../content/picture.js";

/** Screenshots are at least so far apart; Chromium itself permits two a second. */
const LEAST_MS = 500;

/** Where browsers do not show protected pictures, screenshots are black. */
const BLACK = 8;

const reader = new PictureReader();

let last = -Infinity;

/** @typedef {ReturnType<typeof import("../messages.js").REPLIES.capture>} Captured */

/**
 * @param {number} tab
 * @param {import("../ui/place.js").Box} box shares of the window
 * @param {import("../content/luma.js").Matrix} matrix
 * @returns {Promise<Captured>}
 */
export async function capture(tab, box, matrix) {
  const now = performance.now();
  if (now - last < LEAST_MS) return refusal("failed");
  last = now;
  let picture;
  try {
    picture = await screenshot(tab);
  } catch (error) {
    // "Either the '<all_urls>' or 'activeTab' permission is required.", in both browsers
    return refusal(String(error).includes("activeTab") ? "closed" : "failed");
  }
  if (!picture) return refusal("failed");
  const part = await cut(picture, box);
  const plane = reader.draw(part, matrix);
  part.close();
  return plane.every((value) => value < BLACK)
    ? refusal("black")
    : { plane: base64(plane), refused: null };
}

/**
 * @param {number} tab
 * @returns {Promise<ImageBitmap | null>} null when another tab shows instead
 */
async function screenshot(tab) {
  const { active, windowId } = await chrome.tabs.get(tab);
  if (!active) return null;
  const address = await chrome.tabs.captureVisibleTab(windowId, { format: "png" });
  if (!(await chrome.tabs.get(tab)).active) return null;
  return createImageBitmap(await (await fetch(address)).blob());
}

/**
 * Cut before it is scaled: Chromium scales from what lies beside the part as well.
 * @param {ImageBitmap} picture is closed
 * @param {import("../ui/place.js").Box} box shares of it
 * @returns {Promise<ImageBitmap>}
 */
async function cut(picture, box) {
  const [left, top] = [Math.ceil(box.left * picture.width), Math.ceil(box.top * picture.height)];
  const width = Math.max(1, Math.floor(box.right * picture.width) - left);
  const height = Math.max(1, Math.floor(box.bottom * picture.height) - top);
  const part = await createImageBitmap(picture, left, top, width, height);
  picture.close();
  return part;
}

/**
 * @param {import("../messages.js").Refusal} refused
 * @returns {Captured}
 */
function refusal(refused) {
  return { plane: null, refused };
}
