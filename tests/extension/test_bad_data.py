"""A registry whose files are damaged, foreign, old or missing: said plainly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright

from reelmark.demo.chromium import Chromium, launched
from reelmark.demo.viewer import Viewer
from reelmark.registry.vocabulary import ApprovalState, Status
from tests.extension.chromium import loaded
from tests.extension.publisher import NOTICE, Publisher, Work
from tests.extension.site import Site
from tests.extension.steps import refresh

VIDEO = '<video src="/{}.mp4" autoplay muted loop playsinline style="height:600px"></video>'


def _bundle_name(publisher: Publisher) -> str:
    return next(name for name in publisher.files if name.endswith(".bin"))


def _truncate(publisher: Publisher) -> None:
    name = _bundle_name(publisher)
    publisher.files[name] = publisher.files[name][:-100]


def _alter(publisher: Publisher) -> None:
    name = _bundle_name(publisher)
    publisher.files[name] = publisher.files[name][:-1] + b"?"


def _resign(publisher: Publisher) -> None:
    other = Publisher()
    other.publish([])
    publisher.files |= other.files


def _garble(publisher: Publisher) -> None:
    publisher.files["manifest.json"] = b"\x00\xff not json"


def _forge(publisher: Publisher) -> None:
    manifest = publisher.files["manifest.json"]
    at = manifest.index(b'"signature":"') + 20
    publisher.files["manifest.json"] = manifest[:at] + b"AAAA" + manifest[at + 4 :]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_truncate, "数据文件不完整"),
        (_alter, "已被改动"),
        (_resign, "另一把密钥"),
        (_garble, "格式无法识别"),
        (_forge, "已被改动"),
    ],
)
def test_it_refuses_damaged_files_and_says_why(
    running_chromium: BrowserContext,
    extension: Path,
    publisher: Publisher,
    site: Site,
    damage: Callable[[Publisher], None],
    said: str,
) -> None:
    damage(publisher)
    with loaded(running_chromium, extension) as chromium:
        chromium.open(site.page("refused", VIDEO.format("listed")))
        (mark,) = chromium.verdicts()
        assert "登记数据未被采用" in mark.label
        chromium.click(mark)
        chromium.until(chromium.texts, lambda texts: said in texts)


def test_it_keeps_what_it_holds_when_offered_older_data(
    chromium: Chromium, publisher: Publisher, site: Site
) -> None:
    chromium.open(site.page("used", VIDEO.format("listed")))
    chromium.verdicts()
    publisher.publish([], generation=9)
    refresh(chromium)
    chromium.open(site.page("older", VIDEO.format("listed")))
    (mark,) = chromium.verdicts()
    assert "雾港来信" in mark.label
    with chromium.popup() as popup:
        assert "更旧" in popup.inner_text(".data")
        assert "继续使用已有数据" in popup.inner_text(".data")


def test_it_matches_without_the_server_what_it_held_when_the_browser_was_closed(
    playwright: Playwright, tmp_path: Path, extension: Path, publisher: Publisher, site: Site
) -> None:
    with launched(playwright, tmp_path / "profile", extension) as chromium:
        chromium.open(site.page("used", VIDEO.format("listed")))
        chromium.verdicts()
    publisher.files.clear()
    with launched(playwright, tmp_path / "profile", extension) as chromium:
        chromium.open(site.page("down", VIDEO.format("revoked")))
        (mark,) = chromium.verdicts()
        assert "港城夜话" in mark.label
        with chromium.popup() as popup:
            assert "连不上登记库" in popup.inner_text(".data")


def test_it_goes_on_when_the_server_comes_back(
    running_chromium: BrowserContext, extension: Path, publisher: Publisher, site: Site
) -> None:
    files, publisher.files = publisher.files, {}
    with loaded(running_chromium, extension) as chromium:
        chromium.open(site.page("back", VIDEO.format("listed")))
        (mark,) = chromium.verdicts()
        assert "连不上登记库" in mark.label
        publisher.files = files
        chromium.says("雾港来信")


def test_a_revocation_shows_within_a_minute_on_a_clip_that_plays(
    chromium: Chromium, publisher: Publisher, known: list[Work], site: Site
) -> None:
    chromium.open(site.page("recent", VIDEO.format("listed")))
    chromium.verdicts()
    revoked = replace(known[0], status=Status.REVOKED, state=ApprovalState.REVOKED, source=NOTICE)
    publisher.publish([revoked, *known[1:]], generation=11)
    publisher.say([revoked], generation=11)
    chromium.says("撤销")


def test_what_leaves_the_browser_does_not_depend_on_the_clip(
    chromium: Chromium, publisher: Publisher, site: Site
) -> None:
    for name in ("listed", "unknown"):
        chromium.open(site.page(name, VIDEO.format(name)))
        chromium.verdicts()
    bundle = _bundle_name(publisher)
    assert set(publisher.asked) == {"manifest.json", bundle, "recent.json"}
    assert publisher.asked.count(bundle) == 1


def test_matching_on_the_server_says_so_when_it_is_down(chromium: Chromium, site: Site) -> None:
    chromium.choose_server()  # the tests' registry has files alone: it does not match
    chromium.open(site.page("server-down", VIDEO.format("listed")))
    (mark,) = chromium.verdicts()
    assert "连不上登记库" in mark.label


def test_a_worker_that_dies_is_started_anew_with_what_it_held(
    viewer: Viewer, publisher: Publisher, site: Site
) -> None:
    viewer.open(site.page("died", VIDEO.format("grey")))
    viewer.until(viewer.marks, lambda marks: len(marks) == 1)
    viewer.kill_worker()
    assert "画面不足" in viewer.verdicts()[0].label
    publisher.files.clear()
    viewer.kill_worker()
    viewer.run("document.querySelector('video').src = '/listed.mp4'")
    viewer.says("雾港来信")
    viewer.kill_worker()
    assert "雾港来信" in viewer.popup_text()
