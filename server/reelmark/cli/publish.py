"""`reelmark publish`: the registry as signed files for any web server."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from reelmark.config import read_config
from reelmark.publishing.current import Current
from reelmark.publishing.envelope import public_text
from reelmark.publishing.files import write
from reelmark.publishing.log_files import write_log
from reelmark.registry.store import open_registry


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> None:
    """Write the signed bundle and the log into DIR; publish again at least once a week.

    Serve DIR from any static host: clients look for v1/bundle/manifest.json below its address.
    """
    registry = open_registry(read_config())
    publication = Current(registry, lambda: datetime.now(UTC)).publication()
    with registry.read() as reader:
        write_log(reader.session, publication.key, folder)
    written = write(publication, folder)
    manifest = written.manifest
    print(
        f"{written.folder}: generation {manifest.generation}, "
        f"{manifest.bundle.frames} frames, {manifest.bundle.bytes} bytes, "
        f"valid until {manifest.expires[:10]}\n"
        f"public key: {public_text(publication.key.public_key())}"
    )
