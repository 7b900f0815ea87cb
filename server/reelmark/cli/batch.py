"""One run of `reelmark register`: every file decoded or recognised, committed, and reported."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from reelmark.cli.desk import Desk, Outcome
from reelmark.cli.manifest import Item
from reelmark.cli.output import file_name, print_json
from reelmark.cli.parallel import fingerprint_files
from reelmark.cli.source import check_file
from reelmark.errors import RegistryError, VideoError
from reelmark.fingerprint import Track
from reelmark.labels import Label, label_of
from reelmark.registry.payloads import ImplicitLabel
from reelmark.registry.vocabulary import AiLabelValue, wording


class Batch:
    """Videos in their order; `done` of them are registered, `failed` are not."""

    def __init__(self, desk: Desk, items: Sequence[Item], json: bool) -> None:
        """Prepare a run; `json` chooses one JSON object a file instead of one line of text."""
        self.done = self.failed = 0
        self.interrupted = False
        self._desk = desk
        self._items = items
        self._json = json
        self._sources: dict[int, str] = {}
        self._shares = dict.fromkeys(range(len(items)), 0.0)
        self._bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            disable=not sys.stderr.isatty(),
            redirect_stdout=sys.stdout.isatty(),
        )
        self._task = self._bar.add_task("", total=len(items))

    def run(self) -> None:
        """Register all files, each as soon as it is decoded."""
        workers = min(len(self._items), os.cpu_count() or 1)
        results = fingerprint_files(
            self._undecoded(), workers, self._progress, lambda: self.interrupted
        )
        with self._bar, closing(results):
            for number, result in results:
                self._settle(number, result)

    def interrupt(self, *_signal: object) -> None:
        """Stop between two steps, where nothing is half done; a second Ctrl-C does not wait."""
        self.interrupted = True
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    def _undecoded(self) -> Iterator[tuple[int, Path]]:
        """Settle what needs no decoding; hand out the rest."""
        for number, item in enumerate(self._items):
            if self.interrupted:
                return
            try:
                source = self._sources[number] = file_digest(item.file)
            except VideoError as error:
                self._settle(number, error)
                continue
            known = self._desk.decoded(source)
            if known is None:
                yield number, item.file
            else:
                self._settle(number, Track.from_bytes(known))

    def _progress(self, number: int, share: float) -> None:
        self._shares[number] = share
        self._bar.update(self._task, completed=sum(self._shares.values()))

    def _settle(self, number: int, result: Track | VideoError) -> None:
        try:
            if isinstance(result, VideoError):
                raise result
            item, source = self._items[number], self._sources[number]
            label = label_of(item.file)
            outcome = self._desk.register(item, result, source, _said(label))
        except (VideoError, RegistryError) as problem:
            self.failed += 1
            self._report_problem(self._items[number], str(problem))
        else:
            self.done += 1
            self._report(item, result, outcome, label)
        self._progress(number, 1.0)

    def _report(self, item: Item, track: Track, outcome: Outcome, label: Label | None) -> None:
        if self._json:
            print_json(_record(item, outcome, len(track), track.duration_ms / 1000, [], label))
            return
        print(
            f"{file_name(item.file)}: "
            f"{'registered' if outcome.new else 'already registered'} as {item.title} "
            f"({outcome.drama}), edition {item.edition}, episode {item.episode}: "
            f"{len(track)} hashes of {track.duration_ms / 1000:.1f} s"
            f"{'; AI or approval statement amended' if outcome.amended else ''}{_told(label)}",
            flush=True,
        )

    def _report_problem(self, item: Item, problem: str) -> None:
        if self._json:
            print_json(_record(item, None, 0, 0.0, [problem]))
        else:
            print(f"{file_name(item.file)}: {problem}", file=sys.stderr, flush=True)


def _record(
    item: Item,
    outcome: Outcome | None,
    hashes: int,
    seconds: float,
    problems: list[str],
    label: Label | None = None,
) -> dict[str, object]:
    return {
        "file": file_name(item.file),
        "ok": not problems,
        "drama": outcome.drama if outcome else item.drama,
        "edition": item.edition,
        "edition_id": outcome.edition_id if outcome else None,
        "episode": item.episode,
        "hashes": hashes,
        "seconds": seconds,
        "implicit_label": asdict(label) if label else None,
        "problems": problems,
    }


def _said(label: Label | None) -> ImplicitLabel | None:
    """What is said of a label; nothing of one whose value cannot be read."""
    if label is None or label.value is None:
        return None
    return ImplicitLabel.model_validate({"value": label.value, "producer": label.producer})


def _told(label: Label | None) -> str:
    if label is None:
        return ""
    value = wording(AiLabelValue(label.value), "en") if label.value else "not readable"
    problems = f" ({', '.join(label.problems)})" if label.problems else ""
    return f"; implicit AI label in the file: {value}{problems}"


def file_digest(path: Path) -> str:
    """SHA-256 of a file, hex. Raises VideoError for what is no file that can be read."""
    check_file(path)
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise VideoError(f"cannot be read ({error.strerror})") from error
