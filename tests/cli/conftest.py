from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import reelmark
from tests import databases
from tests.cli.prepared import APART, STRICT, Prepared

PROGRAM = [sys.executable, *STRICT, "-c", "from reelmark.cli import main; main()"]


class Shell:
    """Runs `reelmark` as its users do, in a process of its own, with a fresh home."""

    def __init__(self, home: Path) -> None:
        self.home = home
        kept = {name: os.environ[name] for name in os.environ if not name.startswith("REELMARK_")}
        source = str(Path(reelmark.__file__).parents[1])
        self.environ = kept | {"REELMARK_HOME": str(home), "PYTHONPATH": source, "COLUMNS": "120"}

    def start(self, *arguments: str | Path | bytes) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*PROGRAM, *arguments],
            env=databases.settings(self.home) | self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(
        self, *arguments: str | Path | bytes, code: int = 0
    ) -> subprocess.CompletedProcess[str]:
        """Run to the end and expect an exit code, and never a traceback."""
        if arguments[0] in APART:
            process = self.start(*arguments)
            output, errors = process.communicate(timeout=240)
            ended = subprocess.CompletedProcess(process.args, process.returncode, output, errors)
        else:
            environ = databases.settings(self.home) | self.environ
            ended = prepared().run([os.fsdecode(one) for one in arguments], environ)
        assert ended.returncode == code, ended.stderr
        assert "Traceback" not in ended.stderr
        return ended


@cache
def prepared() -> Prepared:
    return Prepared()


@pytest.fixture(scope="session", autouse=True)
def prepared_ends() -> Iterator[None]:
    yield
    if prepared.cache_info().currsize:
        prepared().close()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "home")
