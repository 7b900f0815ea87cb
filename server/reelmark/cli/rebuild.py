"""`reelmark rebuild`: the views made anew from the statements."""

from __future__ import annotations

import click

from reelmark.config import read_config
from reelmark.registry.rebuild import rebuild
from reelmark.registry.store import open_registry


@click.command()
def command() -> None:
    """Check every statement and recreate all that is derived from them."""
    count = rebuild(open_registry(read_config()))
    print(f"{count} statements verified, all views rebuilt")
