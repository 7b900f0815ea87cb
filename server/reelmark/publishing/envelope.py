"""A signed file: canonical JSON, and an Ed25519 signature that says what the file is for."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from enum import Enum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict

from reelmark.ledger.statement import canonical, key_id
from reelmark.ledger.tree import LogError


class Purpose(Enum):
    """What precedes the payload when it is signed: no file passes for one of another kind."""

    MANIFEST = b"reelmark manifest v1\0"
    RECENT = b"reelmark recent v1\0"


class Envelope(BaseModel):
    """`payload` and `signature` are base64 (RFC 4648, section 4, padded); `key` is a key id."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    payload: str
    signature: str
    key: str


def seal(payload: Mapping[str, object], purpose: Purpose, key: Ed25519PrivateKey) -> bytes:
    """The bytes of a signed file."""
    body = canonical(payload)
    envelope = Envelope(
        payload=_base64(body),
        signature=_base64(key.sign(purpose.value + body)),
        key=key_id(key.public_key()),
    )
    return canonical(envelope.model_dump())


def unseal(data: bytes, purpose: Purpose, key: Ed25519PublicKey) -> bytes:
    """The payload of a signed file, after its signature was checked. Raises LogError."""
    try:
        envelope = Envelope.model_validate_json(data)
        body = base64.b64decode(envelope.payload, validate=True)
        key.verify(base64.b64decode(envelope.signature, validate=True), purpose.value + body)
    except ValueError as error:
        raise LogError("it is not a signed file") from error
    except InvalidSignature:
        raise LogError("its signature does not verify") from None
    return body


def public_key(text: str) -> Ed25519PublicKey:
    """The key that `public_text` wrote. Raises ValueError."""
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))


def public_text(key: Ed25519PublicKey) -> str:
    """A public key as it is written into the extension's package: base64 of its 32 bytes."""
    return _base64(key.public_bytes_raw())


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
