"""The form of a statement: canonical bytes, id and signature (docs/formats.md, "Statements")."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from reelmark.errors import ReelmarkError

VERSION = 1
SIGNED = b"reelmark statement v1\0"
"""Precedes the header in what is signed, so that the key's other signatures are no statement's."""

SALT_BYTES = 16
KEY_ID_DIGITS = 16

NAME = r"[a-z0-9][a-z0-9-]{2,39}"
"""Works and actors: short plain names, so that no title or person fits in a header."""

HEADER_FORM = {
    "work": NAME,
    "actor": NAME,
    "time": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z",
    "payload": r"[0-9a-f]{64}",
}
"""Patterns of the header's texts, beside `v` and `kind`: nothing free is in a header."""


_LEAF = re.compile(
    rb"(?P<header>[^\n]+)\n(?P<key>[0-9a-f]{16}) (?P<signature>[A-Za-z0-9+/]{85}[AQgw]==)\n"
)
"""One leaf a statement: of a signature's last digit in base64 only two bits count."""


class StatementError(ReelmarkError):
    """A stored statement is not what was once signed."""


class Kind(StrEnum):
    """What a statement does (shared/vocabulary/enums.json, `statement_kind`)."""

    REGISTER = "register"
    AMEND = "amend"
    WITHDRAW = "withdraw"
    REVOKE = "revoke"
    ATTEST = "attest"
    DISPUTE = "dispute"
    RESOLVE = "resolve"
    SAME_WORK = "same_work"
    REPORT = "report"
    REDACT = "redact"


@dataclass(frozen=True, slots=True)
class Statement:
    """One signed statement. `payload` and `salt` are both there or, once removed, both None.

    Beside what is signed: the id of the API key it came with, and its actor's own signature.
    """

    id: str
    kind: Kind
    work: str
    actor: str
    time: str
    header: bytes
    payload: bytes | None
    salt: bytes | None
    signature: bytes
    key_id: str
    api_key: str | None = None
    countersignature: bytes | None = None


def build(
    kind: Kind,
    work: str,
    actor: str,
    payload: Mapping[str, object],
    *,
    time: datetime,
    signing_key: Ed25519PrivateKey,
    salt_key: bytes,
) -> Statement:
    """Say `payload` about `work`. The same content gives the same id under the same salt key.

    The salt comes from the content itself, so that a repeated statement is recognised, and from
    a secret, so that nobody can confirm a guess at a payload that was removed.
    """
    content = {"kind": str(kind), "work": work, "actor": actor, "payload": payload}
    salt = hmac.digest(salt_key, canonical(content), "sha256")[:SALT_BYTES]
    body = canonical(payload)
    said = {
        "v": VERSION,
        "kind": str(kind),
        "work": work,
        "actor": actor,
        "payload": hashlib.sha256(salt + body).hexdigest(),
    }
    at = stamp(time)
    header = canonical(said | {"time": at})
    return Statement(
        id=_id(said),
        kind=kind,
        work=work,
        actor=actor,
        time=at,
        header=header,
        payload=body,
        salt=salt,
        signature=signing_key.sign(SIGNED + header),
        key_id=key_id(signing_key.public_key()),
    )


def stamp(time: datetime) -> str:
    """A time as it is written everywhere: UTC, milliseconds."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def canonical(value: object) -> bytes:
    """RFC 8785 bytes. Raises ValueError for what JSON cannot hold, among it lone surrogates."""
    return rfc8785.dumps(value)  # type: ignore[arg-type]  # its recursive type fits no mapping


def key_id(key: Ed25519PublicKey) -> str:
    """The name of a key: first 16 hex digits of the SHA-256 of its 32 raw bytes."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:KEY_ID_DIGITS]


def said(statement: Statement) -> bytes:
    """What a statement's id is the SHA-256 of: its header without the time."""
    return canonical(_said(json.loads(statement.header)))


def leaf(statement: Statement) -> bytes:
    """What the log holds of a statement: its header, who signed it, and the signature.

    Two lines of text: the header; key id, space and signature in base64 (docs/decisions/0010).
    """
    signature = base64.b64encode(statement.signature).decode("ascii")
    return statement.header + f"\n{statement.key_id} {signature}\n".encode()


def read_leaf(data: bytes, payload: bytes | None = None, salt: bytes | None = None) -> Statement:
    """The statement of a leaf, without its payload unless that is given; nothing is verified yet.

    Raises StatementError.
    """
    found = _LEAF.fullmatch(data)
    if found is None:
        raise StatementError("its leaf is not a header with key and signature")
    header = _read_header(found["header"])
    return Statement(
        id=_id(_said(header)),
        kind=Kind(str(header["kind"])),
        work=str(header["work"]),
        actor=str(header["actor"]),
        time=str(header["time"]),
        header=found["header"],
        payload=payload,
        salt=salt,
        signature=base64.b64decode(found["signature"]),
        key_id=found["key"].decode("ascii"),
    )


def verify(statement: Statement, key: Ed25519PublicKey) -> None:
    """Check every part of a statement against its header and the header's signature.

    A removed payload is no fault: what remains still verifies. Raises StatementError.
    """
    header = _read_header(statement.header)
    for name in ("kind", "work", "actor", "time"):
        if header[name] != getattr(statement, name):
            raise StatementError(f"its {name} differs from its header")
    if _id(_said(header)) != statement.id:
        raise StatementError("its id is not the hash of its header")
    if statement.key_id != key_id(key):
        raise StatementError("it names another key than the one that is to check it")
    try:
        key.verify(statement.signature, SIGNED + statement.header)
    except InvalidSignature:
        raise StatementError("its signature does not verify") from None
    _check_payload(statement, str(header["payload"]))


def _read_header(data: bytes) -> dict[str, object]:
    try:
        header = json.loads(data)
        exact = canonical(header) == data
    except (ValueError, RecursionError):
        exact = False
    if not exact or not isinstance(header, dict):
        raise StatementError("its header is not canonical JSON")
    if header.keys() != {"v", "kind", *HEADER_FORM} or header["v"] != VERSION:
        raise StatementError("its header is not of version 1")
    if header["kind"] not in list(Kind):
        raise StatementError("its header is of an unknown kind")
    for name, form in HEADER_FORM.items():
        if not re.fullmatch(form, str(header[name])):
            raise StatementError(f"the {name} in its header is malformed")
    return header


def _check_payload(statement: Statement, digest: str) -> None:
    if statement.payload is None and statement.salt is None:
        return
    if statement.payload is None or statement.salt is None:
        raise StatementError("its payload and salt were not removed together")
    if hashlib.sha256(statement.salt + statement.payload).hexdigest() != digest:
        raise StatementError("its payload is not the one that was signed")


def _said(header: Mapping[str, object]) -> dict[str, object]:
    """A header without its time: what the id is made of."""
    return {name: value for name, value in header.items() if name != "time"}


def _id(said: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical(said)).hexdigest()
