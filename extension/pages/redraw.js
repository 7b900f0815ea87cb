/** Draws a page anew without taking the keyboard from where it was. */

const CONTROLS = "a, button, input, summary";

/**
 * @param {Element} control
 * @returns {string} what it is, whichever element it is
 */
function nameOf(control) {
  const { tagName, textContent } = control;
  return [tagName, textContent, control.getAttribute("name"), control.getAttribute("value")].join();
}

/** @param {...HTMLElement} parts of the page */
export function redraw(...parts) {
  const { activeElement: before } = document;
  document.body.replaceChildren(...parts);
  if (!before || !before.matches(CONTROLS)) return;
  const controls = [...document.querySelectorAll(CONTROLS)];
  const same = before.isConnected ? before : controls.find((one) => nameOf(one) === nameOf(before));
  if (same instanceof HTMLElement) same.focus();
}
