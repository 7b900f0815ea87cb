/** Where on a player the mark goes. Lengths are CSS pixels of the window. */

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */
/** @typedef {"right" | "left"} Corner */

/** Between the player's edge and the mark. */
export const INSET = 10;

/** Width of the card, and of the mark's host. */
export const CARD = 288;

/** Height of the mark. */
export const MARK = 26;

/** Width to keep free of the player's own buttons. */
const REACH = 110;

/** Smaller players show no mark: it would cover too much. The popup has their verdict. */
const LEAST_WIDTH = 160;
const LEAST_HEIGHT = 90;

/** Height that players' controls take at the bottom. */
const CONTROLS = 56;

/** Lowest card worth opening within the player; a lower one may reach beyond it. */
const LEAST_CARD = 180;

/**
 * The part of a player that is within the window.
 * @param {Box} box
 * @param {{ width: number, height: number }} view
 * @returns {Box | null} null when too little of it is
 */
export function visiblePart(box, view) {
  const part = {
    left: Math.max(0, box.left),
    top: Math.max(0, box.top),
    right: Math.min(view.width, box.right),
    bottom: Math.min(view.height, box.bottom),
  };
  const enough = part.right - part.left >= LEAST_WIDTH && part.bottom - part.top >= LEAST_HEIGHT;
  return enough ? part : null;
}

/**
 * Places to try for the mark, the best first: both upper corners, then a little below them.
 * @param {Box} part
 * @returns {{ corner: Corner, left: number, top: number, box: Box }[]} `left` is the host's
 */
export function places(part) {
  const tops = [part.top + INSET, part.top + INSET + 2 * MARK];
  return tops.flatMap((top) => {
    const right = part.right - INSET;
    const left = part.left + INSET;
    const bottom = top + MARK;
    return [
      {
        corner: "right",
        left: right - CARD,
        top,
        box: { left: right - REACH, right, top, bottom },
      },
      { corner: "left", left, top, box: { left, right: left + REACH, top, bottom } },
    ];
  });
}

/**
 * How far right the open card moves from its host so that it lies within the window.
 * @param {number} left of the host
 * @param {number} width of the window
 * @returns {number}
 */
export function cardShift(left, width) {
  return Math.max(8, Math.min(left, width - CARD - 8)) - left;
}

/**
 * @param {Box} part
 * @param {number} top of the mark
 * @param {number} height of the window
 * @returns {number} greatest height of the card, clear of the player's controls if it can be
 */
export function cardHeight(part, top, height) {
  const above = part.bottom - CONTROLS - (top + MARK + 8);
  const most = height - (top + MARK + 16);
  return Math.min(most, Math.max(LEAST_CARD, above));
}
