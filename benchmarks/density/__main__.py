"""Measures what density costs and gives: `python -m benchmarks.density --help`."""

from __future__ import annotations

import datetime
import json
import os
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

import click

from benchmarks.accuracy.copies import Copy, of_few_clips, plan
from benchmarks.accuracy.edits import EDITS as ALL_EDITS
from benchmarks.accuracy.run import run
from benchmarks.accuracy.sources import Source, read_sources
from benchmarks.accuracy.table import machine, markdown, show
from benchmarks.density import table
from benchmarks.density.chart import svg
from benchmarks.density.choices import CHOICES, CLIPS, EDITS, GROUPS, TODAY
from benchmarks.density.lookups import Answer, ask, of
from benchmarks.density.registry import registry
from benchmarks.density.table import Figures
from reelmark.config import read_config

RESULTS = Path(__file__).parents[1] / "results"

STEPS_HEAD = ("ends at", "copies", "share", "ms")


@click.command()
@click.option("--clips", "count", default=CLIPS, show_default=True, help="So many clips.")
@click.option("--save", is_flag=True, help="Write the tables to benchmarks/results.")
@click.option("--picture", type=click.Path(path_type=Path), help="Draw the curves as SVG.")
@click.option("--processes", default=os.cpu_count(), show_default=True)
@click.option("--cache", "folder", type=click.Path(path_type=Path), help="Where copies are kept.")
def main(count: int, save: bool, picture: Path | None, processes: int, folder: Path | None) -> None:
    """Look altered clips up by other choices than today's, one thing varied at a time."""
    begin = time.monotonic()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # of the workers: their processor time is told
    folder = folder or read_config().home / "benchmarks" / "accuracy"
    folder.mkdir(parents=True, exist_ok=True)
    sources = read_sources()
    copies = chosen(sources, count)
    known = registry(sources, folder, processes)
    told = run("looking up", partial(ask, folder=folder, registry=known), copies, processes)
    answers = [answer for answers in told for answer in answers]
    found = {one.name: table.figures(answers, one, known.entries) for one in CHOICES}
    for group in GROUPS:
        click.echo(f"\n{group}")
        show(table.HEAD, table.rows(found, group))
    show(STEPS_HEAD, table.steps(answers))
    if save:
        _write(answers, found, copies, time.monotonic() - begin)
    if picture:
        title = f"Recall of {len(copies)} altered clips against what is kept and looked at"
        picture.write_text(svg(title, "recall", table.panels(found)), encoding="utf-8")


def chosen(sources: Sequence[Source], count: int) -> list[Copy]:
    """The copies of EDITS of some of the clips that may be tuned on."""
    edits = [edit for edit in ALL_EDITS if edit.name in EDITS]
    return of_few_clips([copy for copy in plan(sources, edits) if not copy.final], count)


def _write(
    answers: Sequence[Answer], found: Mapping[str, Figures], copies: Sequence[Copy], seconds: float
) -> None:
    """The tables as Markdown, and the same figures as JSON."""
    command = f"python -m benchmarks.density {' '.join(sys.argv[1:])}"
    clips, works = len({copy.source for copy in copies}), len({copy.source.work for copy in copies})
    own = of(answers, TODAY)
    ms = [statistics.mean(one.ms for one in own), statistics.mean(one.unknown_ms for one in own)]
    made = [
        "# Density and cost\n",
        f"{datetime.date.today()}, `{command}`, {seconds / 60:.0f} min by the clock. "
        f"{machine()}.\n",
        f"{len(copies)} copies of {clips} clips of {works} works, under {len(EDITS)} edits: "
        f"{', '.join(EDITS)}. Today's choice takes {ms[0]:.0f} ms, {ms[1]:.0f} ms with the work "
        "left out.\n",
        f"{table.EXPLANATION}\n",
    ]
    for group in GROUPS:
        made += [f"## {group}\n", markdown(table.HEAD, table.rows(found, group))]
    made += ["## Where searches that find the work end\n"]
    made += [markdown(STEPS_HEAD, table.steps(answers))]
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "density.md").write_text("\n".join(made), encoding="utf-8")
    figures = {
        "command": command,
        "machine": machine(),
        "edits": EDITS,
        "copies": len(copies),
        "ms": ms,
        "choices": {name: asdict(one) for name, one in found.items()},
        "steps": [dict(zip(STEPS_HEAD, row, strict=True)) for row in table.steps(answers)],
    }
    text = json.dumps(figures, indent=1, ensure_ascii=False)
    (RESULTS / "density.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
