"""The bundle file: every published drama, followed by the tracks of its episodes."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

from reelmark.ledger.statement import canonical
from reelmark.matching.background import Background
from reelmark.publishing.record import PublishedDrama

VERSION: Literal[1] = 1
MAGIC = b"RMB1"
_LENGTH = struct.Struct("<4sI")


class BackgroundTables(BaseModel):
    """The tables every verdict rests on (shared/matching.md), as used by this server."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    phash_log10: tuple[tuple[float, ...], ...]
    detail_log10: tuple[float, ...]
    plain_log10: tuple[float, ...]


class BundleHeader(BaseModel):
    """The header of a bundle; the tracks follow in the order in which the episodes stand here."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    v: Literal[1]
    background: BackgroundTables
    dramas: tuple[PublishedDrama, ...]


@dataclass(frozen=True)
class Bundle:
    """The bytes of a bundle file and the number of kept frames in it."""

    data: bytes
    frames: int

    @cached_property
    def sha256(self) -> str:
        """Hex SHA-256 of the file: its name."""
        return hashlib.sha256(self.data).hexdigest()


def build_bundle(
    dramas: Sequence[PublishedDrama], tracks: Iterable[bytes], background: Background
) -> Bundle:
    """Lay out a bundle; `tracks` are in the order of the dramas' editions' episodes."""
    tables = BackgroundTables(
        phash_log10=background.phash,
        detail_log10=background.detail,
        plain_log10=background.plain,
    )
    header = BundleHeader(v=VERSION, background=tables, dramas=tuple(dramas))
    head = canonical(header.model_dump(mode="json"))
    frames = sum(
        episode.frames
        for drama in dramas
        for edition in drama.editions
        for episode in edition.episodes
    )
    return Bundle(b"".join([_LENGTH.pack(MAGIC, len(head)), head, *tracks]), frames)
