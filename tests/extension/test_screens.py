"""Pictures of mark, card, popup and options in both languages; `make screens` keeps them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Playwright

from reelmark.demo.chromium import Chromium, Theme
from reelmark.demo.viewer import Language
from tests.extension.conftest import CORS, browser
from tests.extension.publisher import Publisher, Work
from tests.extension.site import Site, serving

VIDEO = '<video src="{}" autoplay muted loop playsinline></video>'

STYLE = """<style>body { display: grid; grid-template-columns: repeat(%d, 300px); gap: 20px;
padding: 20px } video { width: 300px; height: 440px; object-fit: cover; border-radius: 14px;
background: #222 }</style>"""

FOUND = ("listed", "declared", "revoked", "disputed", "unverified", "several")

LOOKS: list[tuple[Language, Theme]] = [("zh", "dark"), ("en", "light")]


@pytest.fixture(params=LOOKS, ids=["zh-dark", "en-light"])
def look(request: pytest.FixtureRequest) -> tuple[Language, Theme]:
    chosen: tuple[Language, Theme] = request.param
    return chosen


@pytest.fixture
def screens(tmp_path: Path) -> Path:
    """The folder SCREENS, or one that is thrown away."""
    return Path(os.environ.get("SCREENS", tmp_path))


@pytest.fixture
def viewer(
    playwright: Playwright,
    tmp_path: Path,
    registry: str,
    publisher: Publisher,
    look: tuple[Language, Theme],
) -> Iterator[Chromium]:
    with browser(playwright, tmp_path, registry, publisher.public, *look, scale=1.5) as made:
        yield made


def _sheet(viewer: Chromium, site: Site, picture: Path, sources: list[str]) -> None:
    """Open the card of each video side by side and take a picture."""
    columns = min(3, len(sources))
    body = STYLE % columns + "".join(VIDEO.format(source) for source in sources)
    rows = -(-len(sources) // columns)
    size = (20 + 320 * columns, 20 + 460 * rows)
    viewer.open(site.page(picture.name, body), size)
    count = len(sources)
    marks = viewer.verdicts(count)
    assert len(marks) == count
    for mark in marks:
        viewer.click(mark)
    _save(viewer.page, picture)


def _save(page: Page, picture: Path) -> None:
    """Save what a page shows, in 256 colours: a third of the bytes, the same to the eye."""
    png = Image.open(BytesIO(page.screenshot()))
    png.convert("RGB").quantize(256).save(f"{picture}.png", optimize=True)


def test_it_shows_what_was_found(
    viewer: Chromium, site: Site, screens: Path, look: tuple[Language, Theme]
) -> None:
    _sheet(viewer, site, screens / f"ext-found-{look[0]}", [f"/{clip}.mp4" for clip in FOUND])
    with viewer.popup() as popup:
        _save(popup, screens / f"ext-popup-{look[0]}")
    with viewer.options() as options:
        _save(options, screens / f"ext-options-{look[0]}")


def test_it_shows_what_was_not_found(
    viewer: Chromium, site: Site, screens: Path, look: tuple[Language, Theme]
) -> None:
    with serving(site.answer) as elsewhere:
        sources = ["/unknown.mp4", "/grey.mp4", f"{elsewhere}/listed.mp4"]
        _sheet(viewer, site, screens / f"ext-unfound-{look[0]}", sources)


def test_it_shows_when_the_registry_is_of_no_help(
    playwright: Playwright,
    tmp_path: Path,
    site: Site,
    known: list[Work],
    screens: Path,
    look: tuple[Language, Theme],
) -> None:
    publisher = Publisher()
    with serving(lambda path: publisher.answer(path.rpartition("/")[2]), CORS) as registry:
        with browser(playwright, tmp_path / "down", registry, publisher.public, *look) as viewer:
            _sheet(viewer, site, screens / f"ext-offline-{look[0]}", ["/listed.mp4"])
        old = datetime.now(UTC) - timedelta(days=1)
        lifetime = timedelta(days=1, seconds=6)
        publisher.publish(known, made=old, lifetime=lifetime)
        with browser(playwright, tmp_path / "old", registry, publisher.public, *look) as viewer:
            viewer.page.wait_for_timeout(6000)  # until the data expire
            sources = ["/listed.mp4", "/unknown.mp4"]
            _sheet(viewer, site, screens / f"ext-stale-{look[0]}", sources)
