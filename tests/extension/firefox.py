"""Firefox with the extension loaded as a temporary add-on."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import which
from typing import Any

from reelmark.demo.viewer import SIZE, Box, BrowserError, GoneError, Language, Mark, Viewer
from tests.extension.marionette import Marionette

PREFERENCES = {
    "marionette.port": 0,  # a free one, told in the profile
    "extensions.webextOptionalPermissionPrompts": False,  # granted at once
    "full-screen-api.allow-trusted-requests-only": False,  # needs no click, as in Chromium
    "privacy.reduceTimerPrecision": False,  # to 1 ms: what is measured takes as long
}

FORBID = """
const { ExtensionPermissions } = ChromeUtils.importESModule(
  "resource://gre/modules/ExtensionPermissions.sys.mjs",
);
const { id, extension } = WebExtensionPolicy.getByID(arguments[0]);
const sites = { permissions: [], origins: [arguments[1]] };
return ExtensionPermissions.remove(id, sites, extension).then(() => true);
"""

SHOW_ICON = """
const { CustomizableUI } = ChromeUtils.importESModule(
  "moz-src:///browser/components/customizableui/CustomizableUI.sys.mjs",
);
const { ExtensionParent } = ChromeUtils.importESModule(
  "resource://gre/modules/ExtensionParent.sys.mjs",
);
const { extension } = WebExtensionPolicy.getByID(arguments[0]);
const { id } = ExtensionParent.apiManager.global.browserActionFor(extension).widget;
CustomizableUI.addWidgetToArea(id, "nav-bar");
return id;
"""

POPUP = "document.getElementById('customizationui-widget-panel')"

ACTIVE = """
const { extension } = WebExtensionPolicy.getByID(arguments[0]);
return extension.tabManager.hasActiveTabPermission(gBrowser.selectedTab);
"""
"""Firefox takes it back where a popup is closed before it has loaded."""

KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c"}
"""https://www.w3.org/TR/webdriver2/#keyboard-actions"""

START_S = 60
"""How long Firefox may take to start: some 2 s on a quiet machine."""

RESIZE = """
const { style } = gBrowser.selectedBrowser;
[style.width, style.height] = arguments;
"""
"""No window of Firefox is narrower than 450 px; a page in it may be."""

ICON = """
const { extension } = WebExtensionPolicy.getByID(arguments[0]);
const { action } = extension.apiManager.global.browserActionFor(extension);
return action.getContextData(gBrowser.selectedTab).icon[16];
"""

TREE = """
globalThis.service ??=  // kept: with the last reference to it goes the tree
  Cc["@mozilla.org/accessibilityService;1"].getService(Ci.nsIAccessibilityService);
const nodes = [];
const origin = (frame) => {
  if (frame === frame.parent) return [0, 0];
  const [x, y] = origin(frame.parent);
  const { left, top } = frame.frameElement.getBoundingClientRect();
  return [x + left + frame.frameElement.clientLeft, y + top + frame.frameElement.clientTop];
};
const walk = (node) => {
  const box = node.DOMNode?.getBoundingClientRect?.();
  const [x, y] = box ? origin(node.DOMNode.ownerDocument.defaultView) : [0, 0];
  nodes.push({
    role: service.getStringRole(node.role),
    name: node.name ?? "",
    box: box ? [box.left + x, box.top + y, box.right + x, box.bottom + y] : null,
  });
  for (let child = node.firstChild; child; child = child.nextSibling) walk(child);
};
const root = service.getAccessibleFor(document);
if (root) walk(root);
return nodes;
"""
"""The accessibility tree of the page, into closed shadow roots, with boxes in CSS pixels."""


class Firefox(Viewer):
    """A browser with the extension; one page is used at a time."""

    def __init__(self, marionette: Marionette, extension: Path) -> None:
        self.marionette = marionette
        self.id = marionette.send("Addon:Install", path=str(extension), temporary=True)
        self._policy = f"WebExtensionPolicy.getByID('{self.id}')"
        self.root = self.marionette.system(f"return {self._policy}.getURL('')")
        self._tab = marionette.send("WebDriver:GetWindowHandle")

    def open(self, address: str, size: tuple[int, int] = SIZE) -> None:
        """Go to a page."""
        self._resize(*size)
        self.marionette.send("WebDriver:Navigate", url=address)

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression on the page."""
        return self.marionette.script(f"return ({expression})")

    def buttons(self) -> list[Mark]:
        """All buttons, from the accessibility tree: the shadow roots of marks are closed."""
        return [
            Mark(node["name"], number)
            for number, node in enumerate(self._tree())
            if node["role"] == "pushbutton"
        ]

    def texts(self) -> str:
        """All that the accessibility tree holds, mark and card included."""
        nodes = self._tree()
        return "\n".join(node["name"] for node in nodes if node["role"] in ("text leaf", "heading"))

    def box(self, mark: Mark) -> Box:
        """Where a mark is on the page. Raises GoneError."""
        for number, node in enumerate(self._tree()):
            if (number, node["name"]) == (mark.node, mark.label) and node["box"]:
                left, top, right, bottom = node["box"]
                return left, top, right, bottom
        raise GoneError(f"gone from the page: {mark.label}")

    def boxes(self) -> list[Box]:
        """Boxes of all buttons and links on the page, mark and card included."""
        nodes = [node for node in self._tree() if node["role"] in ("pushbutton", "link")]
        return [tuple(node["box"]) for node in nodes]

    def click_at(self, x: float, y: float) -> None:
        """Click on a point of the page as a viewer does."""
        to = {"x": int(x), "y": int(y), "origin": "viewport"}
        self._act(
            "pointer",
            {"type": "pointerMove", **to},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        )

    def click_icon(self) -> None:
        """Click on the toolbar's icon, where it is put first, and close the popup."""
        self.marionette.send("Marionette:SetContext", value="chrome")
        widget = self.marionette.script(SHOW_ICON, self.id)
        (icon,) = self.marionette.send(
            "WebDriver:FindElement", using="css selector", value=f"[id='{widget}'] toolbarbutton"
        ).values()

        def clicked() -> bool:
            self.marionette.send("WebDriver:ElementClick", id=icon)
            self.until(lambda: self.marionette.script(f"return {POPUP}?.state"), "open".__eq__)
            self.marionette.script(f"{POPUP}.hidePopup()")
            time.sleep(0.5)
            return bool(self.marionette.script(ACTIVE, self.id))

        self.until(clicked, bool)
        self.marionette.send("Marionette:SetContext", value="content")

    def press(self, key: str) -> None:
        """Press a key on the page."""
        value = KEYS[key]
        self._act("key", {"type": "keyDown", "value": value}, {"type": "keyUp", "value": value})

    def kill_worker(self) -> None:
        """End the extension's background, as the browser does when it was idle."""
        end = f"{self._policy}.extension.terminateBackground().then(() => true)"
        self.marionette.system(f"return {end}")

    @contextmanager
    def popup(self) -> Iterator[None]:
        """The popup of the page's tab, in a tab of its own; `run` and `choose` act there."""
        with self._page("popup") as address:
            tab = self.run("chrome.tabs.query({ active: false }).then(([tab]) => tab.id)")
            self.marionette.send("WebDriver:Navigate", url=f"{address}?tab={tab}")
            self.wait_for(".data")
            yield

    @contextmanager
    def opened(self) -> Iterator[None]:
        """The page that the extension has just opened in a tab; `run` and `choose` act there."""
        tabs = "WebDriver:GetWindowHandles"
        both = self.until(lambda: self.marionette.send(tabs), lambda found: len(found) == 2)
        (tab,) = set(both) - {self._tab}
        self.marionette.send("WebDriver:SwitchToWindow", handle=tab)
        self.wait_for(".data")
        yield
        self.marionette.send("WebDriver:CloseWindow")
        self.marionette.send("WebDriver:SwitchToWindow", handle=self._tab)

    def popup_text(self) -> str:
        """What the popup of the page's tab says."""
        with self.popup():
            return self.page_text()

    def read_other(self, name: str, selector: str) -> str:
        """What an element says in another tab, whose address ends in `name`."""

        def switched() -> bool:
            for tab in self.marionette.send("WebDriver:GetWindowHandles"):
                self.marionette.send("WebDriver:SwitchToWindow", handle=tab, focus=False)
                if self.run("location.pathname").endswith(name):
                    return True
            return False

        self.until(switched, bool)
        self.wait_for(selector)
        text = str(self.run(f"document.querySelector('{selector}').innerText"))
        self.marionette.send("WebDriver:SwitchToWindow", handle=self._tab)
        return text

    def icon(self) -> str:
        """The toolbar's icon of the page's tab, as an address."""
        return str(self.marionette.system(ICON, self.id))

    def page_text(self) -> str:
        """All text of the page."""
        return str(self.run("document.body.innerText"))

    def choose(self, words: str, of: str = "") -> None:
        """Click a button or a choice of an extension's page; `of` a line, where many have it."""
        named = f"//*[self::button or self::label][starts-with(., '{words}')]"
        if of:
            named = f"//li[starts-with(., '{of}')]{named}"
        (found,) = self.marionette.send(
            "WebDriver:FindElement", using="xpath", value=named
        ).values()
        self.marionette.send("WebDriver:ElementClick", id=found)

    @contextmanager
    def options(self) -> Iterator[None]:
        """The options page in a tab of its own; `run` and `choose` act there."""
        with self._page("options"):
            self.wait_for("fieldset")
            yield

    def speak(self, language: Language) -> None:
        """Choose a language as a viewer does: Firefox's own needs a package for each."""
        with self.options():
            self.choose("简体中文" if language == "zh" else "English")
            self.wait_for(f"[lang|={language}] input:checked")

    def choose_server(self) -> None:
        """Choose matching on the server, and agree to what is sent."""
        with self.options():
            self.choose("在服务器上比对")
            self.choose("我同意发送上述内容")
            self.wait_for(".consent input:checked")
            self.until(lambda: self.run("document.body.innerText"), lambda all: "已保存" in all)

    def forbid(self, site: str) -> None:
        """Take a site of the manifest away from the extension, as a viewer can in its settings."""
        self.marionette.system(FORBID, self.id, site)

    def wait_for(self, selector: str) -> None:
        """Wait until the page holds such an element."""
        there = f"document.querySelector('{selector}') !== null"
        self.until(lambda: self.run(there), bool)

    def leave(self) -> None:
        """Close what is open, and take the extension away with all that it keeps."""
        self.marionette.send("Marionette:SetContext", value="content")
        for tab in self.marionette.send("WebDriver:GetWindowHandles"):
            if tab != self._tab:
                self.marionette.send("WebDriver:SwitchToWindow", handle=tab)
                self.marionette.send("WebDriver:CloseWindow")
        self.marionette.send("WebDriver:SwitchToWindow", handle=self._tab)
        self.marionette.send("WebDriver:Navigate", url="about:blank")
        self.marionette.send("Addon:Uninstall", id=self.id)

    @contextmanager
    def _page(self, name: str) -> Iterator[str]:
        """A page of the extension in a tab of its own; yields its address."""
        tab = self.marionette.send("WebDriver:NewWindow", type="tab", focus=True)["handle"]
        self.marionette.send("WebDriver:SwitchToWindow", handle=tab)
        address = f"{self.root}pages/{name}.html"
        self.marionette.send("WebDriver:Navigate", url=address)
        yield address
        self.marionette.send("WebDriver:CloseWindow")
        self.marionette.send("WebDriver:SwitchToWindow", handle=self._tab)

    def _act(self, device: str, *steps: dict[str, Any]) -> None:
        actions = [{"type": device, "id": device, "actions": steps}]
        self.marionette.send("WebDriver:PerformActions", actions=actions)

    def _tree(self) -> list[dict[str, Any]]:
        nodes: list[dict[str, Any]] = self.marionette.script(TREE, sandbox="system")
        return nodes

    def _resize(self, width: int, height: int) -> None:
        self.marionette.system(RESIZE, f"{width}px", f"{height}px")


@contextmanager
def loaded(marionette: Marionette, extension: Path) -> Iterator[Firefox]:
    """A Firefox that runs, with an assembled extension as if new; in the end both are gone."""
    firefox = Firefox(marionette, extension)
    try:
        firefox.speak("zh")
        yield firefox
    finally:
        firefox.leave()


@contextmanager
def started(profile: Path) -> Iterator[Marionette]:
    """Firefox as it comes, with a session begun."""
    profile.mkdir(exist_ok=True)
    (profile / "MarionetteActivePort").unlink(missing_ok=True)
    lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in PREFERENCES.items())
    (profile / "user.js").write_text("".join(lines), "utf-8")
    command = [_executable(), "--headless", "--marionette", "--remote-allow-system-access"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen([*command, "--profile", profile], stdout=quiet, stderr=quiet) as process:
        try:
            with closing(Marionette(_port(profile))) as marionette:
                marionette.send("WebDriver:NewSession")
                yield marionette
        finally:
            process.terminate()


def _executable() -> str:
    path = which("firefox-esr") or which("firefox")
    if path is None:
        raise BrowserError("Firefox is missing: apt-get install firefox-esr")
    return path


def _port(profile: Path) -> int:
    """The port that Firefox listens on, as soon as it does. Raises BrowserError."""
    told = profile / "MarionetteActivePort"
    end = time.monotonic() + START_S
    while not (told.exists() and (text := told.read_text("utf-8"))):
        if time.monotonic() > end:
            raise BrowserError(f"Firefox did not start within {START_S} s")
        time.sleep(0.05)
    return int(text)
