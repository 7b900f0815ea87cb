"""`reelmark demo`: fictional episodes made by code, registered, altered, and recognised again."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console
from rich.progress import track as progress

from reelmark.cli.batch import file_digest
from reelmark.cli.match import answer_for, as_lines
from reelmark.cli.output import print_json
from reelmark.config import Config, read_config
from reelmark.demo.registering import demo_config, register, say_what_became, write_notice
from reelmark.demo.specimens import Specimen, alter, draw, specimens
from reelmark.fingerprint import Track, fingerprint_video
from reelmark.publishing.envelope import public_text
from reelmark.registry.library import read_library
from reelmark.registry.store import Registry, open_registry

T = TypeVar("T")

Answer = dict[str, object]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a copy.")
@click.option("--serve", is_flag=True, help="Then play the copies at an address, until Ctrl-C.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
def command(as_json: bool, serve: bool, port: int) -> None:
    """Register demo episodes (演示数据) and recognise altered copies of them.

    Everything is fictional, made by code, and kept in the folder `demo` of REELMARK_HOME.
    """
    config = demo_config(read_config())
    shown = _prepared(config.home)
    registry = open_registry(config)
    _fill(registry, shown, config.home / "notice.csv")
    with registry.read() as reader:
        library = read_library(reader)
        answers = [(s, answer_for(s.copy, library, reader)) for s in shown]
    right = [_is_right(specimen, answer) for specimen, answer in answers]
    if as_json:
        for (specimen, answer), good in zip(answers, right, strict=True):
            print_json({"title": specimen.episode.drama.title_zh, "right": good} | answer)
    else:
        _print(answers, right)
    if not all(right):
        sys.exit(1)
    if serve:
        _serve(config, registry, shown, port)


def _serve(config: Config, registry: Registry, shown: Sequence[Specimen], port: int) -> None:
    """Serve the registry with the feed beside it; `extension/` needs a checkout."""
    from reelmark.app import create_app
    from reelmark.cli.serve import Server, address, listen
    from reelmark.demo.feed import feed

    key = public_text(registry.keys.signing.public_key())
    listener = listen("127.0.0.1", port)
    server = address(listener)
    print(
        f"\nThe copies play at {server}/demo/\n"
        f"The extension for this registry: make extension SERVER={server} KEY={key}",
        flush=True,
    )
    Server(lambda: create_app(config, blueprints=[feed(shown, key)]), listener, workers=1).run()


def _prepared(home: Path) -> list[Specimen]:
    """All specimens, with the files that are not there yet made."""
    folder = home / "videos"
    folder.mkdir(parents=True, exist_ok=True)
    shown = specimens(folder)
    _each("drawing episodes", draw, [s for s in shown if not s.original.exists()])
    _each("altering copies", alter, [s for s in shown if not s.copy.exists()])
    return shown


def _fill(registry: Registry, shown: Sequence[Specimen], notice: Path) -> None:
    """Register what is not registered yet, and say what became of it."""
    sources = {specimen: file_digest(specimen.original) for specimen in shown}
    with registry.read() as reader:
        fresh = [s for s in shown if s.registered and not reader.decoded(sources[s])]
    for specimen, track in _each("fingerprinting", _fingerprint, fresh):
        register(registry, specimen, track, sources[specimen])
    write_notice(notice)
    say_what_became(registry, notice)


def _each(
    label: str, work: Callable[[Specimen], T], shown: Sequence[Specimen]
) -> list[tuple[Specimen, T]]:
    """Do something to every specimen, in as many processes as there are cores."""
    if not shown:
        return []
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        console = Console(stderr=True)
        results = progress(pool.map(work, shown), label, len(shown), console=console)
        return list(zip(shown, results, strict=True))


def _fingerprint(specimen: Specimen) -> Track:
    return fingerprint_video(specimen.original)


def _is_right(specimen: Specimen, answer: Answer) -> bool:
    """Whether the copy was found where it was taken from, or rightly not found."""
    matches = answer["matches"]
    assert isinstance(matches, list)
    if not specimen.registered:
        return answer["verdict"] == "no_match"
    return answer["verdict"] == "match" and all(
        match["title"] == specimen.episode.drama.title_zh
        and match["episode"] == specimen.episode.number
        and abs(match["start_s"] - specimen.start_s) <= match["start_uncertainty_s"]
        for match in matches
    )


def _print(answers: Sequence[tuple[Specimen, Answer]], right: Sequence[bool]) -> None:
    print("演示数据 · demo data: altered copies, and what the registry says of them\n")
    for (specimen, answer), good in zip(answers, right, strict=True):
        source = f"{specimen.episode.drama.title_zh} {specimen.episode.number}"
        known = "" if specimen.registered else ", kept out of the registry"
        mark = "✓" if good else "✗ WRONG"
        print(f"{mark} {specimen.copy.name}: {source}, {specimen.edit}{known}")
        for line in as_lines(answer):
            print(f"  → {line}")
