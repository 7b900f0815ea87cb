/** The tree of a page's elements with its open shadow roots, as if these were no borders. */

/**
 * @param {Element} element
 * @returns {Element | null}
 */
export function parentOf(element) {
  const root = element.parentNode;
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

/**
 * @param {Element} outer
 * @param {Element} inner
 * @returns {boolean} whether one is the other or around it
 */
export function holds(outer, inner) {
  /** @type {Element | null} */
  let at = inner;
  while (at && at !== outer) at = parentOf(at);
  return at === outer;
}

/**
 * What lies on top at a point.
 * @param {Document | ShadowRoot} root
 * @param {number} x
 * @param {number} y CSS pixels of the window
 * @param {(found: Element) => boolean} counts
 * @returns {Element | undefined}
 */
export function topmost(root, x, y, counts) {
  // Asked of a shadow root, browsers also name what lies outside of it.
  const top = root.elementsFromPoint(x, y).find((e) => e.getRootNode() === root && counts(e));
  return (top?.shadowRoot && topmost(top.shadowRoot, x, y, counts)) ?? top;
}

/**
 * What is in full screen, if anything.
 * @returns {Element | null}
 */
export function inFullScreen() {
  let full = document.fullscreenElement;
  while (full?.shadowRoot?.fullscreenElement) full = full.shadowRoot.fullscreenElement;
  return full;
}
