"""A progress bar for long work, where there is a terminal to show it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

STEPS = 1000
"""Redrawn that often at most: telling the bar costs more than checking a statement."""


@contextmanager
def bar() -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error; call what it gives with how much of all is done."""
    columns = BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("", total=None)

        def done(number: int, total: int) -> None:
            if number % (total // STEPS + 1) == 0 or number >= total:
                progress.update(task, completed=number, total=total)

        yield done
