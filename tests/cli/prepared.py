"""Commands in forks of a process that has imported the program.

Of what a short command takes, 0.8 s of the processor, 0.6 s are imports.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

# prometheus_client keeps the files it counts in open until its process ends.
STRICT = ["-W", "error", "-W", "ignore:unclosed file <_io.BufferedRandom:ResourceWarning"]

APART = {"serve", "demo"}
"""Commands that import what depends on their environment, or what others do not need."""


class Prepared:
    """Such a process."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        self._process = subprocess.Popen(
            [sys.executable, *STRICT, "-c", "from tests.cli.prepared import serve; serve()"],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(
        self, arguments: Sequence[str], environ: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run `reelmark` to its end."""
        told = [Path(self._folder.name) / name for name in ("output", "errors")]
        asked = [arguments, dict(environ), os.getcwd(), [str(path) for path in told]]
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        code = int(self._process.stdout.readline())
        output, errors = (path.read_text("utf-8") for path in told)
        return subprocess.CompletedProcess(arguments, code, output, errors)

    def close(self) -> None:
        """End it."""
        self._process.communicate()
        self._folder.cleanup()


def serve() -> None:
    """For each line of standard input, run a command as if alone, and tell its exit code."""
    from reelmark.cli import COMMANDS

    for name in COMMANDS:
        if name not in APART:
            import_module(f"reelmark.cli.{name}")
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(*json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(
    arguments: Sequence[str], environ: Mapping[str, str], folder: str, told: Sequence[str]
) -> NoReturn:
    """Run a command, and end as its process does."""
    from reelmark.cli import main

    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    for number, path in enumerate([os.devnull, *told]):
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, number)
        os.close(file)
    sys.argv = ["reelmark", *arguments]
    main()
    sys.exit()
