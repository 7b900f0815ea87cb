/** Has the background take one screenshot of what a video shows, without the marks. */

import { veil } from "../ui/host.js";
import { matrixOf } from "./luma.js";
import { isWithin, pictureIn, shares } from "./where.js";

/** @typedef {import("../ui/place.js").Box} Box */
/** @typedef {import("../messages.js").Refusal} Refusal */

/** The mark is away no longer than this. A screenshot takes some 0.2 s. */
const PATIENCE_MS = 3000;

let busy = false;

/**
 * @param {HTMLVideoElement} video
 * @param {import("./link.js").Link} link
 * @returns {Promise<import("./clip.js").Checked | Refusal>}
 */
export async function shoot(video, link) {
  if (busy || document.visibilityState !== "visible") return "failed";
  busy = true;
  veil(true);
  try {
    return await Promise.race([painted().then(() => take(video, link)), tooLate()]);
  } finally {
    veil(false);
    busy = false;
  }
}

/**
 * @param {HTMLVideoElement} video
 * @param {import("./link.js").Link} link
 * @returns {Promise<import("./clip.js").Checked | Refusal>}
 */
async function take(video, link) {
  const seen = await visiblePart(video);
  const box = contentBox(video);
  const picture = { width: video.videoWidth, height: video.videoHeight };
  const part = pictureIn(box, picture, getComputedStyle(video));
  if (!isWithin(part, seen)) return "partly";
  const inTop = outOfFrames(part);
  if (!inTop) return "embedded";
  const view = shownOfPage();
  if (!isWithin(inTop, view)) return "partly";
  const before = video.currentTime;
  const matrix = matrixOf(null, video.videoHeight); // of a stream it may not read, it is not told
  const shot = await link.capture({ box: shares(inTop, view), matrix });
  if (!shot?.plane) return shot?.refused ?? "failed";
  const { left, top } = contentBox(video);
  if (left !== box.left || top !== box.top) return "failed"; // scrolled meanwhile
  return { t_ms: Math.round((before + video.currentTime) * 500), plane: shot.plane };
}

/** @returns {Promise<Refusal>} when the browser, or a worker that has died, still says nothing */
function tooLate() {
  return new Promise((done) => window.setTimeout(() => done("failed"), PATIENCE_MS));
}

/** Resolves when what was changed on the page shows: the frame after the next has begun. */
function painted() {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

/**
 * The part of an element that neither the window nor what is around it cuts off.
 * @param {Element} element
 * @returns {Promise<DOMRectReadOnly>}
 */
function visiblePart(element) {
  return new Promise((done) => {
    const observer = new IntersectionObserver(([{ intersectionRect }]) => {
      observer.disconnect();
      done(intersectionRect);
    });
    observer.observe(element);
  });
}

/**
 * @param {HTMLElement} element
 * @returns {Box} without border and padding, which a transform scales with the rest
 */
function contentBox(element) {
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const edge = (/** @type {"Left" | "Top" | "Right" | "Bottom"} */ side) =>
    parseFloat(style[`border${side}Width`]) + parseFloat(style[`padding${side}`]);
  const [x, y] = [width / element.offsetWidth, height / element.offsetHeight];
  return {
    left: left + x * edge("Left"),
    top: top + y * edge("Top"),
    right: right - x * edge("Right"),
    bottom: bottom - y * edge("Bottom"),
  };
}

/**
 * @param {Box} box in this frame
 * @returns {Box | null} in the top one; null where another address is between: nothing tells where
 */
function outOfFrames(box) {
  for (let frame = window; frame !== frame.top; frame = frame.parent.window) {
    const { frameElement } = frame;
    if (!frameElement) return null;
    const { left: x, top: y } = contentBox(/** @type {HTMLElement} */ (frameElement));
    const { left, top, right, bottom } = box;
    box = { left: left + x, top: top + y, right: right + x, bottom: bottom + y };
  }
  return box;
}

/** What a screenshot shows of the page: less than the window's layout while it is pinched larger. */
function shownOfPage() {
  const { innerWidth, innerHeight, visualViewport } = window.top ?? window;
  const { offsetLeft: left, offsetTop: top, scale } = visualViewport ?? {
    offsetLeft: 0,
    offsetTop: 0,
    scale: 1,
  };
  const [width, height] = [innerWidth / scale, innerHeight / scale];
  return { left, top, width, height, right: left + width, bottom: top + height };
}
