"""Views in memory: what statements make of a registry, or of one work, without a database."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reelmark.registry.views import Drama, Edition, Episode

Row = Drama | Edition | Episode


class Remembered:
    """Rows as statements shape them, under names that a person understands."""

    def __init__(self, foreign: Callable[[str], Edition | None] = lambda edition: None) -> None:
        """`foreign` finds editions of works whose statements are not read here."""
        self._rows: dict[str, Row] = {}
        self._foreign = foreign

    @property
    def rows(self) -> Mapping[str, Row]:
        """All rows by their names, in the order in which they were first made."""
        return self._rows

    def drama(self, drama: str) -> Drama | None:
        """A drama by its id."""
        found = self._rows.get(f"drama {drama}")
        return found if isinstance(found, Drama) else None

    def edition(self, edition: str) -> Edition | None:
        """An edition by its id."""
        found = self._rows.get(f"edition {edition}")
        return found if isinstance(found, Edition) else self._foreign(edition)

    def episode(self, edition: str, number: int) -> Episode | None:
        """An episode of an edition by its number."""
        found = self._rows.get(f"episode {number} of edition {edition}")
        return found if isinstance(found, Episode) else None

    def put(self, row: Row, new: bool) -> None:
        """Add a `new` row, or replace the one of the same id."""
        self._rows[name(row)] = row


def name(row: Row) -> str:
    """What a row is called where something is wrong with it."""
    if isinstance(row, Episode):
        return f"episode {row.number} of edition {row.edition}"
    return f"{type(row).__name__.lower()} {row.id}"
