"""Pictures of every state in both languages; `make screens` keeps them in docs/screens.

By default each sheet is made once, in one language or the other; with SCREENS set to a folder, all
of them in both, and kept there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Playwright

from reelmark.demo.chromium import Chromium, Theme, launched
from reelmark.demo.viewer import Language, Mark
from reelmark.fingerprint import Track
from scripts.assemble_extension import assemble
from tests.extension.publisher import Publisher, Work, own_site
from tests.extension.site import Site, serving
from tests.extension.works import SHEETS, sheet

pytestmark = pytest.mark.thorough

KEPT = os.environ.get("SCREENS")

LANGUAGES: list[Language] = ["zh", "en"]
THEMES: Mapping[Language, Theme] = {"zh": "dark", "en": "light"}
NAMES = [*SHEETS, "reading", "registry", "pages", "page"]

SCALE = 1.25
GAP = 20
GROUND = "#c9ced6"

VIDEO = '<video src="{}" autoplay muted loop playsinline></video>'
STYLE = """<style>body {{ display: grid; grid-template-columns: repeat({}, 300px); gap: 20px;
padding: 20px }} video {{ width: 300px; height: {}px; object-fit: cover; border-radius: 14px;
background: #222 }}</style>"""

TALL, MIDDLE, LOW = 440, 330, 250
"""Heights of videos, CSS pixels: for cards with lines, with a button, and with a few words."""

BOXES = """[...document.querySelectorAll('video')].map((video) => {
  const { left, top, right, bottom } = video.getBoundingClientRect();
  return [left - 10, top - 10, right + 10, bottom + 10];
})"""

LABELLED = """(label) => {
  for (const video of document.querySelectorAll("video")) {
    const clip = document.createElement("article");
    video.replaceWith(clip);
    clip.innerHTML = `<div class="info">${video.src.includes("listed") ? "今天" : label}</div>`;
    clip.prepend(video);
    void video.play();
  }
}"""
"""Gives each clip a place for its label; the one of `listed` holds none."""

PAGE_SAYS = {
    "zh": ("有 AI 标注", "未见 AI 标注", "登记为 AI 生成", "报告本页未标注"),
    "en": (
        "AI label seen",
        "No AI label seen",
        "the registry says AI-generated",
        "Report the missing label",
    ),
}
"""Of a clip whose label agrees with the registry, one that lacks it, one that contradicts it."""

LATER = "(Date.now = ((now) => () => now() + 30 * 86_400_000)(Date.now.bind(Date)), 0)"
"""A month later, all data have expired."""

Show = Callable[[Publisher], AbstractContextManager[Chromium]]


def looks(*names: str) -> pytest.MarkDecorator:
    """Make these sheets: in both languages, or each in one of them."""
    chosen = [
        (name, language)
        for name, language in product(NAMES, LANGUAGES)
        if name in names and (KEPT or LANGUAGES[NAMES.index(name) % 2] == language)
    ]
    return pytest.mark.parametrize(("name", "language"), chosen)


@pytest.fixture
def picture(tmp_path: Path, name: str, language: Language) -> Path:
    """Where the sheet goes: the folder SCREENS, or one that is thrown away."""
    return Path(KEPT or tmp_path) / f"ext-{name}-{language}.webp"


@pytest.fixture
def show(playwright: Playwright, tmp_path: Path, language: Language) -> Show:
    """Starts a browser with the extension for what a publisher has, in the sheet's language."""

    @contextmanager
    def started(publisher: Publisher) -> Iterator[Chromium]:
        with (
            publisher.serving() as registry,
            launched(
                playwright,
                tmp_path / "profile",
                assemble(tmp_path / "extension", registry, publisher.public),
                language,
                THEMES[language],
                SCALE,
            ) as viewer,
        ):
            yield viewer

    return started


def _open(
    viewer: Chromium, site: Site, sources: Sequence[str], height: int = TALL, columns: int = 3
) -> None:
    """Play videos side by side."""
    columns = min(columns, len(sources))
    rows = -(-len(sources) // columns)
    body = STYLE.format(columns, height) + "".join(VIDEO.format(source) for source in sources)
    size = (GAP + 320 * columns, GAP + (height + GAP) * rows)
    viewer.open(site.page("sheet", body), size)


def _tiles(viewer: Chromium, marks: Sequence[Mark]) -> list[Image.Image]:
    """The videos of the page, with the cards of these marks open."""
    for mark in marks:
        viewer.click(mark)
    shown = Image.open(BytesIO(viewer.page.screenshot()))
    boxes = viewer.page.evaluate(BOXES)
    return [shown.crop(tuple(round(SCALE * at) for at in box)) for box in boxes]


def _save(tiles: Sequence[Image.Image], columns: int, picture: Path) -> None:
    """Tiles in rows. A palette would turn amber into red, and PNG in all colours is five times as
    large as this WebP."""
    rows = [tiles[at : at + columns] for at in range(0, len(tiles), columns)]
    width = max(sum(tile.width for tile in row) for row in rows)
    height = sum(max(tile.height for tile in row) for row in rows)
    whole = Image.new("RGB", (width, height), GROUND)
    top = 0
    for row in rows:
        left = 0
        for tile in row:
            whole.paste(tile, (left, top))
            left += tile.width
        top += max(tile.height for tile in row)
    whole.save(picture, quality=82, method=6)


@looks(*SHEETS)
def test_it_shows_what_was_found(
    show: Show, site: Site, tracks: Mapping[str, Track], name: str, picture: Path
) -> None:
    publisher = Publisher()
    publisher.publish(sheet(tracks, name))
    clips = SHEETS[name]
    with show(publisher) as viewer:
        _open(viewer, site, [f"/{clip}.mp4" for clip in clips])
        marks = viewer.verdicts(len(clips))
        _save(_tiles(viewer, marks), 3, picture)
    assert all("演示" in mark.label for mark in marks)


@looks("reading")
def test_it_shows_what_was_not_found(
    show: Show, site: Site, publisher: Publisher, picture: Path
) -> None:
    with serving(site.answer) as elsewhere, show(publisher) as viewer:
        _open(viewer, site, ["/unknown.mp4"], LOW)
        looking = viewer.until(viewer.marks, bool)
        tiles = _tiles(viewer, looking)
        assert looking[0].looking
        _open(viewer, site, ["/unknown.mp4", "/grey.mp4", f"{elsewhere}/listed.mp4"], MIDDLE)
        tiles += _tiles(viewer, viewer.verdicts(3))
        with viewer.popup() as popup:
            popup.locator(".bar button").click()
            popup.wait_for_selector("[data-state=paused]")
        _open(viewer, site, ["/listed.mp4"], LOW)
        tiles += _tiles(viewer, viewer.verdicts())
        with viewer.popup() as popup:
            popup.locator(".bar button").click()
        publisher.files["match"] = b"{}"
        with viewer.options() as options:
            options.locator("[value=server]").check()
            options.locator("[value=agree]").check()
            options.wait_for_timeout(300)
        _open(viewer, site, ["/listed.mp4"], LOW)
        tiles += _tiles(viewer, viewer.verdicts())
    _save(tiles, 3, picture)


@looks("registry")
def test_it_shows_when_the_registry_is_of_no_help(
    show: Show, site: Site, known: list[Work], picture: Path
) -> None:
    publisher, other = Publisher(), Publisher()
    other.publish(known)
    with show(publisher) as viewer:
        _open(viewer, site, ["/listed.mp4"], LOW)
        (offline,) = viewer.verdicts()
        tiles = _tiles(viewer, [offline])
        publisher.files = other.files
        viewer.until(viewer.marks, lambda marks: marks[0].label != offline.label)
        _open(viewer, site, ["/listed.mp4"], LOW)
        tiles += _tiles(viewer, viewer.verdicts())
        publisher.publish(known)
        viewer.says("雾港来信")
        viewer.worker.evaluate(LATER)
        _open(viewer, site, ["/unknown.mp4"], LOW)
        tiles += _tiles(viewer, viewer.verdicts())
        _open(viewer, site, ["/listed.mp4", "/revoked.mp4", "/several.mp4"])
        tiles += _tiles(viewer, viewer.verdicts(3))
    _save(tiles, 3, picture)


@looks("page")
def test_it_shows_what_the_page_says(
    show: Show,
    site: Site,
    publisher: Publisher,
    known: list[Work],
    picture: Path,
    language: Language,
) -> None:
    publisher.publish(known, sites=own_site(revision=2))
    clips = ("declared", "listed", "revoked")
    with show(publisher) as viewer:
        _open(viewer, site, [f"/{clip}.mp4" for clip in clips], 620)
        viewer.page.evaluate(LABELLED, "内容由AI生成")
        marks = viewer.verdicts(len(clips))
        viewer.page.wait_for_timeout(6000)  # views are asked for every 5 s, labels with them
        tiles = _tiles(viewer, marks)
        texts = viewer.texts()
    for said in PAGE_SAYS[language]:
        assert said in texts
    _save(tiles, 3, picture)


@looks("pages")
def test_it_shows_its_own_pages(
    show: Show, site: Site, publisher: Publisher, picture: Path
) -> None:
    with show(publisher) as viewer:
        _open(viewer, site, ["/listed.mp4"])
        viewer.says("雾港来信")
        for clip, title in (("disputed", "纸月亮"), ("revoked", "港城夜话"), ("declared", "长街")):
            viewer.run(f"void (document.querySelector('video').src = '/{clip}.mp4')")
            viewer.says(title)
        with viewer.popup() as popup:
            popup.locator("summary").first.click()
            tiles = [_shot(popup, 340)]
        with viewer.options() as page:
            tiles.append(_shot(page, 660))
            page.goto(f"{viewer.root}pages/welcome.html")
            page.wait_for_selector("main")
            tiles.append(_shot(page, 900))
    _save(tiles, 3, picture)


def _shot(page: Page, width: int) -> Image.Image:
    """A page of the extension as wide as this and as high as it is, with a margin."""
    page.set_viewport_size({"width": width, "height": 640})
    height = page.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
    page.set_viewport_size({"width": width, "height": height})
    shown = Image.open(BytesIO(page.screenshot()))
    framed = Image.new("RGB", (shown.width + 20, shown.height + 20), GROUND)
    framed.paste(shown, (10, 10))
    return framed
