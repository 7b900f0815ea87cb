"""API keys: shown once, kept as hashes, each with what it allows and for how long."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from reelmark.errors import RegistryError
from reelmark.ledger.statement import stamp
from reelmark.registry.organisations import Organisation, check_known, organisation
from reelmark.registry.tables import ApiKeyRow

ID_BYTES = 5
SECRET_BYTES = 32

_FORM = re.compile(r"rmk_(?P<id>[a-z2-7]{8})_(?P<secret>[A-Za-z0-9_-]{43})")


class Scope(StrEnum):
    """What a key allows: to speak of one's own works, to pass on public lists, to judge, to look
    up at its own rate instead of its address's."""

    REGISTER = "register"
    ATTEST = "attest"
    REVIEW = "review"
    READ = "read"


class KeyRefusedError(Exception):
    """A key that opens nothing. The message never repeats it."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is told of: times as in statements, None for what has not happened."""

    id: str
    organisation: str
    label: str
    scopes: tuple[Scope, ...]
    created: str
    expires: str | None
    revoked: str | None
    replaced_by: str | None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, by a key that is valid at this moment."""

    key: ApiKey
    organisation: Organisation


def make(
    session: Session,
    organisation_id: str,
    label: str,
    scopes: Iterable[Scope],
    now: datetime,
    expires: datetime | None = None,
) -> str:
    """Make a key and return it: `rmk_<id>_<secret>`. It cannot be shown again.

    Raises RegistryError when there is no such organisation.
    """
    check_known(session, organisation_id)
    id = base64.b32encode(secrets.token_bytes(ID_BYTES)).decode("ascii").lower()
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = ApiKeyRow(
        id=id,
        organisation=organisation_id,
        label=label,
        scopes=sorted(set(scopes)),
        secret_hash=_hash(secret),
        created=stamp(now),
        expires=stamp(expires) if expires else None,
        revoked=None,
        replaced_by=None,
    )
    session.add(row)
    session.flush()
    return f"rmk_{id}_{secret}"


def api_keys(session: Session, organisation_id: str | None = None) -> list[ApiKey]:
    """All keys, or those of one organisation, the oldest first."""
    query = select(ApiKeyRow).order_by(col(ApiKeyRow.created), col(ApiKeyRow.id))
    if organisation_id is not None:
        query = query.where(ApiKeyRow.organisation == organisation_id)
    return [_key(row) for row in session.exec(query)]


def find(session: Session, text: str, now: datetime) -> Caller:
    """Who a key belongs to. Raises KeyRefusedError for one that is unknown, expired or revoked."""
    found = _FORM.fullmatch(text)
    row = session.get(ApiKeyRow, found["id"]) if found else None
    # Compared also where there is no such key: the answer takes as long.
    expected = row.secret_hash if row else bytes(32)
    if not hmac.compare_digest(_hash(found["secret"] if found else ""), expected) or not row:
        raise KeyRefusedError("this API key is not known here")
    if row.revoked is not None:
        raise KeyRefusedError(f"the API key {row.id} was revoked on {row.revoked[:10]}")
    if row.expires is not None and row.expires <= stamp(now):
        instead = f": use {row.replaced_by}, which replaced it" if row.replaced_by else ""
        raise KeyRefusedError(f"the API key {row.id} expired at {row.expires}{instead}")
    owner = organisation(session, row.organisation)
    if owner is None:
        raise KeyRefusedError("this API key belongs to nobody here")
    return Caller(_key(row), owner)


def rotate(session: Session, id: str, now: datetime, hours: float) -> str:
    """Make a key that replaces another, which goes on for some hours. Raises RegistryError."""
    row = _row(session, id)
    if row.revoked or row.replaced_by or (row.expires and row.expires <= stamp(now)):
        raise RegistryError(f"key {id} is revoked, expired or replaced already: add a new one")
    made = make(session, row.organisation, row.label, map(Scope, row.scopes), now)
    end = stamp(now + timedelta(hours=hours))
    row.expires = min(end, row.expires) if row.expires else end
    row.replaced_by = made.split("_")[1]
    session.flush()
    return made


def revoke(session: Session, id: str, now: datetime) -> None:
    """End a key at once. Raises RegistryError when there is none of this id."""
    row = _row(session, id)
    row.revoked = row.revoked or stamp(now)
    session.flush()


def _row(session: Session, id: str) -> ApiKeyRow:
    row = session.get(ApiKeyRow, id)
    if row is None:
        raise RegistryError(f"there is no key {id}: `reelmark keys list` shows those there")
    return row


def _key(row: ApiKeyRow) -> ApiKey:
    values = row.model_dump(exclude={"secret_hash"})
    return ApiKey(**values | {"scopes": tuple(map(Scope, row.scopes))})


def _hash(secret: str) -> bytes:
    """Plain SHA-256: nobody guesses 32 random bytes, so nothing slower protects them better."""
    return hashlib.sha256(secret.encode()).digest()
