/** The demo feed: plays what is in sight, and on request checks it with the extension's own core. */

import { Checker } from "./check.js";

/** The clip whose middle is in sight plays; a feed never plays two. */
const sight = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const video = /** @type {HTMLVideoElement} */ (target);
      if (isIntersecting) void video.play().catch(() => {}); // a browser that wants a click first
      else video.pause();
    }
  },
  { threshold: 0.6 },
);
for (const video of document.querySelectorAll("video")) sight.observe(video);

const button = /** @type {HTMLButtonElement} */ (document.getElementById("check"));

/** @type {Checker | null} */
let checker = null;

button.addEventListener("click", async () => {
  button.disabled = true;
  checker?.end();
  checker = checker ? null : await Checker.start(document.body.dataset.key ?? "");
  button.setAttribute("aria-pressed", String(checker !== null));
  button.disabled = false;
});
