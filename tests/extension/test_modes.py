"""Matching in the browser, matching on the server, and Python: one verdict."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Playwright
from werkzeug.serving import make_server

from reelmark.app import create_app
from reelmark.config import read_config
from reelmark.fingerprint import Track
from reelmark.fingerprint.luma import read_planes
from reelmark.matching import background
from reelmark.matching.clip import SAMPLE_RATE, PictureClip
from reelmark.matching.recognise import recognise
from reelmark.publishing.envelope import public_text
from reelmark.registry.library import read_library
from reelmark.registry.registration import plan, register_episode
from reelmark.registry.store import Registry, open_registry
from reelmark.registry.vocabulary import AiInvolvement
from tests.extension.chromium import Chromium, browser
from tests.extension.site import Site
from tests.extension.works import SHOTS

VIDEO = '<video src="/{}.mp4" autoplay muted loop playsinline style="height:600px"></video>'

WORDS = {"no_match": "登记库中没有这段画面", "not_enough_picture": "画面不足以比对"}


def test_both_ways_of_matching_and_python_agree(
    playwright: Playwright, tmp_path: Path, site: Site, videos: Path, tracks: dict[str, Track]
) -> None:
    config = read_config({"REELMARK_HOME": str(tmp_path / "home")})
    registry = open_registry(config)
    for name in ("listed", "declared", "revoked"):
        said = plan(registry.keys.salt, f"演示·{name}", None, "main", AiInvolvement.GENERATED, None)
        with registry.write() as writer:
            register_episode(writer, said, 1, tracks[name], name.encode().hex().ljust(64, "0"))
    expected = {name: _python(registry, videos / f"{name}.mp4") for name in [*SHOTS, "grey"]}
    key = public_text(registry.keys.signing.public_key())
    with (
        _serving(tmp_path / "home") as server,
        browser(playwright, tmp_path / "browser", server, key) as chromium,
    ):
        here = {name: _verdict(chromium, site, name) for name in expected}
        chromium.choose_server()
        there = {name: _verdict(chromium, site, name) for name in expected}
    assert here == there
    for name, verdict in expected.items():
        assert verdict in here[name], name


def _verdict(chromium: Chromium, site: Site, name: str) -> str:
    chromium.open(site.page(f"mode-{name}", VIDEO.format(name)))
    (mark,) = chromium.verdicts()
    return mark.label


def _python(registry: Registry, path: Path) -> str:
    """The words that must be in the label."""
    clip = PictureClip.from_planes(read_planes(path, SAMPLE_RATE))
    with registry.read() as reader:
        result = recognise(clip, read_library(reader), background.load())
        if not result.matches:
            return WORDS[result.verdict]
        drama = reader.drama(result.matches[0].entry.drama)
        assert drama
        assert drama.title
        return drama.title


@contextmanager
def _serving(home: Path) -> Iterator[str]:
    """The real application on a port of its own."""
    app = create_app(read_config({"REELMARK_HOME": str(home)}))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
