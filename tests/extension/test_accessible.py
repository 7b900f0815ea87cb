"""Pages, marks and cards for people who use the keyboard, a screen reader, large or few colours."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from reelmark.demo.chromium import Chromium
from reelmark.demo.viewer import Language
from scripts.assemble_extension import assemble
from tests.extension.chromium import loaded
from tests.extension.publisher import Publisher
from tests.extension.site import PACKAGES

AXE = (PACKAGES / "axe-core" / "axe.min.js").read_text("utf-8")
RULES = "axe.run(document, { resultTypes: ['violations'] })"
VIEWS = Path(__file__).parents[1] / "js" / "views_cli.js"

SHOW = """async ([views, picture]) => {
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    return attach.call(this, { ...options, mode: "open" }); // for axe, which sees no closed ones
  };
  const [{ Mark }, { loadStyles }] = await Promise.all([
    import("/ui/mark.js"),
    import("/ui/host.js"),
  ]);
  await loadStyles();
  document.querySelectorAll("[popover]").forEach((host) => host.remove());
  const main = document.createElement("main");
  main.append(Object.assign(document.createElement("h1"), { textContent: "Clips" }));
  document.body.replaceChildren(main);
  const ink = picture === "white" ? "black" : "white";
  document.body.style.cssText =
    `margin: 0; max-width: none; padding: 0; background: ${picture}; color: ${ink}`;
  main.style.cssText = "display: grid; grid-template-columns: repeat(5, 300px); gap: 10px";
  document.querySelector("h1").style.gridColumn = "1 / -1";
  for (const view of views) {
    const video = document.createElement("video");
    video.style.cssText = "width: 300px; height: 440px";
    main.append(video);
    new Mark(video, () => {}).show(view);
  }
  const hosts = [...document.querySelectorAll("[popover]")];
  hosts.forEach(({ shadowRoot }) => shadowRoot.querySelector(".mark").click());
  return hosts.flatMap(({ shadowRoot }) =>
    [...shadowRoot.querySelectorAll(".card *")]
      .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 1)
      .map((part) => part.textContent),
  );
}"""
"""Draws real marks with open cards; returns what does not fit the width of its card."""


@pytest.fixture(scope="module")
def chromium(
    running_chromium: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Chromium]:
    folder = tmp_path_factory.mktemp("accessible")
    extension = assemble(folder, "http://127.0.0.1:9", Publisher().public)
    with loaded(running_chromium, extension) as made:
        yield made


@pytest.fixture(scope="module")
def views() -> dict[str, list[dict[str, Any]]]:
    ran = subprocess.run(["node", str(VIEWS)], capture_output=True, check=True)
    read: dict[str, list[dict[str, Any]]] = json.loads(ran.stdout)
    return read


def _problems(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(RULES)["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_mark_and_card_is_clean_and_fits(
    chromium: Chromium, views: dict[str, list[dict[str, Any]]], language: str
) -> None:
    page = chromium.page
    said = views[language]
    page.set_viewport_size({"width": 1560, "height": 450 * (len(said) // 5 + 2)})
    for theme, picture in (("light", "black"), ("dark", "white")):
        page.goto(f"{chromium.root}pages/welcome.html")
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # of the two above
        assert page.evaluate(SHOW, [said, picture]) == []
        assert _problems(page) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_clean_at_any_width(chromium: Chromium, language: Language) -> None:
    chromium.speak(language)
    for name in ("popup", "options", "welcome"):
        page = chromium.page
        page.goto(f"{chromium.root}pages/{name}.html")
        page.wait_for_selector("h1")
        for theme, width in (("light", 1280), ("dark", 360)):
            page.set_viewport_size({"width": width, "height": 700})
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # of the two above
            assert _problems(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


STYLE = """([selector, name]) => {
  const [host] = document.querySelectorAll("[popover]");
  return getComputedStyle(host.shadowRoot.querySelector(selector))[name];
}"""


def test_it_keeps_still_and_keeps_its_edges_where_the_viewer_asks_for_it(
    chromium: Chromium, views: dict[str, list[dict[str, Any]]]
) -> None:
    page = chromium.page
    looking = next(view for view in views["en"] if view["state"] == "looking")
    revoked = next(view for view in views["en"] if view["tone"] == "red")
    page.goto(f"{chromium.root}pages/welcome.html")
    page.evaluate(SHOW, [[looking], "black"])
    assert page.evaluate(STYLE, [".mark svg", "animationName"]) == "reelmark-look"
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    assert page.evaluate(STYLE, [".mark svg", "animationName"]) == "none"
    page.evaluate(SHOW, [[revoked], "black"])
    for part in (".mark", ".card", ".note"):
        assert page.evaluate(STYLE, [part, "borderTopWidth"]) == "1px"
    page.emulate_media(reduced_motion="no-preference", forced_colors="none")


DRAW = """async (view) => {
  const { drawCard } = await import("/ui/card.js");
  window.acted = [];
  document.body.replaceChildren(drawCard(view, (action) => { acted.push(action); }));
  document.querySelector(".action button").click();
}"""


def test_a_card_acts_on_the_viewers_own_click_alone(
    chromium: Chromium, views: dict[str, list[dict[str, Any]]]
) -> None:
    page = chromium.page
    page.goto(f"{chromium.root}pages/welcome.html")
    page.evaluate(DRAW, next(view for view in views["en"] if view["actions"]))
    assert page.evaluate("acted") == []
    page.locator(".action button").click()
    assert len(page.evaluate("acted")) == 1
