"""Compares each registered track with those that other registrants registered before it.

Derived: what comes out follows from the statements up to the one compared, so it is the same when
it is made again, in whatever process. It is made after the registration, not with it: a
registration takes about a millisecond, a comparison with a million stored frames some fifty
(docs/decisions/0012).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reelmark.fingerprint import Track
from reelmark.ledger.statement import Kind
from reelmark.ledger.store import size, statements
from reelmark.matching import background
from reelmark.matching.library import Entry as Registered
from reelmark.matching.library import Library
from reelmark.matching.recognise import Match
from reelmark.matching.registered_clip import agreements
from reelmark.registry.entries import read_entry
from reelmark.registry.payloads import RegisterEpisode
from reelmark.registry.reading import Reader
from reelmark.registry.store import Registry
from reelmark.registry.tables import AgreementRow, ComparedRow, TrackRow


@dataclass(frozen=True, slots=True)
class _Pictures:
    """What a statement registers, and who says it."""

    seq: int
    actor: str
    registered: Registered


NOBODY: tuple[str, Library] = ("", Library([]))


class Comparer:
    """Keeps the comparisons of a registry up to date; one a process, used by one thread at a time.

    It holds the tracks it has read, 20 bytes a stored frame.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._known: list[_Pictures] = []
        self._read_to = 0
        self._others = NOBODY

    def follow(self) -> int:
        """Compare what was registered since; returns the last statement that was looked at.

        Raises TrackError or StatementError when something stored is damaged.
        """
        with self._registry.read() as reader:
            end, done = size(reader.session), reader.compared()
            if not reader.registered_since(done):
                return end
            new = list(_pictures(reader, self._read_to, end))
        # What a call that failed halfway took in is taken in anew.
        self._known = [one for one in self._known if one.seq <= self._read_to]
        self._others = NOBODY
        found = [row for one in new for row in self._compare(one, done)]
        with self._registry.write() as writer:
            for row in found:
                writer.session.merge(row)
            writer.session.merge(ComparedRow(id=1, seq=max(end, writer.compared())))
        self._read_to = end
        return end

    def _compare(self, one: _Pictures, done: int) -> list[AgreementRow]:
        """Take in pictures, after comparing them unless that was done before."""
        track = one.registered.track
        new = one.seq > done
        found = agreements(track, self._library(one.actor), background.load()) if new else ()
        self._known.append(one)
        if one.actor != self._others[0]:
            self._others = NOBODY
        return [
            AgreementRow(
                seq=one.seq,
                other=match.entry.episode,
                work=one.registered.drama,
                other_work=match.entry.drama,
                log10_e=round(match.evidence.log10_e, 1),
                frames=match.evidence.frames,
            )
            for match in _best_of_each_work(found)
        ]

    def _library(self, actor: str) -> Library:
        """All that others have registered so far; kept while one registrant goes on."""
        if self._others[0] != actor:
            others = [one.registered for one in self._known if one.actor != actor]
            self._others = (actor, Library(others))
        return self._others[1]


def _best_of_each_work(found: Sequence[Match]) -> Iterable[Match]:
    """One place of each work is enough to say that pictures agree."""
    return {match.entry.drama: match for match in reversed(found)}.values()


def _pictures(reader: Reader, since: int, until: int) -> Iterator[_Pictures]:
    """What registrants registered for their own works: what others say of these shapes nothing.

    In place of the episode's number stands that of the statement, which tells it from all others.
    """
    for seq, statement in statements(reader.session, None, until, since):
        if statement.kind not in (Kind.REGISTER, Kind.AMEND):
            continue
        said = read_entry(seq, statement).payload
        drama = reader.drama(statement.work)
        if isinstance(said, RegisterEpisode) and drama and drama.actor == statement.actor:
            track = Track.from_bytes(reader.session.get_one(TrackRow, said.track.sha256).data)
            registered = Registered(statement.work, said.edition, seq, track)
            yield _Pictures(seq, statement.actor, registered)
