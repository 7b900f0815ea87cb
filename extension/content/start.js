/** Starts the content script in one frame: finds videos, samples them, keeps their views fresh. */

import { loadStyles } from "../ui/host.js";
import { Mark } from "../ui/mark.js";
import { Label, LabelReader } from "./label.js";
import { Link } from "./link.js";
import { holdsPage } from "./pattern.js";
import { PictureReader } from "./picture.js";
import { Player } from "./player.js";
import { chosen, watchVideos } from "./videos.js";

/** Views are asked for anew so often: a revocation must show within a minute. */
const ASK_MS = 5_000;

/** Marks follow their players so often, beside scrolling and resizing. */
const FOLLOW_MS = 500;

/** Shadow roots are looked for so often. */
const DEEPER_MS = 1000;

/** @typedef {{ player: Player, mark: Mark }} Followed */

const link = new Link();
const reader = new PictureReader();
const labels = new LabelReader();

/** @type {Map<HTMLVideoElement, Followed>} */
const followed = new Map();

const sight = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!(target instanceof HTMLVideoElement)) continue;
    const found = followed.get(target);
    if (found) found.player.visible = isIntersecting;
  }
});

let ids = 0;

/** The extension is gone, or may not run here any more: nothing is looked at. */
let ended = false;

/** @param {HTMLVideoElement} video */
function follow(video) {
  if (ended) return;
  const label = new Label(video, labels);
  const mark = new Mark(video, (action) => player.act(action));
  const player = new Player(video, ids++, { link, reader, mark, label });
  followed.set(video, { player, mark });
  sight.observe(video);
  share();
}

/** @param {HTMLVideoElement} video */
function leave(video) {
  followed.get(video)?.player.remove();
  followed.delete(video);
  sight.unobserve(video);
}

/** Let the largest videos be sampled that still need it. */
function share() {
  const players = [...followed.values()].map(({ player }) => player);
  const now = new Set(chosen(players));
  for (const player of players) player.allowed = now.has(player);
}

function place() {
  for (const { mark } of followed.values()) mark.place();
}

/** Ask what the registry says by now, and tell the background that something plays. */
async function ask() {
  const players = [...followed.values()].map(({ player }) => player);
  if (!players.some((player) => player.playing)) return;
  const asked = players.filter((player) => player.hasAsked);
  const reply = await link.playing(asked.map((player) => player.key));
  if (reply) know(reply.site);
  if (ended) return;
  for (const { video, generation, ...told } of reply?.clips ?? []) {
    players.find((player) => player.id === video)?.told(generation, told);
  }
}

/** @param {import("../sites.js").Site | null} site this frame's row, as of now */
function know(site) {
  labels.site = site;
  if (site?.off) end();
}

/** Nothing of the extension may stay on the page. */
function end() {
  ended = true;
  for (const video of [...followed.keys()]) leave(video);
  timers.forEach((timer) => window.clearInterval(timer));
}

/** @type {number[]} */
const timers = [];

// The background asks whether this page is still there, tells that sites are permitted no longer, or
// that the viewer wants a frame checked.
chrome.runtime.onMessage.addListener((message, _sender, reply) => {
  if (message === "there") reply(true);
  if (message.removed?.some((/** @type {string} */ site) => holdsPage(site, window.origin))) {
    end();
    reply(window === window.top);
  }
  if (message.frame?.instance !== link.instance) return false;
  const players = [...followed.values()].map(({ player }) => player);
  const player = players.find(({ id }) => id === message.frame.video);
  void player?.check().then(reply);
  return player !== undefined;
});

async function start() {
  await loadStyles();
  const hello = await link.hello();
  know(hello?.site ?? null);
  if (ended) return;
  const lookDeeper = watchVideos({ found: follow, lost: leave });
  let due = false;
  const follows = () => {
    if (due || followed.size === 0) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      place();
    });
  };
  document.addEventListener("scroll", follows, { capture: true, passive: true });
  window.addEventListener("resize", follows, { passive: true });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) void link.hello(); // the viewer came back to a page that was left
  });
  document.addEventListener("fullscreenchange", () => {
    for (const { mark } of followed.values()) mark.raise();
  });
  document.addEventListener("visibilitychange", () => {
    for (const { player } of followed.values()) player.plan();
    void ask();
  });
  timers.push(
    window.setInterval(() => {
      if (!link.alive) {
        end();
        return;
      }
      share();
      place();
    }, FOLLOW_MS),
    window.setInterval(lookDeeper, DEEPER_MS),
    window.setInterval(() => void ask(), ASK_MS),
  );
  chrome.storage.onChanged.addListener((changes, area) => {
    if (area !== "local" || !changes.settings) return;
    for (const { player } of followed.values()) player.restart();
  });
}

void start();
