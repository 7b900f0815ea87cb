"""An organisation's own signature of its statements, beside the server's."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from reelmark.errors import RegistryError
from reelmark.ledger.statement import Statement

SIGNED = b"reelmark countersignature v1\0"
"""Precedes the id of a statement, in ASCII, in what is signed."""


class SignatureNeededError(RegistryError):
    """An organisation with a key of its own has not signed this statement with it."""

    def __init__(self, statement: Statement) -> None:
        """Name the statement that is to be signed."""
        super().__init__(
            f"statement {statement.id} must carry your organisation's signature: sign the bytes "
            f'"reelmark countersignature v1", a zero byte and this id, and send it again'
        )
        self.statement = statement


def check(public_key: bytes, statement: Statement, signature: bytes | None) -> None:
    """Raise SignatureNeededError unless `signature` is that of the statement."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public_key)
        key.verify(signature or b"", SIGNED + statement.id.encode())
    except InvalidSignature:
        raise SignatureNeededError(statement) from None
