"""Ids of dramas and editions that nobody chose: the same content always finds the same id."""

from __future__ import annotations

import base64
import hmac
from functools import lru_cache

from reelmark.ledger.statement import canonical

DIGITS = 12
"""60 bits: two of a million dramas share an id with a chance of 4e-7."""


def drama_id(salt_key: bytes, actor: str, title: str) -> str:
    """The id of a drama its registrant gave none; it reveals no title to who lacks the key."""
    return "d" + _digest(salt_key, actor, title)


def edition_id(salt_key: bytes, drama: str, name: str) -> str:
    """The id of a drama's edition of this name."""
    return "e" + _digest(salt_key, drama, name)


@lru_cache(10_000)  # each episode of an edition asks for both ids again
def _digest(salt_key: bytes, *parts: str) -> str:
    mac = hmac.digest(salt_key, canonical(list(parts)), "sha256")
    return base64.b32encode(mac).decode("ascii")[:DIGITS].lower()
