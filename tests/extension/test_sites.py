"""Sites that the viewer adds to those of the manifest, takes away, and pauses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reelmark.demo.chromium import Chromium, launched
from reelmark.demo.viewer import Viewer
from scripts.assemble_extension import assemble
from tests.extension.firefox import Firefox, loaded
from tests.extension.publisher import Publisher, Work
from tests.extension.site import Site

VIDEO = '<video src="/{}.mp4" autoplay muted loop playsinline style="height:600px"></video>'

ADDED = "localhost"
"""A site that the manifest does not name, as it does 127.0.0.1."""


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def viewer(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    known: list[Work],
) -> Iterator[Viewer]:
    """Either browser, started once for all tests, which permits at once what is asked for."""
    folder = tmp_path_factory.mktemp(request.param)
    publisher = Publisher()
    publisher.publish(known)
    with publisher.serving() as registry:
        extension = assemble(folder / "extension", registry, publisher.public)
        if request.param == "firefox":
            with loaded(request.getfixturevalue("running_firefox"), extension) as started:
                yield started
            return
        playwright, profile = request.getfixturevalue("playwright"), folder / "profile"
        with launched(playwright, profile, extension) as first:
            extension_id = first.id
        _grant_before(profile / "Default" / "Preferences", extension_id)
        with launched(playwright, profile, extension) as made:
            yield made


def _grant_before(preferences: Path, extension: str) -> None:
    """Chromium asks once for each site, and nothing can answer; have it granted, and taken away."""
    said = json.loads(preferences.read_text("utf-8"))
    kept = said["extensions"]["settings"][extension]
    sites = [f"http://{ADDED}/*"]
    kept["granted_permissions"]["explicit_host"] = sites
    kept["runtime_granted_permissions"] = {
        "api": [],
        "manifest_permissions": [],
        "explicit_host": sites,
        "scriptable_host": sites,
    }
    preferences.write_text(json.dumps(said), "utf-8")


def _choose_in_popup(viewer: Viewer, words: str) -> None:
    """Click a button of the popup, and wait for the page to be looked at."""
    if isinstance(viewer, Chromium):
        with viewer.popup() as page:
            page.get_by_role("button", name=words).click()
            page.get_by_role("button", name="在此网站暂停").wait_for()
    elif isinstance(viewer, Firefox):
        with viewer.popup():
            viewer.choose(words)
            viewer.until(viewer.page_text, lambda text: "在此网站暂停" in text)


def _choose_in_options(viewer: Viewer, words: str, of: str, then: str) -> None:
    """Click a site's button on the options page, and wait for another in its place, if any."""
    if isinstance(viewer, Chromium):
        with viewer.options() as page:
            page.get_by_role("button", name=f"{words} {of}").click()
            line = page.get_by_role("listitem").filter(has_text=of)
            if then:
                line.get_by_text(then).wait_for()
            else:
                line.wait_for(state="detached")
    elif isinstance(viewer, Firefox):
        with viewer.options():
            viewer.choose(words, of)
            path = f"string(//li[starts-with(., '{of}')])"
            there = f"document.evaluate(`{path}`, document, null, 2).stringValue"
            viewer.until(
                lambda: str(viewer.run(there)),
                lambda text: text.startswith(f"{of}{then}") if then else not text,
            )


def test_a_site_is_added_by_a_click_and_removed_by_another(viewer: Viewer, site: Site) -> None:
    page = site.page("added", VIDEO.format("listed")).replace("127.0.0.1", ADDED)
    viewer.open(page)
    viewer.click_icon()
    _choose_in_popup(viewer, "在此网站始终识别")
    viewer.says("雾港来信")
    viewer.open(f"{page}?again")
    viewer.says("雾港来信")
    _choose_in_options(viewer, "移除", ADDED, "")
    viewer.until(viewer.marks, lambda marks: not marks)
    viewer.open(f"{page}?gone")
    viewer.run("new Promise((done) => setTimeout(done, 2000))")
    assert not viewer.marks()


def test_a_site_of_the_manifest_is_paused_and_resumed(viewer: Viewer, site: Site) -> None:
    viewer.open(site.page("paused", VIDEO.format("listed")))
    viewer.says("雾港来信")
    _choose_in_options(viewer, "暂停", "127.0.0.1", "恢复")
    viewer.says("已在此网站暂停")
    _choose_in_options(viewer, "恢复", "127.0.0.1", "暂停")
    viewer.says("雾港来信")
