"""One run of `reelmark register`: every file decoded or recognised, committed, and reported."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from reelmark.cli.output import file_name, print_json
from reelmark.cli.parallel import fingerprint_files
from reelmark.cli.source import check_file
from reelmark.errors import RegistryError, VideoError
from reelmark.fingerprint import Track
from reelmark.registry.registration import Registered, Registration, register_episode
from reelmark.registry.store import Registry


class Batch:
    """Files by the number of their episode; `done` of them are registered, `failed` are not."""

    def __init__(
        self, registry: Registry, registration: Registration, files: Mapping[int, Path], json: bool
    ) -> None:
        """Prepare a run; `json` chooses one JSON object a file instead of one line of text."""
        self.done = self.failed = 0
        self.interrupted = False
        self._registry = registry
        self._registration = registration
        self._files = files
        self._json = json
        self._sources: dict[int, str] = {}
        self._shares = dict.fromkeys(files, 0.0)
        self._bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            disable=not sys.stderr.isatty(),
            redirect_stdout=sys.stdout.isatty(),
        )
        self._task = self._bar.add_task("", total=len(files))

    def run(self) -> None:
        """Register all files, each as soon as it is decoded."""
        workers = min(len(self._files), os.cpu_count() or 1)
        with self._bar:
            for number, result in fingerprint_files(
                self._undecoded(), workers, self._progress, lambda: self.interrupted
            ):
                self._settle(number, result)

    def interrupt(self, *_signal: object) -> None:
        """Stop between two steps, where nothing is half done; a second Ctrl-C does not wait."""
        self.interrupted = True
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    def _undecoded(self) -> Iterator[tuple[int, Path]]:
        """Settle what needs no decoding; hand out the rest."""
        for number, path in self._files.items():
            if self.interrupted:
                return
            try:
                source = self._sources[number] = file_digest(path)
            except VideoError as error:
                self._settle(number, error)
                continue
            with self._registry.read() as reader:
                known = reader.decoded(source)
            if known is None:
                yield number, path
            else:
                self._settle(number, Track.from_bytes(known))

    def _progress(self, number: int, share: float) -> None:
        self._shares[number] = share
        self._bar.update(self._task, completed=sum(self._shares.values()))

    def _settle(self, number: int, result: Track | VideoError) -> None:
        try:
            if isinstance(result, VideoError):
                raise result
            with self._registry.write() as writer:
                source = self._sources[number]
                changed = register_episode(writer, self._registration, number, result, source)
        except (VideoError, RegistryError) as problem:
            self.failed += 1
            self._report_problem(number, str(problem))
        else:
            self.done += 1
            self._report(number, result, changed)
        self._progress(number, 1.0)

    def _report(self, number: int, track: Track, changed: Registered) -> None:
        if self._json:
            self._print_json(number, len(track), track.duration_ms / 1000, [])
            return
        said = self._registration
        print(
            f"{file_name(self._files[number])}: "
            f"{'registered' if changed.new else 'already registered'} as {said.title} "
            f"({said.drama}), edition {said.edition_name}, episode {number}: "
            f"{len(track)} hashes of {track.duration_ms / 1000:.1f} s"
            f"{'; AI or approval statement amended' if changed.amended else ''}",
            flush=True,
        )

    def _report_problem(self, number: int, problem: str) -> None:
        if self._json:
            self._print_json(number, 0, 0.0, [problem])
        else:
            print(f"{file_name(self._files[number])}: {problem}", file=sys.stderr, flush=True)

    def _print_json(self, number: int, hashes: int, seconds: float, problems: list[str]) -> None:
        print_json(
            {
                "file": file_name(self._files[number]),
                "ok": not problems,
                "drama": self._registration.drama,
                "edition": self._registration.edition_name,
                "edition_id": self._registration.edition,
                "episode": number,
                "hashes": hashes,
                "seconds": seconds,
                "problems": problems,
            }
        )


def file_digest(path: Path) -> str:
    """SHA-256 of a file, hex. Raises VideoError for what is no file that can be read."""
    check_file(path)
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise VideoError(f"cannot be read ({error.strerror})") from error
