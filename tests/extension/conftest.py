"""Clips drawn by code, a registry that knows most of them, a site that plays them."""

from __future__ import annotations

import fcntl
import inspect
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import BrowserContext, Playwright, sync_playwright

import reelmark
from reelmark.demo.chromium import Chromium, started
from reelmark.demo.viewer import Viewer
from reelmark.fingerprint import Track
from scripts.assemble_extension import assemble
from tests.extension import chromium as in_chromium
from tests.extension import firefox as in_firefox
from tests.extension.marionette import Marionette
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
def videos(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with re-encoded copies of shots of the demo episodes, and a plain grey video.

    Made once for all processes and runs, until what draws them changes: it takes 17 s.
    """
    kept = pytestconfig.cache.mkdir("clips")
    made = kept / _key()
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            for old in [path for path in kept.iterdir() if path.is_dir()]:
                shutil.rmtree(old)
            making = kept / "part"
            making.mkdir()
            _make(making)
            making.rename(made)
    return Path(shutil.copytree(made, tmp_path_factory.mktemp("videos"), dirs_exist_ok=True))


def _key() -> str:
    """Of the code that draws the clips, and takes their tracks."""
    server = Path(reelmark.__file__).parent
    drawn = [*server.glob("demo/**/*.py"), *server.glob("fingerprint/**/*.py"), Path(__file__)]
    drawn += [Path(inspect.getfile(one)) for one in (write_clips, write)]
    return sha256(b"".join(path.read_bytes() for path in sorted(drawn))).hexdigest()[:16]


def _make(folder: Path) -> None:
    write_clips(folder)
    write(folder / "grey.mp4", [np.full((320, 192, 3), 90, np.uint8)] * 100)


@pytest.fixture(scope="session")
def tracks(videos: Path) -> dict[str, Track]:
    return tracks_of(videos)


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


@pytest.fixture(scope="session")
def running_chromium(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """One for all tests that need no browser of their own: a start takes 3 s of the processor."""
    profile = tmp_path_factory.mktemp("chromium")
    with started(playwright, profile, *in_chromium.ARGUMENTS) as context:
        yield context


@pytest.fixture(scope="session")
def running_firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marionette]:
    """As running_chromium: a start takes 4 s of the processor."""
    with in_firefox.started(tmp_path_factory.mktemp("firefox")) as marionette:
        yield marionette


@pytest.fixture
def extension(tmp_path: Path, registry: str, publisher: Publisher) -> Path:
    """The extension for `registry`."""
    return assemble(tmp_path / "extension", registry, publisher.public)


@pytest.fixture
def chromium(running_chromium: BrowserContext, extension: Path) -> Iterator[Chromium]:
    """Chromium with the extension as if new, in Chinese."""
    with in_chromium.loaded(running_chromium, extension) as made:
        yield made


@pytest.fixture(params=["chromium", "firefox"])
def viewer(request: pytest.FixtureRequest, extension: Path) -> Iterator[Viewer]:
    """Either browser with the extension as if new, in Chinese."""
    with _either(request, extension) as made:
        yield made


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def watching(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, known: list[Work]
) -> Iterator[Viewer]:
    """Either browser with one extension for all tests of a file: they leave it as they found it."""
    publisher = Publisher()
    publisher.publish(known)
    folder = tmp_path_factory.mktemp("extension")
    with (
        publisher.serving() as registry,
        _either(request, assemble(folder, registry, publisher.public)) as made,
    ):
        yield made


IN_CHROMIUM = pytest.mark.parametrize("watching", ["chromium"], indirect=True)
"""A test that asks for what only Chromium tells."""


@contextmanager
def _either(request: pytest.FixtureRequest, extension: Path) -> Iterator[Viewer]:
    if request.param == "chromium":
        with in_chromium.loaded(request.getfixturevalue("running_chromium"), extension) as made:
            yield made
    else:
        with in_firefox.loaded(request.getfixturevalue("running_firefox"), extension) as started:
            yield started
