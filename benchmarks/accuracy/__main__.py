"""Measures how well altered clips are recognised: `python -m benchmarks.accuracy --help`."""

from __future__ import annotations

import datetime
import json
import math
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

import click

from benchmarks.accuracy import peers, table
from benchmarks.accuracy.copies import Copy, of_few_clips, plan
from benchmarks.accuracy.edits import EDITS
from benchmarks.accuracy.figures import LIMITS
from benchmarks.accuracy.measure import Outcome, code, outcome_of
from benchmarks.accuracy.peers import PEERS, PeerOutcome
from benchmarks.accuracy.run import run
from benchmarks.accuracy.sources import Source, look, read_sources
from reelmark.config import read_config

RESULTS = Path(__file__).parents[1] / "results"


@click.command()
@click.option("--edits", "names", default="", help="Only edits with one of these in the name: a,b.")
@click.option("--clips", "count", type=int, help="Only so many clips, spread over the folder.")
@click.option("--final", is_flag=True, help="The works and edits held back too: not while tuning.")
@click.option("--peers", "beside", is_flag=True, help="Other packages on some of the copies.")
@click.option("--misses", is_flag=True, help="List copies not recognised, and chance evidence.")
@click.option("--save", is_flag=True, help="Write the tables to benchmarks/results.")
@click.option("--processes", default=os.cpu_count(), show_default=True)
@click.option("--cache", "folder", type=click.Path(path_type=Path), help="Where copies are kept.")
def main(
    names: str,
    count: int | None,
    final: bool,
    beside: bool,
    misses: bool,
    save: bool,
    processes: int,
    folder: Path | None,
) -> None:
    """Alter the real clips in every way, look the copies up, print recall and its company."""
    begin = time.monotonic()
    folder = folder or read_config().home / "benchmarks" / "accuracy"
    folder.mkdir(parents=True, exist_ok=True)
    everything = read_sources()
    copies = _chosen(everything, names, count, final)
    looks = run("registering", partial(look, folder=folder), everything, processes)
    registered = dict(zip(everything, looks, strict=True))
    job = partial(outcome_of, folder=folder, registered=registered, by=code(registered))
    outcomes = run("looking up", job, copies, processes)
    told = _ask_peers(copies, everything, folder, processes) if beside else []
    _print(outcomes, told, misses)
    if save:
        _write(outcomes, told, time.monotonic() - begin)


def _chosen(everything: Sequence[Source], names: str, count: int | None, final: bool) -> list[Copy]:
    edits = [edit for edit in EDITS if any(part in edit.name for part in names.split(","))]
    copies = [copy for copy in plan(everything, edits) if final or not copy.final]
    return of_few_clips(copies, count) if count else copies


def _ask_peers(
    copies: Sequence[Copy], everything: Sequence[Source], folder: Path, processes: int
) -> list[PeerOutcome]:
    told: list[PeerOutcome] = []
    asked = peers.chosen(copies)
    for peer in PEERS:
        if peer.version:
            hashes = run(
                f"{peer.package}: registering",
                partial(peers.hashes_of_source, peer=peer, folder=folder),
                everything,
                processes,
            )
            registered = dict(zip(everything, hashes, strict=True))
            job = partial(peers.lookup, peer=peer, folder=folder, registered=registered)
            told += run(f"{peer.package}: looking up", job, asked, processes)
    return told


def _print(outcomes: Sequence[Outcome], told: Sequence[PeerOutcome], misses: bool) -> None:
    table.show(table.HEAD, table.rows(table.by_edit(outcomes)))
    table.show(table.HEAD, table.rows(table.by_class(outcomes)))
    print("\n".join(table.chance(outcomes)))
    if told:
        table.show(table.PEER_HEAD, table.peer_rows(told, outcomes))
    for one in outcomes:
        if misses and not one.right:
            print(f"{one.edit:32} {one.verdict:20} {'still' if one.still else '':6}{one.source}")
        if misses and one.chance_log10_e <= math.log10(LIMITS[-1]):
            print(f"{one.edit:32} {f'by chance {one.chance_log10_e:.1f}':26}{one.source}")


def _write(outcomes: Sequence[Outcome], told: Sequence[PeerOutcome], seconds: float) -> None:
    """The tables as Markdown, and the same figures as JSON."""
    found, classes = table.by_edit(outcomes), table.by_class(outcomes)
    command = f"python -m benchmarks.accuracy {' '.join(sys.argv[1:])}"
    told_rows = table.peer_rows(told, outcomes) if told else []
    made = [
        "# How well altered clips are recognised\n",
        f"{datetime.date.today()}, `{command}`, {seconds / 60:.0f} min. {table.machine()}.\n",
        f"{table.EXPLANATION}\n",
        "## By class\n",
        table.markdown(table.HEAD, table.rows(classes)),
        "## Chance\n",
        "".join(f"- {line}\n" for line in table.chance(outcomes)),
        "## By edit\n",
        table.markdown(table.HEAD, table.rows(found)),
    ]
    if told:
        made += ["## Peers\n", table.peers_explained(), table.markdown(table.PEER_HEAD, told_rows)]
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "accuracy.md").write_text("\n".join(made), encoding="utf-8")
    figures = {
        "command": command,
        "machine": table.machine(),
        "classes": {name: asdict(one) for name, one in classes.items()},
        "edits": {name: asdict(one) for name, one in found.items()},
        "chance": table.chance(outcomes),
        "peers": [dict(zip(table.PEER_HEAD, row, strict=True)) for row in told_rows],
    }
    text = json.dumps(figures, indent=1, ensure_ascii=False)
    (RESULTS / "accuracy.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
