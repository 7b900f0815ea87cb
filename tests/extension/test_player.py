"""The mark on players of several kinds, and its use by keyboard."""

from __future__ import annotations

from reelmark.demo.chromium import Chromium
from tests.extension.site import Site

VIDEO = '<video src="/{}.mp4" autoplay muted loop playsinline style="height:600px"></video>'


def test_it_is_used_with_the_keyboard_alone(chromium: Chromium, site: Site) -> None:
    page = chromium.open(site.page("keys", VIDEO.format("listed")))
    chromium.verdicts()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    chromium.until(chromium.texts, lambda texts: "公示在册" in texts and "依据" in texts)
    page.keyboard.press("Escape")
    chromium.until(chromium.texts, lambda texts: "依据" not in texts)
    page.keyboard.press("Enter")
    chromium.until(chromium.texts, lambda texts: "依据" in texts)


def test_a_click_on_it_does_not_reach_the_player(chromium: Chromium, site: Site) -> None:
    script = (
        "<script>window.clicks = 0; document.addEventListener('click', () => clicks++)</script>"
    )
    page = chromium.open(site.page("clicks", VIDEO.format("listed") + script))
    chromium.click(chromium.verdicts()[0])
    chromium.until(chromium.texts, lambda texts: "依据" in texts)
    assert page.evaluate("clicks") == 0


def test_it_shows_in_full_screen(chromium: Chromium, site: Site) -> None:
    body = f'<div id="player">{VIDEO.format("listed")}</div>'
    page = chromium.open(site.page("full", body))
    chromium.verdicts()
    page.evaluate("document.querySelector('#player').requestFullscreen()")
    page.wait_for_function("document.fullscreenElement")
    left, top, right, bottom = chromium.box(chromium.says("雾港来信"))
    on_top = "([x, y]) => document.elementFromPoint(x, y).matches('[popover]')"
    chromium.until(lambda: page.evaluate(on_top, [(left + right) / 2, (top + bottom) / 2]), bool)


def test_it_finds_a_video_that_is_added_later(chromium: Chromium, site: Site) -> None:
    page = chromium.open(site.page("later", "<main></main>"))
    page.evaluate("""() => {
        const video = document.createElement("video");
        Object.assign(video, { src: "/listed.mp4", muted: true, loop: true, height: 600 });
        document.querySelector("main").append(video);
        void video.play();
    }""")
    assert "雾港来信" in chromium.verdicts()[0].label
    page.evaluate("document.querySelector('video').remove()")
    chromium.until(chromium.marks, lambda marks: marks == [])


def test_it_can_be_paused_on_a_site(chromium: Chromium, site: Site) -> None:
    chromium.open(site.page("pause", VIDEO.format("listed")))
    chromium.verdicts()
    with chromium.popup() as popup:
        popup.get_by_role("button", name="在此网站暂停").click()
        popup.get_by_role("button", name="在此网站恢复").wait_for()
    chromium.says("已在此网站暂停")
