"""The command line: one module a command, each with its `command`.

Reading order: output, texts, worker, parallel, source, manifest, remote, desk, batch, register,
match, sheet, show, orgs, keys, processes, serve, publish, reports, rebuild, proof, progress,
verify, backup, restore, demo.
"""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module

import click

from reelmark.errors import ReelmarkError

COMMANDS = (
    "register",
    "match",
    "show",
    "orgs",
    "keys",
    "serve",
    "publish",
    "reports",
    "rebuild",
    "proof",
    "verify",
    "backup",
    "restore",
    "demo",
)


class Commands(click.Group):
    """Imports a command when it is asked for: worker processes pass here too."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands in the order of a first use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"reelmark.cli.{cmd_name}").command
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="reelmark")
def reelmark() -> None:
    """Reelmark (剧鉴): which micro-drama is this clip, is it AI-made, what approval has it."""


def main() -> None:
    """Run a command. Exit code 0: done; 1: something failed; 2: wrong usage."""
    # Each process works on one video: BLAS threads beside them made registering 5 times slower.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Ctrl-C ends a command without ado; one that has to say something takes it up itself.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a title must not end a command halfway.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # the real streams can
    try:
        reelmark.main(prog_name="reelmark")
    except ReelmarkError as error:
        print(f"reelmark: {error}", file=sys.stderr)
        sys.exit(1)
