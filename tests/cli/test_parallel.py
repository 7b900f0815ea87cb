from __future__ import annotations

import os
import signal
from pathlib import Path

from reelmark.cli.parallel import fingerprint_files
from reelmark.errors import VideoError
from reelmark.fingerprint import Track, fingerprint_video
from tests.videos import scenes, write


def workers_at_work() -> list[int]:
    """The process ids of this process's workers."""
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    lines = {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children}
    return [pid for pid, line in lines.items() if b"reelmark.cli.worker" in line]


def test_it_makes_the_same_tracks_as_one_process(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{seed}.mp4", scenes(seed, 3)) for seed in range(3)]
    shares: list[float] = []
    files = fingerprint_files(
        enumerate(paths), 2, lambda _, share: shares.append(share), lambda: False
    )
    made = {number: track.to_bytes() for number, track in files if isinstance(track, Track)}
    alone = [fingerprint_video(path).to_bytes() for path in paths]
    assert [made[number] for number in range(3)] == alone
    assert shares
    assert all(0 <= share <= 1 for share in shares)


def test_it_loses_one_file_when_a_decoder_goes_down(tmp_path: Path) -> None:
    long, short = (
        write(tmp_path / "long.mp4", scenes(1, 20)),
        write(tmp_path / "short.mp4", scenes(2, 3)),
    )
    killed: list[int] = []

    def kill_the_first(number: int, _share: float) -> None:
        if not killed:
            killed.append(number)
            os.kill(workers_at_work()[0], signal.SIGKILL)

    files = iter([(1, long), (2, short)])
    results = dict(fingerprint_files(files, 1, kill_the_first, lambda: False))
    assert isinstance(results[1], VideoError)
    assert str(results[1]) == "cannot be read: the decoder ended with code -9"
    assert isinstance(results[2], Track)


def test_it_ends_its_workers_when_interrupted(tmp_path: Path) -> None:
    long = write(tmp_path / "long.mp4", scenes(1, 20))
    heard: list[float] = []
    files = fingerprint_files(
        iter([(1, long)]), 1, lambda _, share: heard.append(share), lambda: bool(heard)
    )
    assert list(files) == []
    assert workers_at_work() == []
