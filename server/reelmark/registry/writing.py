"""One statement of an organisation: checked, signed and said."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from reelmark.errors import RegistryError, TrackError
from reelmark.fingerprint import Track
from reelmark.ledger.statement import Kind, Statement
from reelmark.ledger.store import statement_of
from reelmark.registry import countersignature
from reelmark.registry.api_keys import Caller
from reelmark.registry.payloads import MAX_COUNT, Payload, Redact, RegisterEpisode, TrackRef
from reelmark.registry.reading import Reader
from reelmark.registry.rebuild import rebuild_work
from reelmark.registry.rights import check_scope, check_statement
from reelmark.registry.store import Writer


@dataclass(frozen=True, slots=True)
class Said:
    """A statement by its id and place; not `new` when it had been said before."""

    id: str
    seq: int
    new: bool


def say(
    writer: Writer, caller: Caller, kind: Kind, work: str, said: Payload, signature: bytes | None
) -> Said:
    """Say something in the name of who calls. Raises RegistryError, TrackError."""
    check_scope(caller, kind)
    owner, key = caller.organisation, caller.key.id
    statement = writer.prepare(kind, work, said, owner.id, key)
    known = statement_of(writer.session, statement.id)
    if known:
        return Said(statement.id, known[0], new=False)
    check_statement(writer, caller, kind, work, said)
    if isinstance(said, RegisterEpisode):
        _check_track(writer, said.track)
    if owner.public_key is not None:
        statement = _signed(statement, owner.public_key, signature)
    entry = writer.add(statement)
    if isinstance(said, Redact):
        writer.remove_payload(said.redacts)
        rebuild_work(writer, work)
    return Said(entry.id, entry.seq, new=True)


def ref_of(data: bytes) -> TrackRef:
    """What a statement says of a track. Raises TrackError."""
    track = Track.from_bytes(data)
    if not len(track) or not 0 < track.duration_ms <= MAX_COUNT:
        raise TrackError("the track keeps no frame, or is longer than 24 days")
    sha256 = hashlib.sha256(data).hexdigest()
    return TrackRef(sha256=sha256, frames=len(track), duration_ms=track.duration_ms)


def _check_track(reader: Reader, named: TrackRef) -> None:
    data = reader.track(named.sha256)
    if data is None:
        raise RegistryError(f"no track {named.sha256} is here: send it to /v1/tracks first")
    if ref_of(data) != named:
        raise TrackError("the track has another length or number of frames than this says")


def _signed(statement: Statement, public_key: bytes, signature: bytes | None) -> Statement:
    countersignature.check(public_key, statement, signature)
    return replace(statement, countersignature=signature)
