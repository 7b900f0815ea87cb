"""The figures as tables: in the terminal, as Markdown, as JSON."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.accuracy.edits import EDITS, TARGETS, Edit
from benchmarks.accuracy.measure import Outcome, Share, counted, share

HEAD = (
    "edit",
    "clips",
    "recall",
    "95 %",
    "target",
    "wrong",
    "false",
    "start error",
    "in bounds",
    "speed",
    "mirror",
    "crop",
    "ms",
    "stage",
)

WIDTH = 140
"""Columns the table takes; a narrower terminal breaks its lines."""


def rows(outcomes: Sequence[Outcome]) -> list[tuple[str, ...]]:
    """One row an edit, in the order of edits.py, cells as in HEAD."""
    return [
        _row(edit, own)
        for edit in EDITS
        if (own := [one for one in outcomes if one.edit == edit.name])
    ]


def _row(edit: Edit, own: Sequence[Outcome]) -> tuple[str, ...]:
    judged = counted(own)
    recall = share(judged, lambda one: one.right) if judged else Share(1, 0, 1)
    target = TARGETS[edit.kind]
    short = target is not None and recall.value < target
    places = [one.place for one in own if one.right and one.place]
    moving = [one.place.error_s for one in own if one.right and one.place and not one.still]
    return (
        edit.name,
        f"{len(judged)}",
        f"{recall.value:.3f}",
        f"{recall.low:.2f}–{recall.high:.2f}",
        "" if target is None else f"{target:.2f}{' ✗' if short else ''}",
        f"{sum(one.wrong for one in own)}",
        f"{sum(one.false for one in own)}",
        f"{statistics.median(moving):.2f} s" if moving else "",
        _mean([place.error_s <= place.uncertainty_s for place in places]),
        _mean([place.speed for place in places]),
        _mean([place.mirrored for place in places]),
        _mean([place.crop for place in places]),
        f"{statistics.mean(one.ms for one in own):.0f}",
        f"{statistics.mean(one.stage for one in own):.1f}",
    )


def _mean(flags: Sequence[bool]) -> str:
    return f"{statistics.mean(flags):.2f}" if flags else ""


def show(outcomes: Sequence[Outcome]) -> None:
    """Print the table."""
    table = Table(box=None, pad_edge=False)
    for name in HEAD:
        table.add_column(name, no_wrap=True)
    for row in rows(outcomes):
        table.add_row(*row, style="bold" if "✗" in row[4] else "")
    Console(width=max(Console().width, WIDTH)).print(table)
