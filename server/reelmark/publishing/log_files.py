"""Writes the log into the published folder, after what it holds of the log already."""

from __future__ import annotations

import shutil
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlmodel import Session

from reelmark.ledger.checkpoint import read
from reelmark.ledger.log import subtree
from reelmark.ledger.store import size
from reelmark.ledger.tiles import WIDTH, Tile, tiles_of
from reelmark.ledger.tree import LogError
from reelmark.publishing.files import PublishError, replace_file
from reelmark.publishing.log import checkpoint_of, tile_of

FOLDER = Path("v1/log")
"""Below the published folder, so that its addresses are those of `reelmark serve`."""


def write_log(session: Session, key: Ed25519PrivateKey, folder: Path) -> int:
    """Write what the folder lacks of the log, the checkpoint last; returns the log's size.

    Full tiles never change and are written once; partial ones stay until theirs is full, for who
    just read an earlier checkpoint. Raises PublishError when the folder's log is not the
    beginning of this one.
    """
    target = folder / FOLDER
    _check_held(session, key.public_key(), target / "checkpoint")
    found = size(session)
    try:
        target.mkdir(parents=True, exist_ok=True)
        for tile in tiles_of(found):
            _write_tile(session, tile, target / "tile")
        replace_file(target / "checkpoint", checkpoint_of(session, key))
    except OSError as error:
        raise PublishError(f"{target} cannot be written ({error.strerror})") from error
    return found


def _check_held(session: Session, key: Ed25519PublicKey, path: Path) -> None:
    if not path.exists():
        return
    try:
        held = read(path.read_bytes(), key)
    except (OSError, LogError) as error:
        raise PublishError(f"{path}: {error}: publish to another folder") from error
    if held.size > size(session):
        raise PublishError(
            f"{path} is of {held.size} statements, this registry has only {size(session)}: "
            "restore the newer registry, or publish to another folder"
        )
    if subtree(session)(0, held.size) != held.root:
        raise PublishError(
            f"{path} is of other statements than this registry: publish to another folder"
        )


def _write_tile(session: Session, tile: Tile, folder: Path) -> None:
    path = folder / tile.path
    if path.exists():
        return
    data = tile_of(session, tile)
    assert data is not None  # tiles_of names only those that there are
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, data)
    if tile.width == WIDTH:
        shutil.rmtree(path.with_name(f"{path.name}.p"), ignore_errors=True)
