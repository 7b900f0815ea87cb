"""What the mark says of clips that play."""

from __future__ import annotations

from pathlib import Path

import pytest

from reelmark.demo.chromium import Chromium
from reelmark.demo.viewer import Viewer
from tests.extension.conftest import IN_CHROMIUM
from tests.extension.site import Site
from tests.videos import join

VIDEO = '<video src="/{}.mp4" autoplay muted loop playsinline style="height:600px"></video>'

SAID = {
    "listed": "演示·雾港来信　第 12 集，AI 生成，一类，公示在册",
    "declared": "演示·长街旧事　第 1 集，AI 辅助，登记方声明",
    "revoked": "演示·港城夜话　第 3 集，登记方声明：未使用 AI，撤销",
    "disputed": "演示·纸月亮　第 1 集，登记方未说明，有异议",
    "unverified": "演示·无人核实　第 1 集，未核实登记，AI 生成，登记方声明",
    "several": "画面同时属于 2 部作品：",
    "unknown": "登记库中没有这段画面",
    "grey": "画面不足以比对",
}


NEVER = ("无许可", "未获许可", "非法", "不是 AI", "非 AI")


def test_it_says_of_each_clip_what_the_registry_holds_and_no_more(
    watching: Viewer, site: Site
) -> None:
    for name, said in SAID.items():
        watching.open(site.page(name, VIDEO.format(name)))
        (mark,) = watching.verdicts()
        assert said in mark.label
        watching.click(mark)
        card = watching.until(watching.texts, lambda text: "含义" in text or "这是什么意思" in text)
        assert not any(word in card for word in NEVER)


@pytest.mark.quiet
@IN_CHROMIUM
def test_it_names_a_known_clip_within_three_seconds_of_play(watching: Chromium, site: Site) -> None:
    page = watching.open(site.page("known", VIDEO.format("listed")))
    watching.verdicts()
    played = page.evaluate("document.querySelector('video').currentTime")
    print(f"verdict after {played:.2f} s of play")
    assert played <= 3


def test_it_shows_the_same_in_the_popup(watching: Viewer, site: Site) -> None:
    watching.open(site.page("popup", VIDEO.format("listed")))
    watching.verdicts()
    text = watching.popup_text()
    for part in ("演示·雾港来信", "演示数据", "AI 生成：画面、配音", "一类，公示在册"):
        assert part in text


@IN_CHROMIUM
def test_a_page_that_was_left_is_among_what_went_by(watching: Chromium, site: Site) -> None:
    page = watching.open(site.page("left", VIDEO.format("listed")))
    watching.verdicts()
    page.evaluate("history.pushState(null, '', '/moved.html')")  # the same page: all stays
    page.wait_for_timeout(500)
    with watching.popup() as popup:
        assert "演示·雾港来信" in popup.inner_text("body")
        assert "在此网站暂停" in popup.inner_text("body")
    page.goto("about:blank")
    with watching.popup() as popup:
        popup.get_by_text("在本页识别一次").wait_for()
        here, _, before = popup.inner_text("body").partition("此标签页认出过的片段")
        assert "雾港来信" not in here
        assert "雾港来信" in before


@pytest.mark.quiet
def test_one_element_that_plays_another_clip_gets_another_verdict(
    watching: Viewer, site: Site
) -> None:
    watching.open(site.page("feed", VIDEO.format("listed")))
    watching.verdicts()
    watching.run("document.querySelector('video').src = '/revoked.mp4'")
    watching.until(watching.marks, lambda marks: not any("雾港" in m.label for m in marks), 1)
    (mark,) = watching.verdicts()
    assert "港城夜话" in mark.label


@pytest.mark.quiet
def test_a_name_leaves_the_mark_when_other_footage_follows(
    watching: Viewer, site: Site, videos: Path
) -> None:
    join([videos / f"{name}.mp4" for name in ("listed", "unknown", "declared")], videos / "mix.mp4")
    watching.open(site.page("mix", VIDEO.format("mix").replace(" loop", "")))
    watching.says("雾港来信")
    time = "document.querySelector('video').currentTime"
    watching.until(lambda: watching.run(time), lambda now: now > 6.6)
    assert not any("雾港来信" in mark.label for mark in watching.marks())
    watching.says("长街旧事")


@pytest.mark.quiet  # on a busy machine too little of it is seen
def test_a_short_clip_that_ends_gets_its_verdict(watching: Viewer, site: Site) -> None:
    watching.open(site.page("short", VIDEO.format("unknown").replace(" loop", "")))
    (mark,) = watching.verdicts()
    assert "登记库中没有这段画面" in mark.label


def test_unknown_videos_do_not_keep_a_known_one_from_its_turn(watching: Viewer, site: Site) -> None:
    tag = '<video src="/{}.mp4" autoplay muted loop playsinline width={} height={}></video>'
    body = tag.format("unknown", 300, 400) * 5 + tag.format("listed", 180, 240)
    watching.open(site.page("turns", body), (1900, 900))
    watching.says("雾港来信")
