"""The figures of each choice beside today's, and where searches end."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.accuracy.figures import Share, share
from benchmarks.density.chart import Panel, Point
from benchmarks.density.choices import GROUPS, LIKE_TODAY, TODAY, Choice
from benchmarks.density.lookups import Answer, of
from benchmarks.density.registry import kb_per_hour
from reelmark.fingerprint.track import Rule
from reelmark.matching.library import Entry

Row = tuple[str, ...]

HEAD = (
    *("choice", "recall", "95 %", "found more", "found less", "wrong", "false"),
    *("KB/h", "ms", "unknown ms", "mean"),
)

EXPLANATION = """\
One thing is varied at a time. Recall: the right work is named and no other. 95 %: interval,
resampled by work. Found more, less: copies found that today's choice misses, and the other way
round. Wrong: another work named. False: any work named with the right one left out of the registry.
KB/h: 1,000 bytes an hour of video. ms: of processor time a look-up takes, without decoding, with
the work registered and without, times today's choice in the same run; mean: of both."""

STEPS = ("centre", "centred", "mirrored", "grid", "without overlay", "inset or corner")
"""Where a search may end: at a stage of the clip as it is, or in a further view."""

MOST_KB = 90
"""What the registry may take an hour of ordinary video."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one choice; `ms`, `unknown_ms` and `mean_ms` times today's."""

    recall: Share
    more: int
    less: int
    wrong: int
    false: int
    kb: float
    ms: float
    unknown_ms: float
    mean_ms: float


def figures(
    answers: Sequence[Answer], choice: Choice, entries: Mapping[Rule, Sequence[Entry]]
) -> Figures:
    """The figures of one choice."""
    own, today = of(answers, choice), of(answers, TODAY)
    recall = share(own, lambda one: one.right)
    assert recall is not None
    pairs = [(one.right, other.right) for one, other in zip(own, today, strict=True)]
    known = [sum(one.ms for one in each) for each in (own, today)]
    unknown = [sum(one.unknown_ms for one in each) for each in (own, today)]
    return Figures(
        recall=recall,
        more=pairs.count((True, False)),
        less=pairs.count((False, True)),
        wrong=sum(one.wrong for one in own),
        false=sum(one.false for one in own),
        kb=kb_per_hour(entries[choice.rule]),
        ms=known[0] / known[1],
        unknown_ms=unknown[0] / unknown[1],
        mean_ms=(known[0] + unknown[0]) / (known[1] + unknown[1]),
    )


def rows(found: Mapping[str, Figures], group: str) -> list[Row]:
    """Cells as in HEAD of one group, today's choice first."""
    names = [TODAY.name, *(choice.name for choice in GROUPS[group])]
    return [
        _row(f"**{LIKE_TODAY[group]}**" if not i else name, found[name])
        for i, name in enumerate(names)
    ]


def _row(name: str, one: Figures) -> Row:
    return (
        name,
        f"{one.recall.value:.3f}",
        f"{one.recall.low:.2f}–{one.recall.high:.2f}",
        *(str(count) if count else "" for count in (one.more, one.less)),
        *(str(count) for count in (one.wrong, one.false)),
        f"{one.kb:.0f}",
        *(f"{ms:.2f}" for ms in (one.ms, one.unknown_ms, one.mean_ms)),
    )


def steps(answers: Sequence[Answer]) -> list[Row]:
    """Where today's searches that find the work end: copies, share of all, mean ms."""
    own = of(answers, TODAY)
    lines: list[Row] = []
    for number, name in enumerate(STEPS):
        ended = [one for one in own if one.right and _step(one) == number]
        ms = f"{statistics.mean(one.ms for one in ended):.0f}" if ended else ""
        lines.append((name, str(len(ended)), f"{len(ended) / len(own):.3f}", ms))
    return lines


def _step(one: Answer) -> int:
    return one.stage if not one.view else 4 if one.view == 1 else 5


def panels(found: Mapping[str, Figures]) -> list[Panel]:
    """The picture's: recall against bytes for what is kept, against time for the rest."""
    return [
        Panel(
            group,
            "KB an hour of video (dashed: at most)" if not i else "time of a look-up, today's = 1",
            tuple(_points(found, group, in_kb=not i)),
            None if i else MOST_KB,
        )
        for i, group in enumerate(GROUPS)
    ]


def _points(found: Mapping[str, Figures], group: str, in_kb: bool) -> list[Point]:
    labels = {TODAY.name: LIKE_TODAY[group]} | {one.name: one.name for one in GROUPS[group]}
    return [
        Point(
            label,
            found[name].kb if in_kb else found[name].mean_ms,
            found[name].recall.value,
            name == TODAY.name,
        )
        for name, label in labels.items()
    ]
