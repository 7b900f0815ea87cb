"""`reelmark restore`: a backup brought back."""

from __future__ import annotations

from pathlib import Path

import click

from reelmark.cli.output import file_name
from reelmark.cli.progress import bar
from reelmark.config import read_config
from reelmark.db import Database
from reelmark.registry.backup import restore


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def command(file: Path) -> None:
    """Bring the backup FILE back into an empty registry, and check it; on an error keep nothing.

    Statements said after the backup are lost: a log published since will not take this one.
    """
    config = read_config()
    with bar() as progress:
        found = restore(file, Database(config.database), progress)
    print(f"{found.size} statements and {found.tracks} tracks restored and verified")
    if found.size and not config.keys.is_dir():
        print(f"to write, put the server's keys back into {file_name(config.keys)}")
