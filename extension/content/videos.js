/** Finds the videos of a page that play, also those added later. */

/** Videos sampled at once: those without an answer first, the largest of them before others. */
const MOST_AT_ONCE = 4;

/** Videos followed on one page. */
const MOST_FOLLOWED = 100;

/**
 * Calls back for each video that starts to play, and for each that has left the page.
 * @param {{ found: (video: HTMLVideoElement) => void, lost: (video: HTMLVideoElement) => void }} to
 */
export function watchVideos({ found, lost }) {
  /** @type {Set<HTMLVideoElement>} */
  const known = new Set();

  /** @param {EventTarget | null} target */
  const meet = (target) => {
    if (!(target instanceof HTMLVideoElement) || known.has(target)) return;
    if (known.size >= MOST_FOLLOWED) return;
    known.add(target);
    found(target);
  };

  // Media events do not bubble, but a capturing listener sees them.
  for (const name of ["play", "playing", "loadstart"]) {
    document.addEventListener(name, ({ target }) => meet(target), { capture: true, passive: true });
  }
  const meetAll = () => {
    for (const video of document.querySelectorAll("video")) if (!video.paused) meet(video);
  };
  const loseGone = () => {
    for (const video of known) {
      if (video.isConnected) continue;
      known.delete(video);
      lost(video);
    }
  };
  // Autoplay may have begun before the listeners were there; removal has no event at all.
  let due = false;
  new MutationObserver(() => {
    if (due) return;
    due = true;
    window.setTimeout(() => {
      due = false;
      loseGone();
      meetAll();
    }, 200);
  }).observe(document, { childList: true, subtree: true });
  meetAll();
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
