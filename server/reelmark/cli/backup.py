"""`reelmark backup`: the whole registry in one file."""

from __future__ import annotations

from pathlib import Path

import click

from reelmark.cli.output import file_name
from reelmark.cli.progress import bar
from reelmark.config import read_config
from reelmark.db import Database
from reelmark.registry.backup import backup


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def command(file: Path) -> None:
    """Copy the registry into FILE, also while it is served and written to, and check the copy.

    The server's keys are not in it: keep a copy of them apart.
    """
    config = read_config()
    with bar() as progress:
        found = backup(Database(config.database), file, progress)
    print(
        f"{file_name(file)}: {found.size} statements and {found.tracks} tracks, verified\n"
        f"not in it: the keys in {file_name(config.keys)}"
    )
