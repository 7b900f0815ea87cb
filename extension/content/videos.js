/** Finds the videos of a page that play, also those added later. */

/** Videos sampled at once: those without an answer first, the largest of them before others. */
const MOST_AT_ONCE = 4;

/** Videos followed on one page. */
const MOST_FOLLOWED = 100;

/** Looking for shadow roots may take this share of the main thread: it takes 4 ms among 10,000
 * elements in Chromium, 18 ms in Firefox (2026-11-21). */
const SHARE = 1 / 100;

/**
 * Calls back for each video that starts to play, and for each that has left the page.
 * @param {{ found: (video: HTMLVideoElement) => void, lost: (video: HTMLVideoElement) => void }} to
 * @returns {() => void} looks for open shadow roots; nothing tells when one is made
 */
export function watchVideos({ found, lost }) {
  /** @type {Set<HTMLVideoElement>} */
  const known = new Set();

  /** @type {WeakSet<Document | ShadowRoot>} */
  const watched = new WeakSet();

  /** @param {EventTarget | null} target */
  const meet = (target) => {
    if (!(target instanceof HTMLVideoElement) || known.has(target)) return;
    if (known.size >= MOST_FOLLOWED) return;
    known.add(target);
    found(target);
  };

  /** @param {Document | ShadowRoot} root */
  const meetAll = (root) => {
    for (const video of root.querySelectorAll("video")) if (!video.paused) meet(video);
  };
  const loseGone = () => {
    for (const video of known) {
      if (video.isConnected) continue;
      known.delete(video);
      lost(video);
    }
  };

  // Removal has no event at all.
  let due = false;
  const observer = new MutationObserver(() => {
    if (due) return;
    due = true;
    window.setTimeout(() => {
      due = false;
      loseGone();
      meetAll(document);
    }, 200);
  });

  /**
   * Media events do not bubble, and do not leave a shadow root, but a capturing listener sees them.
   * Autoplay may have begun before it was there.
   * @param {Document | ShadowRoot} root
   */
  const watch = (root) => {
    if (watched.has(root)) return;
    watched.add(root);
    for (const name of ["play", "playing", "loadstart"]) {
      root.addEventListener(name, ({ target }) => meet(target), { capture: true, passive: true });
    }
    observer.observe(root, { childList: true, subtree: true });
    meetAll(root);
  };

  /** @param {Document | ShadowRoot} root */
  const lookInto = (root) => {
    for (const { shadowRoot } of root.querySelectorAll("*")) {
      if (!shadowRoot) continue;
      watch(shadowRoot);
      lookInto(shadowRoot);
    }
  };
  watch(document);
  lookInto(document);
  let rest = 0;
  return () => {
    const start = performance.now();
    if (start < rest) return;
    lookInto(document);
    const end = performance.now();
    rest = end + (end - start) / SHARE;
  };
}

/**
 * The videos that may be sampled now.
 * @template {{ busy: boolean, eager: boolean, area: number }} T
 * @param {readonly T[]} players
 * @returns {T[]}
 */
export function chosen(players) {
  const busy = players.filter((player) => player.busy);
  return busy
    .sort((a, b) => Number(b.eager) - Number(a.eager) || b.area - a.area)
    .slice(0, MOST_AT_ONCE);
}
