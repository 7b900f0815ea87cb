"""Reads approval numbers as they are written on screen (shared/vocabulary/numbers.json)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TypedDict

from reelmark.contract import read_json
from reelmark.registry.vocabulary import CredentialKind, IssuerKind, LegacyTier


class _Meaning(TypedDict, total=False):
    kind: str
    legacy_tier: str


class _Table(TypedDict):
    normalise: dict[str, str]
    patterns: dict[str, str]
    issuers: dict[str, list[str]]
    words: dict[str, dict[str, _Meaning]]


@dataclass(frozen=True, slots=True)
class Number:
    """One number. `text` is normalised; `serial` stays text, since leading zeros matter.

    `legacy_tier` is what the number's form says, by the rules until 2026-08-31; None when it
    says nothing. A malformed number lacks its issuer and is never verified.
    """

    text: str
    kind: CredentialKind
    issuer: str | None = None
    issuer_kind: IssuerKind = IssuerKind.UNKNOWN
    year: int | None = None
    serial: str | None = None
    legacy_tier: LegacyTier | None = None
    malformed: bool = False


def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number in a text, in order; empty when it holds none."""
    plain = text.translate({ord(old): new for old, new in _table()["normalise"].items()})
    return tuple(_read(found) for found in _pattern().finditer(plain))


def read_credential(text: str) -> Number:
    """The first number in a credential as declared; `unrecognised`, with its text, if none is."""
    return next(iter(find_numbers(text)), Number(text, CredentialKind.UNRECOGNISED))


@cache
def _table() -> _Table:
    table: _Table = read_json("vocabulary/numbers.json")
    return table


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(_table()["patterns"].values()))


def _read(found: re.Match[str]) -> Number:
    if found["word"] is None:
        return Number(found[0], CredentialKind.FILING_NUMBER)
    issuer_kind = _issuer_kind(found["issuer"])
    meanings = _table()["words"][found["word"]]
    meaning = meanings.get(issuer_kind) or meanings["any"]
    return Number(
        text=found[0],
        kind=CredentialKind(meaning["kind"]),
        issuer=found["issuer"],
        issuer_kind=issuer_kind,
        year=int(found["year"]),
        serial=found["serial"],
        legacy_tier=LegacyTier(meaning["legacy_tier"]) if "legacy_tier" in meaning else None,
        malformed=found["issuer"] is None,
    )


def _issuer_kind(issuer: str | None) -> IssuerKind:
    for kind, names in _table()["issuers"].items():
        if issuer in names:
            return IssuerKind(kind)
    return IssuerKind.UNKNOWN
