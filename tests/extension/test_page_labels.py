"""The page's own AI label: read on saved pages of each site, compared, reported."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route
from werkzeug.serving import make_server

from reelmark.app import create_app
from reelmark.demo.chromium import Chromium
from reelmark.fingerprint import Track
from reelmark.publishing.envelope import public_text
from reelmark.registry.corrections import corrections
from reelmark.registry.payloads import Ai, Report
from reelmark.registry.store import LOCAL_OPERATOR, Registry
from reelmark.registry.vocabulary import AiInvolvement
from scripts.assemble_extension import assemble
from tests.extension.chromium import loaded
from tests.extension.site import TYPES
from tests.registry.samples import config
from tests.registry_of_all import register, registry_of_all

SAVED = Path(__file__).parent / "sites"
PAGES: dict[str, Any] = json.loads((SAVED / "expected.json").read_text("utf-8"))["pages"]

LATEST = """async (tab) => {
  const { tabs } = await chrome.storage.session.get("tabs");
  const found = Object.values(tabs?.[tab]?.frames ?? {}).flatMap(Object.values);
  return found.at(-1) ?? null;
}"""
"""What is remembered of the newest video of a page."""

PLAYED = "Math.max(...[...document.querySelectorAll('video')].map((v) => v.currentTime))"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("registry")


@pytest.fixture(scope="module")
def filled(home: Path, tracks: dict[str, Track]) -> Registry:
    """A registry that knows `listed` as AI-generated and `declared` as made without."""
    registry = registry_of_all(home)
    with registry.write() as writer:
        for clip, involvement in (
            ("listed", AiInvolvement.GENERATED),
            ("several", AiInvolvement.GENERATED),
            ("declared", AiInvolvement.NONE_DECLARED),
        ):
            ai = Ai(involvement=involvement)
            title = f"演示·{clip}"
            register(writer, f"d-{clip}", title, ai, None, LOCAL_OPERATOR, {12: tracks[clip]})
    return registry


@pytest.fixture(scope="module")
def real(
    running_chromium: BrowserContext, home: Path, filled: Registry, videos: Path
) -> Iterator[Chromium]:
    """Chromium with the extension for a registry's real server; all sites are the saved pages."""
    made = make_server("127.0.0.1", 0, create_app(config(home)), threaded=True)
    thread = threading.Thread(target=made.serve_forever, args=(0.05,))
    thread.start()
    address = f"http://127.0.0.1:{made.server_port}"
    key = public_text(filled.keys.signing.public_key())
    with loaded(running_chromium, assemble(home / "extension", address, key)) as chromium:
        _serve(chromium.page, videos)
        yield chromium
    made.shutdown()
    thread.join()
    made.server_close()


def _serve(page: Page, videos: Path) -> None:
    """Answer every https address: with the saved page that is shown there, its parts, a video."""
    pages = {urlsplit(page["address"])[1:3]: f"{name}.html" for name, page in PAGES.items()}

    def answer(route: Route) -> None:
        _, host, path, *_ = urlsplit(route.request.url)
        file = SAVED / pages.get((host, path), Path(path).name)
        if not file.is_file():
            file = videos / file.name
        if file.is_file():
            route.fulfill(path=file, content_type=TYPES[file.suffix])
        else:
            route.fulfill(status=404)

    page.route("https://**/*", answer)


def _shows(real: Chromium, tab: int, due: object) -> None:
    """What is remembered of the newest clip comes to hold this of its page."""
    real.until(
        lambda: real.worker.evaluate(LATEST, tab),
        lambda found: found is not None and found["page"] == due,
    )


@pytest.mark.parametrize("name", PAGES)
def test_it_reads_the_label_beside_each_clip(real: Chromium, name: str) -> None:
    page = real.open(PAGES[name]["address"])
    tab = real.tab
    for number, shown in enumerate(PAGES[name]["shows"]):
        if number:
            page.evaluate("next()")
        if shown is None:
            real.until(lambda: page.evaluate(PLAYED), lambda played: played > 1.7)
        _shows(real, tab, shown)


def test_the_registry_says_generated_and_the_page_shows_no_label(
    real: Chromium, filled: Registry
) -> None:
    address = PAGES["bilibili-comments"]["address"]
    real.open(address)
    real.click(real.says("演示·listed"))
    offered = real.until(real.texts, lambda texts: "报告本页未标注" in texts)
    assert "未见 AI 标注" in offered
    for part in (address, "d-listed", "e-d-listed", "第 12 集", "http://127.0.0.1"):
        assert part in offered
    assert _reports(filled) == []
    real.click(real.button("报告本页未标注"))
    sent = real.until(real.texts, lambda texts: "报告已发送" in texts)
    assert "报告本页未标注" not in sent
    (report,) = _reports(filled)
    assert (report.page_url, report.edition, report.episode) == (address, "e-d-listed", 12)
    real.open(address)  # not asked again for that clip
    real.click(real.says("演示·listed"))
    again = real.until(real.texts, lambda texts: "报告已发送" in texts)
    assert "报告本页未标注" not in again


def _reports(filled: Registry) -> list[Report]:
    with filled.read() as reader:
        found = [one.payload for one in corrections(reader)]
    return [one for one in found if isinstance(one, Report)]
