"""Measures how well altered clips are recognised: `python -m benchmarks.accuracy --help`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from benchmarks.accuracy import table
from benchmarks.accuracy.copies import plan
from benchmarks.accuracy.edits import EDITS
from benchmarks.accuracy.run import measure_all
from benchmarks.accuracy.sources import Source, read_source
from reelmark.config import read_config
from tests.clips import clips_folder


@click.command()
@click.option(
    "--edits", "names", default="", help="Only edits whose names hold one of these, by comma."
)
@click.option("--clips", "count", type=int, help="Only so many clips, spread over the folder.")
@click.option("--final", is_flag=True, help="The works and edits held back too: not while tuning.")
@click.option("--processes", default=os.cpu_count(), show_default=True)
@click.option("--misses", is_flag=True, help="List the copies that were not recognised.")
@click.option("--cache", "folder", type=click.Path(path_type=Path), help="Where copies are kept.")
def main(
    names: str, count: int | None, final: bool, processes: int, misses: bool, folder: Path | None
) -> None:
    """Alter the real clips in every way, look the copies up, print recall and its company."""
    folder = folder or read_config().home / "benchmarks" / "accuracy"
    folder.mkdir(parents=True, exist_ok=True)
    everything = _sources()
    chosen = [edit for edit in EDITS if any(part in edit.name for part in names.split(","))]
    queried = [source for source in everything if final or not source.final]
    queried = queried[:: max(1, len(queried) // count)][:count] if count else queried
    edits = [edit for edit in chosen if final or not edit.final]
    copies = [copy for copy in plan(everything, edits) if copy.source in queried]
    outcomes = list(measure_all(copies, everything, folder, processes))
    table.show(outcomes)
    if misses:
        for one in outcomes:
            if not one.right:
                print(f"{one.edit:32} {one.verdict:20} {'still ' if one.still else ''}{one.source}")


def _sources() -> list[Source]:
    where = clips_folder()
    if where is None:
        raise click.UsageError("the real clips are not here: set REELMARK_CLIPS to their folder")
    return [read_source(path) for path in sorted(where.iterdir()) if path.is_file()]


if __name__ == "__main__":
    main()
