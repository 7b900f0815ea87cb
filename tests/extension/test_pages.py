"""The popup's clips that went by, the options page, and the page that greets."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from reelmark.demo.chromium import Chromium, launched
from reelmark.demo.viewer import Viewer
from scripts.assemble_extension import assemble
from tests.extension import chromium, firefox
from tests.extension.publisher import Publisher
from tests.extension.site import Site, serving

VIDEO = '<video src="/{}.mp4" autoplay muted loop playsinline style="height:600px"></video>'

KEPT = "chrome.storage.session.get('recent').then(({ recent }) => JSON.stringify(recent))"


def _feed(viewer: Viewer, site: Site, *names: tuple[str, str]) -> None:
    """One element plays several clips, each until it is named."""
    viewer.open(site.page("feed", VIDEO.format(names[0][0])))
    for clip, title in names:
        viewer.run(f"void (document.querySelector('video').src = '/{clip}.mp4')")
        viewer.says(title)


def test_clips_that_went_by_are_in_the_popup_the_newest_first(viewer: Viewer, site: Site) -> None:
    _feed(viewer, site, ("listed", "雾港来信"), ("revoked", "港城夜话"), ("declared", "长街旧事"))
    now, heading, before = viewer.popup_text().partition("此标签页认出过的片段")
    assert heading
    assert "长街旧事" in now
    assert "长街旧事" not in before
    assert before.index("港城夜话") < before.index("雾港来信")


def test_a_clip_that_went_by_opens_to_its_card_and_is_really_cleared(
    chromium: Chromium, site: Site
) -> None:
    _feed(chromium, site, ("listed", "雾港来信"), ("revoked", "港城夜话"))
    chromium.page.goto("about:blank")
    with chromium.popup() as popup:
        popup.locator("summary", has_text="雾港来信").click()
        popup.get_by_text("一类，公示在册").wait_for()
        popup.wait_for_timeout(1500)  # it is asked again each second
        assert popup.get_by_text("一类，公示在册").is_visible()
        assert "d-listed" in popup.evaluate(KEPT)
        popup.get_by_role("button", name="清除").click()
        popup.locator(".recent").wait_for(state="detached")
        assert popup.evaluate(KEPT) == "{}"


def test_nothing_of_a_tab_is_kept_once_it_is_closed(chromium: Chromium, site: Site) -> None:
    _feed(chromium, site, ("listed", "雾港来信"))
    chromium.page.close()
    with chromium.options() as options:
        chromium.until(lambda: options.evaluate(KEPT), lambda kept: kept == "{}")


def test_the_popup_does_not_wait_for_a_server_that_is_slow(
    running_chromium: BrowserContext, tmp_path: Path, publisher: Publisher
) -> None:
    with serving(_never) as registry:
        extension = assemble(tmp_path / "extension", registry, publisher.public)
        with chromium.loaded(running_chromium, extension) as made, made.popup() as popup:
            assert "还没有登记数据" in popup.inner_text("body")


def _never(path: str) -> bytes | None:
    import time

    time.sleep(4)
    return None


def test_the_options_keep_the_keyboard_where_it_was(chromium: Chromium) -> None:
    with chromium.options() as options:
        options.get_by_label("English").focus()
        options.keyboard.press("Space")
        options.get_by_text("Saved").wait_for()
        assert options.evaluate("document.activeElement.value") == "en"


@pytest.fixture
def greeting(tmp_path: Path, registry: str, publisher: Publisher) -> Path:
    """An extension with the first page, which the tests' others have not."""
    return assemble(tmp_path / "greeting", registry, publisher.public, welcome=True)


@pytest.fixture(params=["chromium", "firefox"])
def greeted(request: pytest.FixtureRequest, greeting: Path) -> str:
    """The text of the tab that opens in a browser that has just got the extension."""
    if request.param == "chromium":
        with chromium.loaded(request.getfixturevalue("running_chromium"), greeting) as made:
            return _welcome(made).inner_text("main")
    with firefox.loaded(request.getfixturevalue("running_firefox"), greeting) as started:
        return started.read_other("welcome.html", "main")


def _welcome(chromium: Chromium) -> Page:
    pages = chromium.until(
        lambda: [page for page in chromium.context.pages if page.url.endswith("welcome.html")],
        bool,
    )
    pages[0].wait_for_selector("main")
    return pages[0]


def test_a_page_greets_who_installs_it_with_the_fingerprint_of_the_key(
    greeted: str, publisher: Publisher
) -> None:
    assert "它从不做什么" in greeted or "What it never does" in greeted
    assert publisher.fingerprint in greeted


def test_the_page_greets_only_once(playwright: Playwright, tmp_path: Path, greeting: Path) -> None:
    with launched(playwright, tmp_path / "profile", greeting) as first:
        _welcome(first)
    with launched(playwright, tmp_path / "profile", greeting) as again:
        with again.options() as options:
            options.wait_for_timeout(500)
        addresses = [page.url for page in again.context.pages]
        assert not any(address.endswith("welcome.html") for address in addresses)
