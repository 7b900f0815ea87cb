"""`reelmark proof`: the offline proof of one statement."""

from __future__ import annotations

import sys

import click

from reelmark.config import read_config
from reelmark.errors import RegistryError
from reelmark.publishing.log import proof_of
from reelmark.registry.store import open_registry


@click.command()
@click.argument("statement", metavar="ID")
def command(statement: str) -> None:
    """Write the proof of statement ID to standard output; `reelmark verify` checks it anywhere."""
    registry = open_registry(read_config())
    with registry.read() as reader:
        data = proof_of(reader.session, statement, registry.keys.signing)
    if data is None:
        raise RegistryError(f"no statement {statement} is registered: `reelmark show` lists them")
    sys.stdout.buffer.write(data)
