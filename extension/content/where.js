/** Where a video's picture shows. Lengths are CSS pixels unless said otherwise. */

/** @typedef {import("../ui/place.js").Box} Box */
/** @typedef {{ width: number, height: number }} Size */

/** Layout rounds to whole pixels of the screen. */
const ROUNDING = 1.5;

/**
 * The part of its box that a video's picture fills.
 * @param {Box} box
 * @param {Size} picture of the video
 * @param {{ objectFit: string, objectPosition: string }} style as computed
 * @returns {Box}
 */
export function pictureIn(box, picture, { objectFit, objectPosition }) {
  const room = { width: box.right - box.left, height: box.bottom - box.top };
  const { width, height } = fitted(room, picture, objectFit);
  const [x = "50%", y = "50%"] = objectPosition.split(" ");
  const left = box.left + shift(x, room.width - width);
  const top = box.top + shift(y, room.height - height);
  return common(box, { left, top, right: left + width, bottom: top + height });
}

/**
 * @param {Size} room
 * @param {Size} picture
 * @param {string} fit
 * @returns {Size}
 */
function fitted(room, { width, height }, fit) {
  if (fit === "fill") return room;
  const scales = [room.width / width, room.height / height];
  const contain = Math.min(...scales);
  const scale =
    { contain, cover: Math.max(...scales), none: 1, "scale-down": Math.min(1, contain) }[fit] ??
    contain;
  return { width: width * scale, height: height * scale };
}

/**
 * @param {string} position one of the two of `object-position`; a sum counts as the middle
 * @param {number} free
 * @returns {number}
 */
function shift(position, free) {
  const [, value, unit] = /^(-?[\d.]+)(%|px)$/.exec(position) ?? ["", "50", "%"];
  return unit === "px" ? Number(value) : (free * Number(value)) / 100;
}

/**
 * @param {Box} one
 * @param {Box} other
 * @returns {Box}
 */
function common(one, other) {
  return {
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  };
}

/**
 * @param {Box} inner
 * @param {Box} outer
 * @returns {boolean} whether one lies within the other, but for rounding, and is not empty
 */
export function isWithin(inner, outer) {
  const { left, top, right, bottom } = common(inner, outer);
  const missing = [left - inner.left, top - inner.top, inner.right - right, inner.bottom - bottom];
  return right > left && bottom > top && missing.every((part) => part <= ROUNDING);
}

/**
 * @param {Box} box
 * @param {{ left: number, top: number, width: number, height: number }} view what shows of the page
 * @returns {Box} shares of its width and height
 */
export function shares(box, { left, top, width, height }) {
  const share = (/** @type {number} */ at) => Math.min(1, Math.max(0, at));
  return {
    left: share((box.left - left) / width),
    top: share((box.top - top) / height),
    right: share((box.right - left) / width),
    bottom: share((box.bottom - top) / height),
  };
}
