"""Measures what the extension costs: `python -m benchmarks.extension --help`."""

from __future__ import annotations

import datetime
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from playwright.sync_api import sync_playwright

from benchmarks.accuracy.copies import Copy, file_of, of_few_clips, plan
from benchmarks.accuracy.edits import EDITS
from benchmarks.accuracy.run import run
from benchmarks.accuracy.sources import look, read_sources
from benchmarks.accuracy.table import machine, markdown, show
from benchmarks.extension import table
from benchmarks.extension.browsers import BROWSERS
from benchmarks.extension.measure import Clips, Effort, Figures, figures
from reelmark.config import read_config
from reelmark.demo.encoding import Edit, write_copy
from reelmark.fingerprint import Track
from tests.clips import clips_folder
from tests.extension.publisher import Work
from tests.extension.site import Site, serving
from tests.extension.works import tracks_of, works, write_clips
from tests.videos import scenes, write

RESULTS = Path(__file__).parents[1] / "results"

USUAL = ("360p H.264 crf 40", "crop 6 % all round", "corner logo", "mirror", "crop 10 % left")
"""Edits of benchmarks/accuracy, one for each real clip."""

NAMES = {"listed": "雾港来信", "declared": "长街旧事", "revoked": "港城夜话", "disputed": "纸月亮"}


@click.command()
@click.option("--browser", type=click.Choice([*BROWSERS]), multiple=True, help="Only this one.")
@click.option("--clips", "count", default=10, show_default=True, help="Real clips played.")
@click.option("--pairs", default=6, show_default=True, help="Pairs of runs for frames dropped.")
@click.option("--seconds", default=4.0, show_default=True, help="Of each such run.")
@click.option("--frames", default=3_000_000, show_default=True, help="Of the large registry.")
@click.option("--save", is_flag=True, help="Write the table to benchmarks/results.")
def main(
    browser: Sequence[str], count: int, pairs: int, seconds: float, frames: int, save: bool
) -> None:
    """Play clips in real browsers, with the extension and without. 5 minutes on a quiet machine."""
    begin = time.monotonic()
    effort = Effort(pairs, seconds, frames)
    with TemporaryDirectory(prefix="reelmark-") as made, sync_playwright() as playwright:
        folder = Path(made)
        site = Site(folder)
        with serving(site.answer) as site.address:
            clips = _clips(site, folder, count)
            found = {}
            for name in browser or BROWSERS:
                own = folder / name
                own.mkdir()
                found[name] = figures(BROWSERS[name], playwright, own, clips, effort)
    show(table.head(found), table.rows(found, frames))
    if save:
        _write(found, effort, time.monotonic() - begin)


def _clips(site: Site, folder: Path, count: int) -> Clips:
    """Draw, alter and register what is played."""
    write_clips(folder)
    for lines in (360, 1080):
        write_copy(
            folder / "listed-master.mp4", folder / f"h{lines}.mp4", Edit(short_side=lines, crf=30)
        )
    frames = scenes(7, 6, (640, 360))
    write(folder / "sixty.mp4", frames, times_ms=[i * 1000 // 60 for i in range(len(frames))])
    demo = {f"{name}.mp4": title for name, title in NAMES.items()}
    known = works(tracks_of(folder))
    real = {}
    for copy, file, track in _real(folder, count) if clips_folder() else ():
        title = f"演示·{copy.source.work[:40]}"
        known.append(Work(f"d-{len(known)}", title, track))
        real[file.name] = title
    return Clips(site, known, demo, real)


def _real(folder: Path, count: int) -> list[tuple[Copy, Path, Track]]:
    """A copy of each of some real clips of different works, its file and the clip's track."""
    sources = list({source.work: source for source in read_sources()}.values())
    edits = [next(edit for edit in EDITS if edit.name == name) for name in USUAL]
    copies = of_few_clips(plan(sources, edits), count)
    by_source = groupby(copies, key=lambda copy: copy.source)
    chosen = [[*own][number % len(USUAL)] for number, (_, own) in enumerate(by_source)]
    kept = read_config().home / "benchmarks" / "accuracy"
    kept.mkdir(parents=True, exist_ok=True)
    processes = os.cpu_count() or 1
    files = run("altering", partial(file_of, folder=folder), chosen, processes)
    sources = [copy.source for copy in chosen]
    known = run("registering", partial(look, folder=kept), sources, processes)
    return [(c, f, k.track) for c, f, k in zip(chosen, files, known, strict=True)]


def _write(found: Mapping[str, Figures], effort: Effort, seconds: float) -> None:
    """The table as Markdown, and the same figures as JSON."""
    command = f"python -m benchmarks.extension {' '.join(sys.argv[1:])}"
    made = [
        "# What the extension costs\n",
        f"{datetime.date.today()}, `{command}`, {seconds / 60:.0f} min by the clock. "
        f"{machine()}.\n",
        f"{table.EXPLANATION}\n",
        markdown(table.head(found), table.rows(found, effort.frames)),
    ]
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "extension.md").write_text("\n".join(made), encoding="utf-8")
    figures = {
        "command": command,
        "machine": machine(),
        "effort": asdict(effort),
        "browsers": {name: asdict(one) for name, one in found.items()},
    }
    text = json.dumps(figures, indent=1, ensure_ascii=False)
    (RESULTS / "extension.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
