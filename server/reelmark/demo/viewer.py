"""A browser with the extension, read as people read it: accessibility tree and popup."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from reelmark.errors import ReelmarkError

T = TypeVar("T")

Language = Literal["zh", "en"]

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, CSS pixels."""

LOOKING = ("正在比对画面", "Looking at the pictures")
BRAND = ("剧鉴：", "Reelmark: ")

SIZE = (420, 640)
"""Width and height of the page, CSS pixels."""

WAIT_S = 60
"""How long a verdict is waited for: some 3 s on a quiet machine, more than 20 on a busy one."""


class BrowserError(ReelmarkError):
    """There is no browser, or it did not show in time what was waited for."""


class GoneError(BrowserError):
    """A mark is on the page no longer, or was drawn anew."""


@dataclass
class Mark:
    """A mark as a screen reader is told of it."""

    label: str
    node: int

    @property
    def looking(self) -> bool:
        """Nothing is known yet."""
        return any(word in self.label for word in LOOKING)


class Viewer(ABC):
    """A browser with the extension, and one page in it."""

    root: str
    """Address of the extension's own files."""

    @abstractmethod
    def open(self, address: str, size: tuple[int, int] = SIZE) -> object:
        """Go to a page."""

    @abstractmethod
    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression on the page, awaited where it is a promise."""

    @abstractmethod
    def buttons(self) -> list[Mark]:
        """All buttons, from the accessibility tree: the shadow roots of marks are closed."""

    @abstractmethod
    def texts(self) -> str:
        """All that the accessibility tree holds, mark and card included."""

    @abstractmethod
    def box(self, mark: Mark) -> Box:
        """Where a mark is on the page. Raises GoneError."""

    @abstractmethod
    def click_at(self, x: float, y: float) -> None:
        """Click on a point of the page as a viewer does, CSS pixels."""

    @abstractmethod
    def click_icon(self) -> None:
        """Click on the toolbar's icon, which opens the popup of the page's tab, and close that."""

    @abstractmethod
    def press(self, key: str) -> None:
        """Press `Tab`, `Enter` or `Escape` on the page."""

    @abstractmethod
    def kill_worker(self) -> None:
        """End the extension's background, as the browser does at any moment."""

    @abstractmethod
    def speak(self, language: Language) -> None:
        """Choose a language as a viewer does, on the options page."""

    @abstractmethod
    def popup_text(self) -> str:
        """What the popup of the page's tab says."""

    def marks(self) -> list[Mark]:
        """The marks on the page."""
        return [button for button in self.buttons() if button.label.startswith(BRAND)]

    def button(self, words: str) -> Mark:
        """The first button with these words, also of an open card, as soon as there is one."""
        return self.until(lambda: [b for b in self.buttons() if b.label == words], bool)[0]

    def click(self, mark: Mark) -> None:
        """Click on a mark; if it was drawn anew, on the first that says the same."""

        def boxes() -> list[Box]:
            same = (button for button in self.buttons() if button.label == mark.label)
            return list(self._boxes([mark, *same]))

        left, top, right, bottom = self.until(boxes, bool)[0]
        self.click_at((left + right) / 2, (top + bottom) / 2)

    def _boxes(self, marks: Iterable[Mark]) -> Iterator[Box]:
        for mark in marks:
            with suppress(GoneError):
                yield self.box(mark)

    def verdicts(self, count: int = 1) -> list[Mark]:
        """The marks when `count` of them have ended looking. Raises BrowserError."""
        return self.until(
            lambda: [mark for mark in self.marks() if not mark.looking],
            lambda marks: len(marks) >= count,
        )

    def says(self, word: str) -> Mark:
        """The first mark whose label holds `word`, as soon as there is one."""
        marks = self.until(self.marks, lambda marks: any(word in mark.label for mark in marks))
        return next(mark for mark in marks if word in mark.label)

    def until(
        self, look: Callable[[], T], enough: Callable[[T], bool], seconds: float = WAIT_S
    ) -> T:
        """What `look` sees once that is enough. Raises BrowserError when it is not in time."""
        end = time.monotonic() + seconds
        while not enough(seen := look()):
            if time.monotonic() > end:
                raise BrowserError(f"after {seconds} s the page still shows only {seen}")
            time.sleep(0.05)
        return seen
