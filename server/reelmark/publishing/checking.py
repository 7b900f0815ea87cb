"""Checks a published folder with the server's public key alone, and names what is wrong first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from reelmark.ledger import checkpoint
from reelmark.ledger.checkpoint import Checkpoint
from reelmark.ledger.statement import StatementError, key_id, read_leaf, verify
from reelmark.ledger.tiles import WIDTH, Tile, count, leaves_in, subtree_of, tiles_of
from reelmark.ledger.tree import HASH_BYTES, LogError, Subtree, leaf_hash, tree_hash
from reelmark.publishing.envelope import Purpose, unseal
from reelmark.publishing.files import FOLDER as BUNDLE
from reelmark.publishing.log_files import FOLDER as LOG
from reelmark.publishing.manifest import Manifest

Progress = Callable[[int, int], object]
"""Told after each bundle of leaves how many of all were looked at."""


@dataclass(frozen=True, slots=True)
class CheckedFolder:
    """What a folder in order holds: a log, with `foreign` statements signed by unknown keys."""

    signed: Checkpoint
    foreign: int
    log: Subtree


def check_folder(
    folder: Path, key: Ed25519PublicKey, progress: Progress = lambda done, total: None
) -> CheckedFolder:
    """Check the log and the signed files below a folder.

    Raises LogError or StatementError naming the file, and the leaf or hash in it.
    """
    files = _Files(folder, key)
    signed = files.checkpoint()
    foreign = 0
    for tile in tiles_of(signed.size):
        if tile.level is None:
            foreign += files.check_leaves(tile)
            progress(tile.end, signed.size)
        elif tile.level > 0:
            files.check_hashes(tile)
    log = subtree_of(files.reader(signed.size))
    if log(0, signed.size) != signed.root:
        raise LogError(f"{LOG}/checkpoint: its root is not that of the log's {signed.size} leaves")
    files.check_bundle()
    return CheckedFolder(signed, foreign, log)


class _Files:
    """The files of a published folder; errors name them as they lie below it."""

    def __init__(self, folder: Path, key: Ed25519PublicKey) -> None:
        self._folder = folder
        self._key = key

    def checkpoint(self) -> Checkpoint:
        path = LOG / "checkpoint"
        data = self._read(path)
        try:
            return checkpoint.read(data, self._key)
        except LogError as error:
            raise LogError(f"{path}: {error}") from error

    def check_leaves(self, tile: Tile) -> int:
        """Compare leaves with their hashes and signatures; how many have an unknown key."""
        path = LOG / "tile" / tile.path
        expected = self._hashes(Tile(0, tile.number, tile.width))
        try:
            leaves = leaves_in(self._read(path))
        except LogError as error:
            raise LogError(f"{path}: {error}") from error
        if len(leaves) != tile.width:
            raise LogError(f"{path} has {len(leaves)} leaves, not {tile.width}")
        foreign = 0
        for index, (data, value) in enumerate(zip(leaves, expected, strict=True), tile.begin):
            if leaf_hash(data) != value:
                raise LogError(f"{path}: leaf {index} is not what its hash says")
            foreign += self._is_foreign(data, f"{path}: leaf {index}, statement {index + 1}")
        return foreign

    def _is_foreign(self, data: bytes, place: str) -> bool:
        try:
            statement = read_leaf(data)
            if statement.key_id != key_id(self._key):
                return True
            verify(statement, self._key)
        except StatementError as error:
            raise StatementError(f"{place}: {error}") from error
        return False

    def check_hashes(self, tile: Tile) -> None:
        """Compare the hashes of a tile with the full tiles below it."""
        for number, value in enumerate(self._hashes(tile), tile.begin):
            if tree_hash(self._hashes(Tile((tile.level or 0) - 1, number))) != value:
                path = LOG / "tile" / tile.path
                raise LogError(f"{path}: hash {number - tile.begin} is not that of the tile below")

    def reader(self, size: int) -> Callable[[int, int, int], list[bytes]]:
        """Reads hashes of one tile of a log of `size`."""

        def read(level: int, begin: int, end: int) -> list[bytes]:
            number = begin // WIDTH
            width = min(WIDTH, count(level, size) - number * WIDTH)
            return self._hashes(Tile(level, number, width))[begin % WIDTH :][: end - begin]

        return read

    def check_bundle(self) -> None:
        """Check the signed files and the bundle that the manifest names."""
        self._unseal("recent.json", Purpose.RECENT)
        path, body = self._unseal("manifest.json", Purpose.MANIFEST)
        try:
            bundle = Manifest.model_validate_json(body).bundle
        except ValidationError as error:
            raise LogError(f"{path}: it is not a manifest") from error
        file = BUNDLE / f"{bundle.sha256}.bin"
        if hashlib.sha256(self._read(file)).hexdigest() != bundle.sha256:
            raise LogError(f"{file} is not the bundle that {path} names")

    def _unseal(self, name: str, purpose: Purpose) -> tuple[Path, bytes]:
        path = BUNDLE / name
        data = self._read(path)
        try:
            return path, unseal(data, purpose, self._key)
        except LogError as error:
            raise LogError(f"{path}: {error}") from error

    def _hashes(self, tile: Tile) -> list[bytes]:
        path = LOG / "tile" / tile.path
        data = self._read(path)
        if len(data) != tile.width * HASH_BYTES:
            raise LogError(f"{path} has {len(data)} bytes, not {tile.width * HASH_BYTES}")
        return [data[place : place + HASH_BYTES] for place in range(0, len(data), HASH_BYTES)]

    def _read(self, path: Path) -> bytes:
        try:
            return (self._folder / path).read_bytes()
        except OSError as error:
            raise LogError(f"{path} cannot be read ({error.strerror})") from error
