"""Chromium with the extension loaded.

Drives Debian's `chromium` through Playwright, which comes with a checkout and not with the wheel.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Any, Literal

from playwright.sync_api import BrowserContext, CDPSession, Error, Page, Playwright, Worker

from reelmark.demo.viewer import SIZE, Box, BrowserError, GoneError, Language, Mark, Viewer

Theme = Literal["light", "dark"]


FOCUS = """(async (words) => {
  const found = () => [...document.querySelectorAll("button")].find((b) => b.textContent === words);
  while (!found()) await new Promise((done) => setTimeout(done, 50));
  found().focus();
})"""

NEWEST = "async () => (await chrome.tabs.query({})).at(-1).id"

ENTER = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}


class Chromium(Viewer):
    """A browser with the extension; one page is used at a time."""

    def __init__(self, context: BrowserContext, worker: Worker) -> None:
        self.context = context
        self.worker = worker
        self.id = worker.url.split("/")[2]
        self.root = f"chrome-extension://{self.id}/"
        self.page: Page = context.new_page()
        self.tab: int = worker.evaluate(NEWEST)
        """The browser's number of the page's tab."""
        self._session: CDPSession = context.new_cdp_session(self.page)

    def open(self, address: str, size: tuple[int, int] = SIZE) -> Page:
        """Go to a page."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.goto(address)
        return self.page

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression on the page."""
        return self.page.evaluate(expression)

    def buttons(self) -> list[Mark]:
        """All buttons, from the accessibility tree: the shadow roots of marks are closed."""
        return [
            Mark(str(node["name"]["value"]), node["backendDOMNodeId"])
            for node in self._nodes()
            if _role(node) == "button"
        ]

    def texts(self) -> str:
        """All that the accessibility tree holds, mark and card included."""
        told = [node for node in self._nodes() if _role(node) in ("StaticText", "heading")]
        return "\n".join(str(node["name"]["value"]) for node in told)

    def box(self, mark: Mark) -> Box:
        """Where a mark is on the page. Raises GoneError."""
        try:
            model = self._session.send("DOM.getBoxModel", {"backendNodeId": mark.node})["model"]
        except Error as error:
            raise GoneError(f"gone from the page: {mark.label}") from error
        left, top, _, _, right, bottom, *_ = model["border"]
        return left, top, right, bottom

    def click_at(self, x: float, y: float) -> None:
        """Click on a point of the page as a viewer does."""
        self.page.mouse.click(x, y)

    def click_icon(self) -> None:
        """Click on the toolbar's icon, and close the popup."""
        with self.real_popup():
            pass

    @contextmanager
    def real_popup(self) -> Iterator[Callable[[str], None]]:
        """The popup as a click on the icon opens it; yields what presses a button there.

        Playwright does not see this popup. Only so does the browser grant activeTab.
        """
        assert self.context.browser
        session = self.context.browser.new_browser_cdp_session()

        def targets(kind: str) -> list[dict[str, Any]]:
            told = session.send("Target.getTargets", {"filter": [{}]})["targetInfos"]
            return [target for target in told if target["type"] == kind]

        def popups() -> list[str]:
            told = targets("page")
            return [t["targetId"] for t in told if t["url"] == f"{self.root}pages/popup.html"]

        (tab,) = [t["targetId"] for t in targets("tab") if t["embedderData"]["tabActive"]]
        session.send("Extensions.triggerAction", {"id": self.id, "targetId": tab})
        (popup,) = self.until(popups, bool, 10)
        attached = session.send("Target.attachToTarget", {"targetId": popup, "flatten": False})

        answers: list[str] = []
        session.on("Target.receivedMessageFromTarget", lambda told: answers.append(told["message"]))

        def send(method: str, **parameters: Any) -> None:
            answers.clear()
            message = json.dumps({"id": 1, "method": method, "params": parameters})
            sent = {"sessionId": attached["sessionId"], "message": message}
            session.send("Target.sendMessageToTarget", sent)
            while not answers:
                self.page.wait_for_timeout(20)  # events come in meanwhile

        def press(words: str) -> None:
            focus = f"{FOCUS}({json.dumps(words)})"
            send("Runtime.evaluate", expression=focus, awaitPromise=True)
            for kind in ("keyDown", "keyUp"):
                send("Input.dispatchKeyEvent", type=kind, **ENTER)

        yield press
        session.send("Target.closeTarget", {"targetId": popup})
        self.until(popups, lambda left: not left, 10)
        session.detach()

    def press(self, key: str) -> None:
        """Press a key on the page."""
        self.page.keyboard.press(key)

    @contextmanager
    def popup(self) -> Iterator[Page]:
        """The popup of the page's tab, in a tab of its own."""
        page = self.context.new_page()
        page.set_viewport_size({"width": 340, "height": 560})
        page.goto(f"{self.root}pages/popup.html?tab={self.tab}")
        page.wait_for_selector(".data")
        yield page
        page.close()
        self.page.bring_to_front()

    def popup_text(self) -> str:
        """What the popup of the page's tab says."""
        with self.popup() as popup:
            return popup.inner_text("body")

    @contextmanager
    def options(self) -> Iterator[Page]:
        """The options page."""
        page = self.context.new_page()
        page.goto(f"{self.root}pages/options.html")
        page.wait_for_selector("fieldset")
        yield page
        page.close()

    def speak(self, language: Language) -> None:
        """Choose a language as a viewer does: Chromium's own needs a package for each."""
        with self.options() as page:
            choice = page.get_by_label("简体中文" if language == "zh" else "English")
            if choice.is_checked():
                return
            choice.check()
            page.get_by_text("已保存" if language == "zh" else "Saved").wait_for()

    def choose_server(self) -> None:
        """Choose matching on the server, and agree to what is sent."""
        with self.options() as page:
            page.get_by_label("在服务器上比对").check()
            page.get_by_label("我同意发送上述内容").check()
            page.get_by_text("已保存").wait_for()

    def kill_worker(self) -> None:
        """End the background worker, as the browser does at any moment."""
        browser = self.context.new_cdp_session(self.page)
        targets = browser.send("Target.getTargets")["targetInfos"]
        (worker,) = [t for t in targets if t["type"] == "service_worker" and self.id in t["url"]]
        browser.send("Target.closeTarget", {"targetId": worker["targetId"]})

    def _nodes(self) -> list[dict[str, Any]]:
        """The accessibility trees of the page's frames."""
        tree = self._session.send("Page.getFrameTree")["frameTree"]
        return [
            node
            for frame in _frames(tree)
            for node in self._session.send("Accessibility.getFullAXTree", {"frameId": frame})[
                "nodes"
            ]
        ]


def _frames(tree: dict[str, Any]) -> Iterator[str]:
    """Ids of a page's frames that share its process."""
    yield tree["frame"]["id"]
    for child in tree.get("childFrames", ()):
        yield from _frames(child)


def executable() -> str:
    """The browser's program. Raises BrowserError."""
    path = which("chromium")
    if path is None:
        raise BrowserError("Chromium is missing: apt-get install chromium")
    return path


PLAYING = [
    "--autoplay-policy=no-user-gesture-required",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),  # which it refuses to use as root
]
"""Arguments with which Chromium plays without a click."""


def loading(extension: Path) -> list[str]:
    """Arguments with which Chromium loads an assembled extension, and plays without a click."""
    return [f"--disable-extensions-except={extension}", f"--load-extension={extension}", *PLAYING]


@contextmanager
def started(
    playwright: Playwright, profile: Path, *arguments: str, theme: Theme = "light", scale: float = 1
) -> Iterator[BrowserContext]:
    """Chromium without a window; the profile may have been used before."""
    context = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=executable(),
        headless=False,
        args=["--headless=new", *arguments],
        ignore_default_args=["--disable-extensions"],
        color_scheme=theme,
        device_scale_factor=scale,
    )
    try:
        yield context
    finally:
        context.close()


@contextmanager
def launched(
    playwright: Playwright,
    profile: Path,
    extension: Path,
    language: Language = "zh",
    theme: Theme = "light",
    scale: float = 1,
) -> Iterator[Chromium]:
    """Chromium with an assembled extension and a profile that may have been used before."""
    with started(playwright, profile, *loading(extension), theme=theme, scale=scale) as context:
        workers = context.service_workers
        worker = workers[0] if workers else context.wait_for_event("serviceworker")
        chromium = Chromium(context, worker)
        chromium.speak(language)
        yield chromium


def _role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))
