"""The statements a page rests on: one row each, episodes said alike in one together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from reelmark.api.standing import StatementLine
from reelmark.registry.vocabulary import Language
from reelmark.web.lines import numbered
from reelmark.web.texts import say, term


@dataclass(frozen=True, slots=True)
class Row:
    """Statements that follow each other and differ in the episode alone, and what they say."""

    statements: Sequence[StatementLine]
    what: str


def rows(statements: Iterable[StatementLine], language: Language) -> list[Row]:
    """The statements in their order: a platform registers a hundred episodes at once."""
    alike = [list(found) for _, found in groupby(statements, _alike)]
    return [Row(found, _what(found, language)) for found in alike]


def _alike(one: StatementLine) -> tuple[object, ...]:
    """Equal for what goes into one row; what was ended names what ended it, in a row of its own."""
    if one.episode is None or one.ended_by is not None:
        return (one.seq,)
    return one.kind, one.edition, one.actor, one.time[:10], one.status


def _what(found: Sequence[StatementLine], language: Language) -> str:
    words, subject = term("statement_kind", found[0].kind, language), found[0].subject
    if subject is None:
        return words
    numbers = sorted({one.episode for one in found if one.episode is not None})
    about = numbered(numbers, language) if numbers else say(f"subject_{subject}", language)
    return words + say("colon", language) + about
