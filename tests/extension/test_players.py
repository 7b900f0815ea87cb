"""Each clip that a player shows gets its own verdict: the same pages in both browsers."""

from __future__ import annotations

from pathlib import Path

import pytest

from reelmark.demo.viewer import Viewer
from tests.extension.site import PLAYERS, Site
from tests.extension.streams import write_streams
from tests.videos import join

PAGES = sorted(page.stem for page in PLAYERS.glob("*.html"))


@pytest.fixture(scope="module")
def streams(videos: Path) -> None:
    for name in ("listed", "revoked"):
        write_streams(videos / f"{name}.mp4", videos / name)


@pytest.mark.parametrize("page", PAGES)
def test_each_clip_gets_its_own_verdict(
    watching: Viewer, streams: None, site: Site, page: str
) -> None:
    watching.open(f"{site.address}/players/{page}.html")
    watching.says("雾港来信")
    watching.run("next()")
    watching.until(
        watching.marks, lambda marks: not any("雾港来信" in mark.label for mark in marks), 5
    )
    watching.says("港城夜话")


VIDEO = '<video src="/{}.mp4" autoplay muted loop playsinline style="height:600px"></video>'

ELEMENT = "document.querySelector('video')"


def test_an_advertisement_lends_its_verdict_to_nothing(watching: Viewer, site: Site) -> None:
    script = f"<script>{ELEMENT}.onended = () => {{ {ELEMENT}.src = '/listed.mp4' }}</script>"
    watching.open(site.page("ad", VIDEO.format("revoked") + script))
    watching.says("港城夜话")
    watching.run(f"{ELEMENT}.loop = false")
    watching.says("雾港来信")
    assert not any("港城夜话" in mark.label for mark in watching.marks())


@pytest.mark.parametrize("rate", [0.75, 1.5])
def test_a_clip_played_at_another_speed_is_named(watching: Viewer, site: Site, rate: float) -> None:
    script = f"<script>{ELEMENT}.defaultPlaybackRate = {ELEMENT}.playbackRate = {rate}</script>"
    watching.open(site.page("rate", VIDEO.format("listed") + script))
    watching.says("雾港来信")


def test_a_seek_to_other_footage_brings_its_name(
    watching: Viewer, site: Site, videos: Path
) -> None:
    join([videos / "listed.mp4", videos / "revoked.mp4"], videos / "two.mp4")
    watching.open(site.page("seek", VIDEO.format("two")))
    watching.says("雾港来信")
    watching.run(f"{ELEMENT}.currentTime = {ELEMENT}.duration - 2.5")
    watching.says("港城夜话")


def test_a_mark_shows_in_the_full_screen_of_a_shadow_root(watching: Viewer, site: Site) -> None:
    watching.open(f"{site.address}/players/shadow.html")
    watching.says("雾港来信")
    watching.run("document.querySelector('x-player').fill()")
    watching.until(lambda: watching.run("document.fullscreenElement !== null"), bool)
    watching.says("雾港来信")
    watching.run("document.exitFullscreen()")
    watching.says("雾港来信")


def test_picture_in_picture_goes_on_to_the_next_clip(watching: Viewer, site: Site) -> None:
    script = f"<script>onkeydown = () => {{ {ELEMENT}.requestPictureInPicture() }}</script>"
    watching.open(site.page("window", VIDEO.format("listed") + script))
    watching.says("雾港来信")
    watching.press("Enter")
    watching.until(lambda: watching.run("document.pictureInPictureElement !== null"), bool)
    watching.run(f"{ELEMENT}.src = '/revoked.mp4'")
    watching.says("港城夜话")


def test_a_video_of_another_address_is_said_to_be_unreadable(watching: Viewer, site: Site) -> None:
    other = site.address.replace("127.0.0.1", "localhost")
    watching.open(site.page("other", VIDEO.replace('src="', f'src="{other}').format("listed")))
    watching.says("无法读取这段画面")
