"""The toolbar's icon mirrors what was found, in shape and colour."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from reelmark.demo.chromium import Chromium
from tests.extension.firefox import loaded
from tests.extension.marionette import Marionette
from tests.extension.site import Site

VIDEO = '<video src="/{}.mp4" autoplay muted loop playsinline style="height:600px"></video>'

TILES = {"listed": (22, 24, 29), "revoked": (163, 24, 42), "unknown": (86, 93, 107)}
"""The tone of each clip, as background/icon.js has it."""

LISTEN = """() => {
  globalThis.icons = [];
  const { action } = chrome;
  const set = action.setIcon.bind(action);
  action.setIcon = (icon) => (icons.push([...(icon.imageData?.[16].data ?? [])]), set(icon));
}"""
"""Chromium tells nobody which icon it shows: what it is given is noted instead."""


def _tile(rgba: Iterable[int]) -> tuple[int, ...]:
    """The colour that most pixels have."""
    return Counter(zip(*[iter(rgba)] * 4, strict=True)).most_common(1)[0][0][:3]


def test_firefox_shows_the_state_in_the_toolbar(
    running_firefox: Marionette, extension: Path, site: Site
) -> None:
    with loaded(running_firefox, extension) as viewer:

        def shown() -> tuple[int, ...]:
            _, _, data = viewer.icon().partition("base64,")
            if not data:
                return ()
            return _tile(Image.open(BytesIO(base64.b64decode(data))).convert("RGBA").tobytes())

        for name in ("listed", "revoked"):
            viewer.open(site.page(name, VIDEO.format(name)))
            viewer.until(shown, lambda tile: tile == TILES[name])  # noqa: B023  # used at once
        viewer.kill_worker()
        viewer.open(site.page("after", VIDEO.format("listed")))
        viewer.until(shown, lambda tile: tile == TILES["listed"])


def test_chromium_is_given_an_icon_when_the_state_changes_and_not_else(
    chromium: Chromium, site: Site
) -> None:
    chromium.worker.evaluate(LISTEN)

    def given() -> list[tuple[int, ...]]:
        icons = chromium.worker.evaluate("icons")
        return [_tile(icon) for icon in icons]

    for name, tile in TILES.items():
        chromium.open(site.page(name, VIDEO.format(name)))
        chromium.until(given, lambda icons: icons[-1:] == [tile])  # noqa: B023  # used at once
        before = len(given())
        chromium.page.wait_for_timeout(300)
        assert len(given()) == before


@pytest.mark.parametrize("again", ["reload", "worker"])
def test_the_icon_is_right_again(chromium: Chromium, site: Site, again: str) -> None:
    chromium.open(site.page("again", VIDEO.format("revoked")))
    chromium.says("港城夜话")
    tab = chromium.tab
    if again == "reload":
        chromium.page.reload()
    else:
        chromium.kill_worker()
    badge = f"chrome.action.getBadgeText({{ tabId: {tab} }})"
    with chromium.options() as options:
        chromium.until(lambda: options.evaluate(badge), lambda text: text == "撤销")
