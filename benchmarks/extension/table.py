"""The figures of each browser beside what is asked for."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from benchmarks.extension.cost import Sample
from benchmarks.extension.measure import Figures
from benchmarks.extension.memory import Memory

Row = tuple[str, ...]

EXPLANATION = """\
A sample: main-thread time of reading a frame and making it a message, and how many times that of
drawing and reading as many pixels of the frames in between; medians of 50. Play until named: from
the start of playing until the mark names the work (median, p90, worst; named of played); copies of
demo clips, and of real clips with one edit each. Frames dropped more: in pairs of runs of a video
of 60 frames a second, those with the extension less those without it, in turns. Memory:
proportional set size of the process that the extension's background runs in, after a garbage
collection and, in brackets, before it; less what Firefox has in that process without the extension
(Chromium has no such process then). In the page the extension keeps 3 MB of samples at most. Peak:
the same, uncollected, the most while another bundle of that size replaced the one held. To wake:
until the background, ended before, has read what it keeps, asked the registry for news and
answered."""


def head(found: Mapping[str, Figures]) -> Row:
    """The names of the columns."""
    return ("", "asked", *(one.version for one in found.values()))


def rows(found: Mapping[str, Figures], frames: int) -> list[Row]:
    """A line for each figure."""
    every = list(found.values())
    many = f"{frames / 1e6:g} M frames"

    def line(name: str, asked: str, cells: Sequence[str]) -> Row:
        return (name, asked, *cells)

    return [
        line("a sample, 360 lines", "≤ 2 ×", [_sample(one.samples[360]) for one in every]),
        line("a sample, 1080 lines", "≤ 2 ×", [_sample(one.samples[1080]) for one in every]),
        line("play until named, demo", "≤ 3 s", [_times(one.demo_s) for one in every]),
        line("play until named, real", "≤ 3 s", [_times(one.real_s) for one in every]),
        line("frames dropped more", "0", [_more(one.more) for one in every]),
        line("memory, small registry", "", [_memory(one.small, one.without) for one in every]),
        line(
            f"memory, {many}", "≤ 120 MB", [_memory(one.large.memory, one.without) for one in every]
        ),
        line("peak", "", [f"{one.large.peak_mb - one.without.mb:.0f} MB" for one in every]),
        line(f"play until named, {many}", "≤ 3 s", [_times(one.large.demo_s) for one in every]),
        line(f"nothing found, {many}", "", [_seconds(one.large.unknown_s) for one in every]),
        line("to wake, small registry", "", [f"{one.woken_ms:.0f} ms" for one in every]),
        line(f"to wake, {many}", "", [f"{one.large.woken_ms:.0f} ms" for one in every]),
    ]


def _sample(one: Sample) -> str:
    return f"{one.ms:.2f} ms, {one.ratio:.2f} ×"


def _times(played: Sequence[float | None]) -> str:
    named = sorted(seconds for seconds in played if seconds is not None)
    if not named:
        return "–"
    p90 = named[round(0.9 * (len(named) - 1))]
    return (
        f"{statistics.median(named):.1f}, {p90:.1f}, {named[-1]:.1f} s; {len(named)}/{len(played)}"
    )


def _seconds(played: float | None) -> str:
    return "–" if played is None else f"after {played:.1f} s"


def _more(more: Sequence[int]) -> str:
    if not more:
        return "–"
    middle, mean = statistics.median(more), statistics.mean(more)
    return (
        f"{mean:+.1f} a run (median {middle:+g}; {min(more):+} to {max(more):+}; {len(more)} pairs)"
    )


def _memory(taken: Memory, without: Memory) -> str:
    return f"{taken.collected_mb - without.collected_mb:.0f} MB ({taken.mb - without.mb:.0f})"
