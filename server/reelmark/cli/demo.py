"""`reelmark demo`: fictional episodes made by code, registered, altered, and recognised again."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console
from rich.progress import track as progress
from sqlalchemy.engine import URL

from reelmark.cli.batch import file_digest
from reelmark.cli.match import answer_for, as_lines
from reelmark.cli.output import print_json
from reelmark.config import Config, read_config
from reelmark.demo.dramas import Drama
from reelmark.demo.encoding import Edit, write_copy, write_episode
from reelmark.demo.episodes import EPISODES, Episode
from reelmark.fingerprint import Track, fingerprint_video
from reelmark.registry.library import read_library
from reelmark.registry.registration import plan, register_episode
from reelmark.registry.store import Registry, open_registry
from reelmark.registry.vocabulary import AiInvolvement

T = TypeVar("T")

EDITS = {
    "360p": Edit(start_s=5, duration_s=6, short_side=360, crf=32),
    "cropped": Edit(start_s=8, duration_s=6, crop=(0.1, 0, 0, 0), short_side=360, crf=32),
    "mirrored": Edit(start_s=7, duration_s=6, mirror=True, short_side=360, crf=32),
    "letterboxed": Edit(start_s=6, duration_s=6, letterbox=0.15, short_side=360, crf=32),
}
"""What is done to the episodes in turn, as uploaders do it."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """A demo episode, its video, and an altered copy of a stretch of it."""

    episode: Episode
    original: Path
    copy: Path
    edit: str

    @property
    def registered(self) -> bool:
        """One drama is kept out of the registry: its copy must not be recognised."""
        return self.episode.drama.role != "kept_out"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a copy.")
def command(as_json: bool) -> None:
    """Register demo episodes (演示数据) and recognise altered copies of them.

    Everything is fictional, made by code, and kept in the folder `demo` of REELMARK_HOME.
    """
    config = _demo_config(read_config())
    specimens = _specimens(config.home / "videos")
    _each("drawing episodes", _draw, [s for s in specimens if not s.original.exists()])
    _each("altering copies", _alter, [s for s in specimens if not s.copy.exists()])
    registry = open_registry(config)
    with registry.read() as reader:
        fresh = [s for s in specimens if s.registered and not reader.decoded(_digest(s))]
    for specimen, track in _each("fingerprinting", _fingerprint, fresh):
        _register(registry, specimen, track)
    with registry.read() as reader:
        library = read_library(reader)
        answers = [(s, answer_for(s.copy, library, reader)) for s in specimens]
    right = [_is_right(specimen, answer) for specimen, answer in answers]
    if as_json:
        for (specimen, answer), good in zip(answers, right, strict=True):
            print_json({"title": specimen.episode.drama.title_zh, "right": good} | answer)
    else:
        _print(answers, right)
    sys.exit(0 if all(right) else 1)


def _demo_config(config: Config) -> Config:
    """A registry of its own: demo data never mixes with real ones."""
    home = config.home / "demo"
    database = URL.create("sqlite", database=str(home / "reelmark.sqlite3"))
    return replace(config, home=home, database=database)


def _specimens(folder: Path) -> list[Specimen]:
    folder.mkdir(parents=True, exist_ok=True)
    edits = list(EDITS)
    names = [f"{episode.drama.key}-{episode.number}" for episode in EPISODES]
    return [
        Specimen(episode, folder / f"{name}.mp4", folder / f"{name}-{edit}.mp4", edit)
        for number, (episode, name) in enumerate(zip(EPISODES, names, strict=True))
        for edit in [edits[number % len(edits)]]
    ]


def _each(
    label: str, work: Callable[[Specimen], T], specimens: Sequence[Specimen]
) -> list[tuple[Specimen, T]]:
    """Do something to every specimen, in as many processes as there are cores."""
    if not specimens:
        return []
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        console = Console(stderr=True)
        results = progress(pool.map(work, specimens), label, len(specimens), console=console)
        return list(zip(specimens, results, strict=True))


def _draw(specimen: Specimen) -> None:
    write_episode(specimen.episode, specimen.original)


def _alter(specimen: Specimen) -> None:
    write_copy(specimen.original, specimen.copy, EDITS[specimen.edit])


def _fingerprint(specimen: Specimen) -> Track:
    return fingerprint_video(specimen.original)


def _register(registry: Registry, specimen: Specimen, track: Track) -> None:
    drama: Drama = specimen.episode.drama
    ai, number = AiInvolvement(drama.ai), drama.credential
    said = plan(registry.keys.salt, drama.title_zh, None, "main", ai, number)
    with registry.write() as writer:
        register_episode(writer, said, specimen.episode.number, track, _digest(specimen))


def _digest(specimen: Specimen) -> str:
    return file_digest(specimen.original)


def _is_right(specimen: Specimen, answer: dict[str, object]) -> bool:
    """Whether the copy was found where it was taken from, or rightly not found."""
    matches = answer["matches"]
    assert isinstance(matches, list)
    if not specimen.registered:
        return answer["verdict"] == "no_match"
    start = EDITS[specimen.edit].start_s
    return answer["verdict"] == "match" and all(
        match["title"] == specimen.episode.drama.title_zh
        and match["episode"] == specimen.episode.number
        and abs(match["start_s"] - start) <= match["start_uncertainty_s"]
        for match in matches
    )


def _print(answers: Sequence[tuple[Specimen, dict[str, object]]], right: Sequence[bool]) -> None:
    print("演示数据 · demo data: altered copies, and what the registry says of them\n")
    for (specimen, answer), good in zip(answers, right, strict=True):
        source = f"{specimen.episode.drama.title_zh} {specimen.episode.number}"
        known = "" if specimen.registered else ", kept out of the registry"
        mark = "✓" if good else "✗ WRONG"
        print(f"{mark} {specimen.copy.name}: {source}, {specimen.edit}{known}")
        for line in as_lines(answer):
            print(f"  → {line}")
