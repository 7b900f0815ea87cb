"""The mark on players of several kinds, and its use by keyboard."""

from __future__ import annotations

from reelmark.demo.chromium import Chromium
from reelmark.demo.viewer import Viewer
from tests.extension.conftest import IN_CHROMIUM
from tests.extension.site import Site

VIDEO = '<video src="/{}.mp4" autoplay muted loop playsinline style="height:600px"></video>'


def test_it_is_used_with_the_keyboard_alone(watching: Viewer, site: Site) -> None:
    video = VIDEO.replace("<video", "<video tabindex=-1")  # Firefox would stop there first
    watching.open(site.page("keys", video.format("listed")))
    watching.verdicts()
    watching.press("Tab")
    watching.press("Enter")
    watching.until(watching.texts, lambda texts: "公示在册" in texts and "依据" in texts)
    watching.press("Escape")
    watching.until(watching.texts, lambda texts: "依据" not in texts)
    watching.press("Enter")
    watching.until(watching.texts, lambda texts: "依据" in texts)


def test_a_click_on_it_does_not_reach_the_player(watching: Viewer, site: Site) -> None:
    script = (
        "<script>window.clicks = 0; document.addEventListener('click', () => clicks++)</script>"
    )
    watching.open(site.page("clicks", VIDEO.format("listed") + script))
    watching.click(watching.verdicts()[0])
    watching.until(watching.texts, lambda texts: "依据" in texts)
    assert watching.run("clicks") == 0


def test_it_shows_in_full_screen(watching: Viewer, site: Site) -> None:
    body = f'<div id="player">{VIDEO.format("listed")}</div>'
    watching.open(site.page("full", body))
    watching.verdicts()
    watching.run("document.querySelector('#player').requestFullscreen()")
    left, top, right, bottom = watching.box(watching.says("雾港来信"))
    at = f"{(left + right) / 2}, {(top + bottom) / 2}"
    on_top = f"document.elementFromPoint({at}).matches('[popover]')"
    watching.until(lambda: watching.run(on_top), bool)


def test_it_finds_a_video_that_is_added_later(watching: Viewer, site: Site) -> None:
    watching.open(site.page("later", "<main></main>"))
    watching.run("""(() => {
        const video = document.createElement("video");
        Object.assign(video, { src: "/listed.mp4", muted: true, loop: true, height: 600 });
        document.querySelector("main").append(video);
        void video.play();
    })()""")
    assert "雾港来信" in watching.verdicts()[0].label
    watching.run("document.querySelector('video').remove()")
    watching.until(watching.marks, lambda marks: marks == [])


@IN_CHROMIUM
def test_it_can_be_paused_on_a_site(watching: Chromium, site: Site) -> None:
    watching.open(site.page("pause", VIDEO.format("listed")))
    watching.verdicts()
    with watching.popup() as popup:
        popup.get_by_role("button", name="在此网站暂停").click()
        popup.get_by_role("button", name="在此网站恢复").wait_for()
    watching.says("已在此网站暂停")
    with watching.popup() as popup:
        popup.get_by_role("button", name="在此网站恢复").click()
    watching.says("雾港来信")
