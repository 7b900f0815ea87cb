"""When the extension rests, nothing is sampled: the messages that reach its worker are counted."""

from __future__ import annotations

import pytest

from reelmark.demo.chromium import Chromium
from tests.extension.site import Site

VIDEO = '<video src="/{}.mp4" autoplay muted loop playsinline style="height:600px"></video>'

LISTEN = """() => {
  globalThis.heard = [];
  chrome.runtime.onMessage.addListener(({ name }) => void heard.push(name));
}"""

SETTLED = """async () => {
  const { tabs } = await chrome.storage.session.get("tabs");
  return JSON.stringify(tabs ?? {}).includes('"settled":true');
}"""

QUIET_MS = 6000
"""Two and a half turns of the clips, and one in which views are asked for anew."""

pytestmark = pytest.mark.thorough


def _heard(chromium: Chromium) -> list[str]:
    """The messages of some seconds."""
    chromium.worker.evaluate("() => { heard = []; }")
    chromium.page.wait_for_timeout(QUIET_MS)
    heard: list[str] = chromium.worker.evaluate("() => heard")
    return heard


@pytest.mark.parametrize("name", ["listed", "unknown"])
def test_it_rests_when_the_verdict_is_settled_and_when_nothing_is_in_sight(
    chromium: Chromium, site: Site, name: str
) -> None:
    chromium.worker.evaluate(LISTEN)
    page = chromium.open(site.page(f"rest-{name}", VIDEO.format(name)))
    chromium.until(lambda: chromium.worker.evaluate(SETTLED), bool)
    page.wait_for_timeout(500)  # until the page knows
    resting = _heard(chromium)
    assert "playing" in resting  # it is asked whether the verdict still holds
    assert "sample" not in resting
    page.evaluate("document.querySelector('video').src = '/declared.mp4'")
    chromium.until(lambda: chromium.worker.evaluate("() => heard.includes('sample')"), bool)
    page.evaluate("document.querySelector('video').style.marginTop = '3000px'")
    page.wait_for_timeout(500)
    assert not page.evaluate("document.querySelector('video').paused")
    assert _heard(chromium) == []
