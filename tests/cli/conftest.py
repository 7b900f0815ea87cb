from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import reelmark
from tests import databases

# prometheus_client keeps the files it counts in open until its process ends.
STRICT = ["-W", "error", "-W", "ignore:unclosed file <_io.BufferedRandom:ResourceWarning"]
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
        process = self.start(*arguments)
        output, errors = process.communicate(timeout=240)
        assert process.returncode == code, errors
        assert "Traceback" not in errors
        return subprocess.CompletedProcess(process.args, code, output, errors)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "home")
