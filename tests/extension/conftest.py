"""Clips drawn by code, a registry that knows most of them, a site that plays them."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Playwright, sync_playwright

from reelmark.demo.chromium import Chromium, Theme, launched
from reelmark.demo.viewer import Language, Viewer
from reelmark.fingerprint import Track
from scripts.assemble_extension import assemble
from tests.extension import firefox
from tests.extension.publisher import Publisher, Work
from tests.extension.site import Site, serving
from tests.extension.works import tracks_of, works, write_clips
from tests.videos import write


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def videos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with re-encoded copies of shots of the demo episodes, and a plain grey video.

    Made once for all processes of a run: it takes 17 s of the processor.
    """
    own = tmp_path_factory.mktemp("videos")
    several = "PYTEST_XDIST_WORKER" in os.environ
    made = (tmp_path_factory.getbasetemp().parent if several else own.parent) / "clips"
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            making = made.with_suffix(".part")
            making.mkdir()
            _make(making)
            making.rename(made)
    return Path(shutil.copytree(made, own, dirs_exist_ok=True))


def _make(folder: Path) -> None:
    write_clips(folder)
    write(folder / "grey.mp4", [np.full((320, 192, 3), 90, np.uint8)] * 100)
    for name, track in tracks_of(folder).items():
        (folder / f"{name}.track").write_bytes(track.to_bytes())


@pytest.fixture(scope="session")
def tracks(videos: Path) -> dict[str, Track]:
    return {file.stem: Track.from_bytes(file.read_bytes()) for file in videos.glob("*.track")}


@pytest.fixture(scope="session")
def known(tracks: dict[str, Track]) -> list[Work]:
    return works(tracks)


@pytest.fixture(scope="session")
def site(videos: Path) -> Iterator[Site]:
    made = Site(videos)
    with serving(made.answer) as made.address:
        yield made


@pytest.fixture
def publisher(known: list[Work]) -> Publisher:
    made = Publisher()
    made.publish(known)
    return made


@pytest.fixture
def registry(publisher: Publisher) -> Iterator[str]:
    """Address of a registry that serves the publisher's files."""
    with publisher.serving() as address:
        yield address


@pytest.fixture
def chromium(
    playwright: Playwright, tmp_path: Path, registry: str, publisher: Publisher
) -> Iterator[Chromium]:
    """A fresh browser with the extension for `registry`, in Chinese."""
    with browser(playwright, tmp_path, registry, publisher.public) as made:
        yield made


@pytest.fixture(params=["chromium", "firefox"])
def viewer(
    request: pytest.FixtureRequest, tmp_path: Path, registry: str, publisher: Publisher
) -> Iterator[Viewer]:
    """Either browser, fresh, with the extension for `registry`, in Chinese."""
    if request.param == "chromium":
        yield request.getfixturevalue("chromium")
        return
    extension = assemble(tmp_path / "extension", registry, publisher.public)
    with firefox.launched(tmp_path / "profile", extension) as made:
        yield made


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def watching(
    request: pytest.FixtureRequest,
    playwright: Playwright,
    tmp_path_factory: pytest.TempPathFactory,
    known: list[Work],
) -> Iterator[Viewer]:
    """Either browser, started once for all tests of a file: they leave it as they found it."""
    folder = tmp_path_factory.mktemp(request.param)
    publisher = Publisher()
    publisher.publish(known)
    with publisher.serving() as registry:
        if request.param == "chromium":
            with browser(playwright, folder, registry, publisher.public) as made:
                yield made
            return
        extension = assemble(folder / "extension", registry, publisher.public)
        with firefox.launched(folder / "profile", extension) as started:
            yield started


@contextmanager
def browser(
    playwright: Playwright,
    folder: Path,
    server: str,
    key: str,
    language: Language = "zh",
    theme: Theme = "light",
    scale: float = 1,
) -> Iterator[Chromium]:
    """A fresh Chromium with the extension for one registry, whose files lie in `folder`."""
    extension = assemble(folder / "extension", server, key)
    with launched(playwright, folder / "profile", extension, language, theme, scale) as chromium:
        yield chromium
