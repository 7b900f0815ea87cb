"""Which platform a number was issued by, and which one an edition is shown on
(shared/vocabulary/platforms.json)."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TypedDict

from reelmark.contract import read_json


class _Platform(TypedDict):
    numbers: list[str]
    names: list[str]


def issuing_platform(short_name: str) -> str | None:
    """The platform whose numbers carry this issuer; None when that is not known."""
    return next((p for p, known in _platforms().items() if short_name in known["numbers"]), None)


def platform_named(edition: str) -> str | None:
    """The platform an edition is called after; None when that is not known."""
    name = unicodedata.normalize("NFKC", edition).casefold().strip()
    return next((p for p, known in _platforms().items() if name in known["names"]), None)


@cache
def _platforms() -> dict[str, _Platform]:
    platforms: dict[str, _Platform] = read_json("vocabulary/platforms.json")["platforms"]
    return platforms
