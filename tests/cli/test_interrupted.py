from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.registry.samples import registry
from tests.videos import scenes, write

FILES = 5


@pytest.fixture(scope="module")
def videos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("videos")
    return [write(folder / f"{seed}.mp4", scenes(seed, 3)) for seed in range(FILES)]


def started(shell: Shell, videos: list[Path]) -> subprocess.Popen[str]:
    """`register` at work, with its first file registered."""
    process = shell.start("register", *videos, "--title", "凤归")
    assert process.stdout is not None
    assert "registered" in process.stdout.readline()
    return process


def registered(shell: Shell) -> list[int]:
    with registry(shell.home).read() as reader:
        (drama,) = reader.dramas()
        (edition,) = reader.editions(drama.id)
        return [episode.number for episode in reader.episodes(edition.id)]


def finish(shell: Shell, videos: list[Path]) -> None:
    """The same command again completes the work, without doubles."""
    ran = shell.run("register", *videos, "--title", "凤归")
    assert ran.stdout.count("already registered") >= 1
    assert registered(shell) == list(range(1, FILES + 1))
    assert shell.run("rebuild").stdout.startswith(f"{FILES + 2} statements verified")


def test_it_can_be_killed_and_continued(shell: Shell, videos: list[Path]) -> None:
    process = started(shell, videos)
    process.kill()
    process.communicate()
    assert registered(shell)
    finish(shell, videos)


def test_it_leaves_no_worker_behind_when_killed(shell: Shell, videos: list[Path]) -> None:
    process = started(shell, videos)
    process.kill()
    process.communicate(timeout=60)  # the workers hold the same pipe: it ends with the last


def test_it_stops_at_ctrl_c_with_one_line(shell: Shell, videos: list[Path]) -> None:
    process = started(shell, videos)
    os.killpg(process.pid, signal.SIGINT)  # a terminal signals the workers as well
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert errors.startswith("interrupted: ")
    assert errors.endswith("the same command goes on from here\n")
    assert errors.count("\n") == 1
    finish(shell, videos)
