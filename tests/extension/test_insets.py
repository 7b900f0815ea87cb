"""A clip in a drawn frame: found in the browser and, where the viewer chose so, by the server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext
from werkzeug.serving import make_server

from reelmark.app import create_app
from reelmark.demo.chromium import Chromium
from reelmark.fingerprint import Track
from reelmark.publishing.envelope import public_text
from reelmark.registry.payloads import Ai
from reelmark.registry.store import LOCAL_OPERATOR
from reelmark.registry.vocabulary import AiInvolvement
from scripts.assemble_extension import assemble
from tests.extension.chromium import loaded
from tests.extension.site import Site
from tests.registry.samples import config
from tests.registry_of_all import register, registry_of_all
from tests.videos import framed, read, write

VIDEO = '<video src="/{}.mp4" autoplay muted loop playsinline style="height:600px"></video>'
SAID = "雾港来信　第 12 集，AI 生成"
PART = "宽 25–75%，高 13–"


@pytest.fixture
def server(tmp_path: Path, tracks: dict[str, Track]) -> Iterator[str]:
    """Address of a registry's real server, which knows one clip of this site."""
    with registry_of_all(tmp_path).write() as writer:
        ai = Ai(involvement=AiInvolvement.GENERATED)
        register(writer, "fog", "雾港来信", ai, None, LOCAL_OPERATOR, {12: tracks["listed"]})
    made = make_server("127.0.0.1", 0, create_app(config(tmp_path)), threaded=True)
    thread = threading.Thread(target=made.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def viewer(running_chromium: BrowserContext, tmp_path: Path, server: str) -> Iterator[Chromium]:
    key = public_text(registry_of_all(tmp_path).keys.signing.public_key())
    with loaded(running_chromium, assemble(tmp_path / "extension", server, key)) as made:
        yield made


def test_here_and_on_the_server_it_finds_a_clip_in_a_frame_and_says_where(
    viewer: Chromium, site: Site, videos: Path
) -> None:
    write(videos / "framed.mp4", [*map(framed, read(videos / "listed.mp4"))])
    assert "在本机完成" in _basis(viewer, site, "framed")
    viewer.choose_server()
    assert "在服务器上，仅发送画面哈希" in _basis(viewer, site, "framed")


def _basis(viewer: Chromium, site: Site, clip: str) -> str:
    """What the popup says a find in a frame rests on."""
    viewer.open(site.page(clip, VIDEO.format(clip)))
    viewer.says(SAID)
    with viewer.popup() as popup:
        popup.get_by_role("button", name="依据").click()
        text = popup.inner_text("body")
    assert PART in text
    return text
