"""The figures as tables: in the terminal, as Markdown, as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.accuracy import peers
from benchmarks.accuracy.edits import EDITS, TARGETS
from benchmarks.accuracy.figures import Figures, Share, by_chance, figures, share
from benchmarks.accuracy.measure import Outcome
from benchmarks.accuracy.peers import PEERS, PeerOutcome

Row = tuple[str, ...]

HEAD = (
    *("edit", "n", "recall", "95 %", "target", "still", "wrong", "false", "start error"),
    *("within", "speed", "mirror", "crop", "ms", "unknown ms", "stage"),
)

WIDTH = 150
"""Columns the widest table takes; a narrower terminal breaks its lines."""


PEER_HEAD = ("edit", "Reelmark", *(peer.package for peer in PEERS))

HELD = ", held back"

EXPLANATION = """\
Recall: the work is named and no other; of stitched copies, every work with the place of every
piece. n: copies it is taken of. 95 %: interval, resampled by work. still: copies called
`not_enough_picture` that stand still by their own measure, left out of recall. wrong: copies for
which another work was named. false: copies for which any was named with their works left out of the
registry. start error: median, of clips that move. within: share of starts within their stated
uncertainty. speed, mirror, crop: share reported right, speed of clips that move. ms: a look-up,
without decoding; unknown ms: with the work left out. Held back: works and edits that nothing was
tuned on."""


def by_edit(outcomes: Sequence[Outcome]) -> dict[str, Figures]:
    """Figures of every edit there is, in the order of edits.py."""
    own = {edit.name: [one for one in outcomes if one.edit == edit.name] for edit in EDITS}
    return {name: figures(found) for name, found in own.items() if found}


def by_class(outcomes: Sequence[Outcome]) -> dict[str, Figures]:
    """Figures of every class of edits, of works tuned on and of what was held back."""
    groups: dict[str, list[Outcome]] = {}
    kinds = {edit.name: edit.kind for edit in EDITS}
    for held, label in ((False, ""), (True, HELD)):
        for kind in TARGETS:
            own = [one for one in outcomes if kinds[one.edit] == kind and one.final == held]
            groups |= {f"{kind}{label}": own} if own else {}
    return {name: figures(own) for name, own in groups.items()}


def rows(found: dict[str, Figures]) -> list[Row]:
    """Cells as in HEAD, of edits or classes; a cross marks what falls short of its target."""
    return [_row(name, one) for name, one in found.items()]


def _row(name: str, one: Figures) -> Row:
    recall, target = one.recall, _target(name)
    short = recall and target and recall.value < target
    return (
        name,
        str(recall.of if recall else 0),
        _share(recall),
        f"{recall.low:.2f}–{recall.high:.2f}" if recall else "",
        (f"{target:.2f}" if target else "") + (" ✗" if short else ""),
        str(one.excused),
        str(one.wrong),
        str(one.false),
        _cell(one.error_s, " s"),
        *(_cell(part) for part in (one.within, one.speed, one.mirrored, one.crop)),
        f"{one.ms:.0f}",
        f"{one.unknown_ms:.0f}",
        f"{one.stage:.1f}",
    )


def _target(name: str) -> float | None:
    """Of an edit, or of a class with or without ", held back"."""
    kinds: dict[str, str] = {kind: kind for kind in TARGETS}
    kinds |= {f"{kind}{HELD}": kind for kind in TARGETS}
    kinds |= {edit.name: edit.kind for edit in EDITS}
    return TARGETS[kinds[name]]


def _cell(value: float | None, unit: str = "") -> str:
    return "" if value is None else f"{value:.2f}{unit}"


def _share(found: Share | None) -> str:
    return f"{found.value:.3f}" if found else ""


def chance(outcomes: Sequence[Outcome]) -> list[str]:
    """What negatives did, a line each."""
    works = len({one.work for one in outcomes})
    false = sum(one.false for one in outcomes)
    lines = [
        f"{len(outcomes):,} copies of {works} works looked up with their works left out: "
        f"{false} matched"
    ]
    for e, found in by_chance(outcomes):
        if found:
            told = "" if found.value <= 2 * e else f", more than {2 * e:g}"
            lines.append(f"best E ≤ {e:g}: share {found.value:.4f} (to {found.high:.4f}){told}")
    return lines


def peer_rows(told: Sequence[PeerOutcome], ours: Sequence[Outcome]) -> list[Row]:
    """Recall of each edit and totals, ours on the same copies first."""
    copies = {(one.edit, one.source) for one in told}
    same = [one for one in ours if (one.edit, one.source) in copies]
    columns: list[Sequence[Outcome | PeerOutcome]] = [same]
    columns += [[one for one in told if one.peer == peer.package] for peer in PEERS]

    def row(name: str, cells: Callable[[Sequence[Outcome | PeerOutcome]], str]) -> Row:
        return (name, *(cells(own) if own else "not installed" for own in columns))

    def recall(edit: str) -> Row:
        of = [[one for one in own if one.edit == edit] for own in columns]
        return (edit, *(_share(share(own, lambda one: one.right)) for own in of))

    return [
        *(recall(edit) for edit in peers.EDITS if any(one.edit == edit for one in told)),
        row("all: recall", lambda own: _share(share(own, lambda one: one.right))),
        row("all: wrong works", lambda own: f"{sum(one.wrong for one in own)} of {len(own)}"),
        row("all: false matches", lambda own: f"{sum(one.false for one in own)} of {len(own)}"),
        row("ms", lambda own: f"{sum(one.ms for one in own) / len(own):.0f}"),
    ]


def peers_explained() -> str:
    """How each peer decides, and which are missing."""
    lines = [
        f"- {peer.package} {peer.version or '(not installed here)'}: {peer.rule}\n"
        for peer in PEERS
    ]
    return "One clip of each work; a peer's recall forgives further names.\n\n" + "".join(lines)


def show(head: Row, lines: Sequence[Row]) -> None:
    """Print a table; rows with a cross stand out."""
    table = Table(box=None, pad_edge=False)
    for name in head:
        table.add_column(name, no_wrap=True)
    for line in lines:
        table.add_row(*line, style="bold" if any("✗" in cell for cell in line) else "")
    Console(width=max(Console().width, WIDTH)).print(table)


def markdown(head: Row, lines: Sequence[Row]) -> str:
    """A table in Markdown."""
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, ("---",) * len(head), *lines))


def machine() -> str:
    """Processor, cores, and the versions that decide."""
    info = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    models = [line.split(": ")[1] for line in info.splitlines() if line.startswith("model name")]
    packages = ", ".join(f"{name} {version(name)}" for name in ("av", "numpy", "scipy"))
    model = models[0] if models else platform.processor() or platform.machine()
    return f"{model}, {os.cpu_count()} cores; Python {platform.python_version()}, {packages}"
