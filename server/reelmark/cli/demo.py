"""`reelmark demo`: fictional dramas made by code, and a feed of altered copies to recognise."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import click
from rich.console import Console
from rich.progress import track as progress

from reelmark.cli.batch import file_digest
from reelmark.cli.match import answer_for
from reelmark.cli.output import print_json
from reelmark.cli.processes import Server
from reelmark.cli.serve import address, listen
from reelmark.config import read_config
from reelmark.contract import shared_folder
from reelmark.demo.registering import demo_config, register, say_what_became, write_notice
from reelmark.demo.specimens import Specimen, alter, draw, specimens
from reelmark.errors import ReelmarkError
from reelmark.fingerprint import Track, fingerprint_video
from reelmark.publishing.envelope import public_text
from reelmark.registry.library import read_library
from reelmark.registry.store import Registry, open_registry

T = TypeVar("T")

Answer = dict[str, object]

CHECKOUT = shared_folder().parent

SAID = {
    "listed": "公示在册",
    "declared": "登记方声明",
    "revoked": "撤销",
    "unclear": "登记方未说明",
    "kept_out": "登记库中没有这段画面",
}
"""What the mark must say of a clip, by its drama's role."""


class DemoError(ReelmarkError):
    """The demo cannot run here."""


@click.command()
@click.option("--once", is_flag=True, help="Play the feed without a window, tell, and end.")
@click.option("--json", "as_json", is_flag=True, help="With --once: one JSON object a clip.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
def command(once: bool, as_json: bool, port: int) -> None:
    """Play altered clips of demo dramas (演示数据) and show what the registry knows of them.

    Everything is fictional, made by code, and kept in the folder `demo` of REELMARK_HOME. With
    --once, exit code 0 means that each clip got the right verdict, in the browser, on the server
    and from `reelmark match` alike.
    """
    if as_json and not once:
        raise click.UsageError("--json goes with --once.")
    if not (CHECKOUT / "extension" / "manifest.json").exists():
        raise DemoError("the demo needs the extension, which is not installed: use a checkout")
    config = demo_config(read_config())
    shown = _prepared(config.home)
    registry = open_registry(config)
    _fill(registry, shown, config.home / "notice.csv")
    key = public_text(registry.keys.signing.public_key())

    from reelmark.app import create_app
    from reelmark.demo.feed import feed

    with listen("127.0.0.1", 0 if once else port) as listener:
        base = address(listener)
        app = partial(create_app, config, blueprints=[feed(shown, key)])
        server = Server(app, listener, workers=1)
        if not once:
            _show(server, base, key, config.home / "browser")
            return
        told = _told(server, base, key, registry, shown)
    for clip in told:
        print_json(clip) if as_json else _print(clip)
    if not all(clip["right"] for clip in told):
        sys.exit(1)


def _show(server: Server, base: str, key: str, profile: Path) -> None:
    """Serve the feed until Ctrl-C, with a browser where there is a display."""
    from reelmark.demo.playing import opened

    extension = _assemble(base, key, CHECKOUT / "dist" / "extension")
    print(f"演示数据 · demo data\n\nThe feed plays at {base}/demo/")
    with opened(extension, f"{base}/demo/", profile) as browser:
        if browser:
            print("Chromium opens it, with the extension loaded.")
        else:
            print("Open it in any browser: “check without the extension” is at its top.")
            print(f"The extension for it is in {extension}: chrome://extensions, developer mode,")
            print("“Load unpacked”.")
        print("Ctrl-C ends.", flush=True)
        server.run()


def _told(
    server: Server, base: str, key: str, registry: Registry, shown: Sequence[Specimen]
) -> list[Answer]:
    """What is said of each clip: by the mark in both modes, and by `reelmark match`."""
    from reelmark.demo.playing import hear

    with _running(server), TemporaryDirectory(prefix="reelmark-") as folder:
        extension = _assemble(base, key, Path(folder) / "extension")
        heard = hear(extension, f"{base}/demo/", len(shown))
    with registry.read() as reader:
        library = read_library(reader)
        return [
            {
                "clip": specimen.copy.name,
                "right": here == there and _is_said(specimen, here) and _is_right(specimen, answer),
                "browser": here,
                "server": there,
                "match": answer,
            }
            for specimen, (here, there) in zip(shown, heard, strict=True)
            for answer in [answer_for(specimen.copy, library, reader)]
        ]


def _print(clip: Answer) -> None:
    print(f"{'✓' if clip['right'] else '✗ WRONG'} {clip['clip']}\n  {clip['browser']}")
    if clip["server"] != clip["browser"]:
        print(f"  on the server: {clip['server']}")


@contextmanager
def _running(server: Server) -> Iterator[None]:
    """The server in a process of its own."""
    process = get_context("fork").Process(target=server.run)
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join()


def _assemble(base: str, key: str, target: Path) -> Path:
    """The extension for this registry, in a folder that browsers load. Raises DemoError."""
    script = CHECKOUT / "scripts" / "assemble_extension.py"
    options = ["--server", base, "--key", key, "--to", str(target), "--no-welcome"]
    ran = subprocess.run(
        [sys.executable, str(script), *options], capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise DemoError(ran.stderr.strip())
    return target


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


def _is_said(specimen: Specimen, label: str) -> bool:
    """Whether a mark says the right title, if any, and what became of it."""
    drama = specimen.episode.drama
    named = drama.title_zh in label if specimen.registered else "演示" not in label
    return named and SAID[drama.role] in label
