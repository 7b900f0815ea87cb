"""What the extension makes of the videos of a page, as its background remembers it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reelmark.demo.chromium import Chromium
from tests.extension.site import Site

AT_ONCE = 4
"""Videos that the extension samples at the same time."""

VIDEO = '<video src="/{}" preload="none" muted loop playsinline style="height:300px"></video>'

PLAY = """async () => {
  for (const video of document.querySelectorAll("video")) await video.play();
}"""

LISTEN = """() => {
  globalThis.heard = [];
  chrome.runtime.onMessage.addListener(({ name, payload }) => {
    if (name !== "sample" || payload.plane === null) return;
    const { instance, video, generation, t_ms } = payload;
    heard.push([`${instance} ${video} ${generation}`, t_ms]);
  });
}"""

FOUND = """async (tab) => {
  const { tabs } = await chrome.storage.session.get("tabs");
  const frames = Object.entries(tabs?.[tab]?.frames ?? {});
  return frames.flatMap(([instance, videos]) =>
    Object.entries(videos).map(([video, { generation, settled, finding }]) => {
      const look = `${instance} ${video} ${generation}`;
      const times = heard.filter(([name]) => name === look).map(([, t_ms]) => t_ms);
      return { video: Number(video), generation, settled, times, ...finding };
    }),
  );
}"""


@dataclass(frozen=True)
class Look:
    """What one look at a video came to, and the media times of the samples sent, as they came.

    `matches` are those of messages.js: places in seconds, from the first sample. `named_ms`: the
    last media time when it first named a work.
    """

    verdict: str
    matches: Sequence[dict[str, Any]]
    times_ms: Sequence[int]
    named_ms: int | None

    @property
    def dramas(self) -> set[str]:
        return {match["drama"] for match in self.matches}


def listen(chromium: Chromium) -> None:
    """Have the worker note the samples that reach it."""
    chromium.worker.evaluate(LISTEN)


def looks(
    chromium: Chromium,
    site: Site,
    names: Sequence[str],
    enough: Callable[[int, Sequence[Look]], bool],
) -> list[list[Look]]:
    """Play up to AT_ONCE videos in a loop, until enough looks at each have settled.

    Each starts when the one before plays, so the extension numbers them in their order.
    """
    page = chromium.open(site.page(names[0], "".join(map(VIDEO.format, names))), size=(1200, 640))
    tab = chromium.tab
    page.evaluate(PLAY)
    named: dict[tuple[int, int], int] = {}
    seen: dict[tuple[int, int], Look] = {}

    def settled() -> list[list[Look]]:
        for one in chromium.worker.evaluate(FOUND, tab):
            key, times = (one["video"], one["generation"]), one["times"]
            if one["matches"]:
                named.setdefault(key, times[-1])
            if one["settled"]:
                seen.setdefault(key, Look(one["state"], one["matches"], times, named.get(key)))
        return [
            [look for (number, _), look in seen.items() if number == video]
            for video in range(len(names))
        ]

    def done(found: list[list[Look]]) -> bool:
        return all(enough(video, own) for video, own in enumerate(found))

    return chromium.until(settled, done)
