"""Pictures that two registrants registered: which registration waits for a review, and why.

Neutral by design: that pictures agree says nothing about who may show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reelmark.registry.entries import Entry
from reelmark.registry.payloads import Resolve, SameWork
from reelmark.registry.status import History, Target
from reelmark.registry.views import Episode
from reelmark.registry.vocabulary import Resolution, Status


@dataclass(frozen=True, slots=True)
class Agreement:
    """Pictures registered by `later` that another registrant registered in `earlier` before.

    Both entries are without their payloads. `log10_e`: how many alignments as good chance would
    give, in tenths; `frames`: how many sampled frames agree.
    """

    later: Entry
    earlier: Entry
    log10_e: float
    frames: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """An episode that waits because of an agreement with another work."""

    episode: Episode
    agreement: Agreement


def waiting(
    work: str, episodes: Iterable[Episode], history: History, agreements: Sequence[Agreement]
) -> list[Waiting]:
    """The episodes of `work` whose pictures another registrant was first to register.

    Of two works the one with which the first agreement came about stays the later one, whatever
    either amends. It waits until the editions are joined or a review lifts it. `agreements`: all
    that concern the work.
    """
    by_seq = {episode.seq: episode for episode in episodes}
    second: dict[str, str] = {}
    for one in sorted(agreements, key=lambda one: one.later.seq):
        other = one.earlier.work if one.later.work == work else one.later.work
        second.setdefault(other, one.later.work)
    related = relations(history)
    return [
        Waiting(episode, one)
        for one in agreements
        if (episode := by_seq.get(one.later.seq))
        and second[one.earlier.work] == work
        and not related.get((episode.edition, one.earlier.work))
        and not _is_lifted(episode.edition, one.earlier.work, history, agreements)
    ]


def causes(found: Iterable[Waiting]) -> Mapping[Target, tuple[Entry, ...]]:
    """What waits, as records, each with the first registrations on both sides."""
    reasons: dict[Target, dict[str, Agreement]] = {}
    for one in found:
        episode = one.episode
        parts = (Target(episode.edition, episode.number), Target(episode.edition), Target())
        for part in parts:
            reasons.setdefault(part, {}).setdefault(one.agreement.earlier.work, one.agreement)
    return {
        part: tuple(entry for one in by_work.values() for entry in (one.later, one.earlier))
        for part, by_work in reasons.items()
    }


def relations(history: History) -> dict[tuple[str, str], bool]:
    """The editions that the registrant says are the same work as another drama, and whether
    somebody else confirmed that."""
    said = [(e, e.payload) for e in history.entries if isinstance(e.payload, SameWork)]
    standing = [(e, p) for e, p in said if history.of_statement(e) is Status.ACTIVE]
    claims = {
        entry.id: (payload.edition or "", payload.drama)
        for entry, payload in standing
        if payload.confirms is None and entry.actor == history.registrant
    }
    confirmed = {
        claims.get(payload.confirms or "")
        for entry, payload in standing
        if entry.actor != history.registrant
        and claims.get(payload.confirms or "") == (payload.edition, payload.drama)
    }
    return {pair: pair in confirmed for pair in claims.values()}


def _is_lifted(edition: str, other: str, history: History, agreements: Sequence[Agreement]) -> bool:
    """Whether a review lifted what a statement of this pair of works made wait."""
    pair = {one.later.id for one in agreements if other in (one.later.work, one.earlier.work)}
    return any(
        isinstance(entry.payload, Resolve)
        and entry.payload.outcome is Resolution.LIFTED
        and entry.payload.resolves in pair
        and entry.actor != history.registrant  # nobody reviews their own registration
        for entry in history.standing(Target(edition))
    )
