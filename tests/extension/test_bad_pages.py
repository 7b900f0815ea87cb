"""Pages that work against the mark, or strain it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reelmark.demo.chromium import Chromium
from reelmark.demo.viewer import Viewer
from tests.extension.conftest import IN_CHROMIUM
from tests.extension.site import Site
from tests.videos import write

VIDEO = '<video src="/{}.mp4" autoplay muted loop playsinline style="height:600px"></video>'

SMALL = '<video src="/{}.mp4" autoplay muted loop playsinline width=320 height=240></video>'

STALL = """() => new Promise((done) => {
    let last = performance.now(), worst = 0;
    setInterval(() => {
        worst = Math.max(worst, performance.now() - last);
        last = performance.now();
    }, 20);
    setTimeout(() => done(worst), 6000);
})"""
"""The longest time, ms, for which a page's own code could not run in 6 s."""

REMOVE = """() => {
    const hosts = document.querySelectorAll("[popover]");
    for (const host of hosts) host.remove();
    return hosts.length;
}"""


@IN_CHROMIUM
def test_a_removed_mark_comes_back(watching: Chromium, site: Site) -> None:
    page = watching.open(site.page("remove", VIDEO.format("listed")))
    watching.verdicts()
    assert page.evaluate(REMOVE) == 1
    assert "雾港来信" in watching.verdicts()[0].label


@IN_CHROMIUM
def test_it_does_not_fight_for_ever_and_the_popup_still_tells(
    watching: Chromium, site: Site
) -> None:
    page = watching.open(site.page("fight", VIDEO.format("listed")))
    watching.verdicts()
    page.evaluate(f"window.fights = 0; setInterval({REMOVE}, 20)")
    page.evaluate("""() => new MutationObserver(() => window.fights++)
        .observe(document.documentElement, { childList: true })""")
    page.wait_for_timeout(6000)
    fights = page.evaluate("window.fights")
    page.wait_for_timeout(2000)
    assert page.evaluate("window.fights") == fights
    with watching.popup() as popup:
        assert "雾港来信" in popup.inner_text("body")


@IN_CHROMIUM
def test_a_page_cannot_hide_or_cover_the_mark_by_style(watching: Chromium, site: Site) -> None:
    style = """<style>div { display: none !important; opacity: 0 !important }</style>"""
    page = watching.open(site.page("style", style + VIDEO.format("listed")))
    watching.verdicts()
    page.evaluate("""() => {
        const cover = document.createElement("dialog");
        cover.style.cssText = "inset:0 0 auto;margin:0;width:auto;height:200px";
        document.body.append(cover);
        cover.popover = "manual";
        cover.showPopover();
    }""")
    (mark,) = watching.marks()
    left, top, right, bottom = watching.box(mark)
    assert right - left > 40
    watching.until(
        lambda: page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y).matches('html > [popover]')",
            [(left + right) / 2, (top + bottom) / 2],
        ),
        bool,
    )


@IN_CHROMIUM
def test_it_lies_on_the_video_of_a_page_written_from_right_to_left(
    watching: Chromium, site: Site
) -> None:
    script = "<script>document.documentElement.dir = 'rtl'</script>"
    page = watching.open(site.page("rtl", script + VIDEO.format("listed")))
    watching.verdicts()
    page.wait_for_timeout(4000)  # time enough to put it back until it gives up
    (mark,) = watching.verdicts()
    video = page.evaluate("""() => {
        const box = document.querySelector("video").getBoundingClientRect();
        return [box.left, box.top, box.right, box.bottom]; }""")
    left, top, right, bottom = watching.box(mark)
    assert video[0] <= left < right <= video[2]
    assert video[1] <= top < bottom <= video[3]


def test_it_keeps_clear_of_the_players_own_buttons(watching: Viewer, site: Site) -> None:
    button = '<button style="position:absolute;top:6px;right:6px;width:90px;height:40px">'
    player = f'<div style="position:relative;width:338px">{VIDEO.format("listed")}'
    body = f"{player}{button}×</button></div>"
    watching.open(site.page("buttons", body))
    (mark,) = watching.verdicts()
    assert watching.box(mark)[2] < 338 - 96


def test_a_source_that_changes_every_second_leaves_no_old_verdict(
    watching: Viewer, site: Site
) -> None:
    script = """<script>window.turn = 0; window.timer = setInterval(() => {
        document.querySelector("video").src = ["/unknown.mp4", "/grey.mp4"][turn++ % 2]; }, 1000)
        </script>"""
    watching.open(site.page("changing", VIDEO.format("listed") + script))
    watching.until(lambda: watching.run("turn"), lambda turns: turns >= 4)
    assert not any("雾港" in mark.label for mark in watching.marks())
    watching.run("clearInterval(timer)")
    watching.run("document.querySelector('video').src = '/revoked.mp4'")
    watching.says("港城夜话")


@pytest.mark.thorough
@IN_CHROMIUM
def test_fifty_videos_all_get_their_verdict_in_turn(watching: Chromium, site: Site) -> None:
    small = '<video src="/{}.mp4" autoplay muted loop playsinline width=180 height=120></video>'
    names = ("listed", "declared", "revoked", "disputed", "several")
    body = "".join(small.format(names[i % 5]) for i in range(50))
    watching.open(site.page("fifty", body), (1900, 800))
    marks = watching.until(
        lambda: [mark for mark in watching.marks() if not mark.looking],
        lambda marks: len(marks) >= 20,
        150,
    )
    assert any("雾港来信" in mark.label for mark in marks)


@IN_CHROMIUM
def test_a_dot_shows_too_little(watching: Chromium, site: Site, videos: Path) -> None:
    write(videos / "dot.mp4", [np.zeros((2, 2, 3), np.uint8)] * 50)
    watching.open(site.page("dot", SMALL.format("dot")))
    (mark,) = watching.verdicts()
    assert "画面不足以比对" in mark.label


@pytest.mark.quiet
@IN_CHROMIUM
def test_an_8k_video_does_not_hold_up_the_page(
    watching: Chromium, site: Site, videos: Path
) -> None:
    rng = np.random.default_rng(3)
    rich = np.kron(rng.integers(0, 255, (54, 96, 1)), np.ones((80, 80, 3))).astype(np.uint8)
    write(videos / "huge.mp4", [rich] * 4, times_ms=[0, 400, 800, 1200])
    page = watching.open(site.page("huge", SMALL.format("huge")))
    watching.until(watching.marks, bool)
    stall = page.evaluate(STALL)
    print(f"8K video: the page waited at most {stall:.0f} ms")
    assert stall < 1000


@pytest.mark.quiet  # on a busy machine too few frames of a short clip are seen
def test_a_worker_that_dies_before_a_clip_ends_loses_no_sample(
    watching: Viewer, site: Site
) -> None:
    watching.open(site.page("ends", VIDEO.format("unknown").replace(" loop", "")))
    watching.until(
        lambda: watching.run("document.querySelector('video').currentTime"), (3.3).__lt__
    )
    watching.kill_worker()
    assert "登记库中没有这段画面" in watching.verdicts()[0].label
