"""Where the records of a registry contradict each other: both sides, and no finding.

Four kinds: pictures that two registrants registered, one number that two works name, a number whose
form names another platform than the edition that carries it, and an AI label in the files of a work
whose registrant declares that no AI was used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from pydantic import BaseModel, ConfigDict

from reelmark.publishing.record import PublishedDrama, PublishedEdition
from reelmark.registry.agreement import Waiting, relations
from reelmark.registry.entries import Entry
from reelmark.registry.numbers import read_credential
from reelmark.registry.platforms import issuing_platform, platform_named
from reelmark.registry.record import Labelled, Record, labelled
from reelmark.registry.vocabulary import AiInvolvement, AiLabelValue, CredentialKind


class ConflictKind(StrEnum):
    """What contradicts what."""

    PICTURES = "pictures"
    NUMBER_OF_TWO_WORKS = "number_of_two_works"
    NUMBER_OF_OTHER_PLATFORM = "number_of_other_platform"
    AI_LABEL = "ai_label"


class Side(BaseModel):
    """One side: whose record it is, and the statement that says so (`seq`, `id`, `time`).

    `episodes`: those it concerns, where pictures agree or files carry a label.
    """

    model_config = ConfigDict(frozen=True)

    drama: str
    title: str | None
    edition: str | None
    edition_name: str | None
    registrant: str
    verified: bool
    seq: int
    id: str
    time: str
    episodes: tuple[int, ...]


class Conflict(BaseModel):
    """Records that contradict each other; `sides` in the order of their statements.

    `relation_claimed`: a registrant says that both are one work, and nobody has confirmed it.
    `number`, `platform` (which issued it), `label` (of the files) and `log10_e` (how many
    alignments of pictures as good chance would give) are null where they say nothing. One side
    stands alone where the other is a platform that registered no edition of this number, or the
    same registrant's declaration about AI.
    """

    model_config = ConfigDict(frozen=True)

    kind: ConflictKind
    sides: tuple[Side, ...]
    relation_claimed: bool
    number: str | None
    platform: str | None
    label: AiLabelValue | None
    log10_e: float | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a work's record can contradict another's.

    `said`: the statement that last shaped each edition; `pictures`: edition and number of the
    episode that each statement shaped; `related`: editions and the dramas they are said to be the
    same work as, and whether somebody else confirmed it; `labelled`: the AI labels in its files.
    """

    said: Mapping[str, Entry]
    pictures: Mapping[int, tuple[str, int]]
    waiting: tuple[Waiting, ...]
    related: Mapping[tuple[str, str], bool]
    labelled: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """A drama as published, with its facts."""

    drama: PublishedDrama
    facts: Facts


def facts_of(record: Record) -> Facts:
    """The facts of a record."""
    return Facts(
        said={one.edition.id: record.history.at(one.edition.seq) for one in record.editions},
        pictures={
            episode.seq: (episode.edition, episode.number)
            for one in record.editions
            for episode, _ in one.episodes
        },
        waiting=record.waiting,
        related=relations(record.history),
        labelled=labelled(record),
    )


def find_conflicts(works: Sequence[Work]) -> tuple[Conflict, ...]:
    """All that stands open, in the order in which it arose."""
    found = [*_pictures(works), *_numbers(works), *_platforms(works), *_labels(works)]
    return tuple(sorted(found, key=lambda one: (one.sides[-1].seq, one.kind, one.sides[0].seq)))


def _pictures(works: Sequence[Work]) -> Iterator[Conflict]:
    by_id = {work.drama.id: work for work in works}
    for work in works:
        pairs: dict[tuple[str, str], list[Waiting]] = {}
        for one in work.facts.waiting:
            pairs.setdefault((one.episode.edition, one.agreement.earlier.work), []).append(one)
        for (_, other), waits in pairs.items():
            if other in by_id:
                yield _of_pictures(by_id[other], work, waits)


def _of_pictures(other: Work, work: Work, waits: Sequence[Waiting]) -> Conflict:
    first = min(waits, key=lambda one: one.agreement.later.seq)
    edition = first.episode.edition
    earlier = {other.facts.pictures.get(one.agreement.earlier.seq) for one in waits} - {None}
    places = sorted(place for place in earlier if place)
    theirs = [number for name, number in places if name == places[0][0]]
    return _conflict(
        ConflictKind.PICTURES,
        _side(other, places[0][0] if places else None, first.agreement.earlier, theirs),
        _side(work, edition, first.agreement.later, [one.episode.number for one in waits]),
        relation_claimed=(edition, other.drama.id) in work.facts.related,
        log10_e=min(one.agreement.log10_e for one in waits),
    )


def _numbers(works: Sequence[Work]) -> Iterator[Conflict]:
    """One number in two works; a malformed or unreadable one names nothing."""
    claims: dict[str, list[tuple[Work, PublishedEdition]]] = {}
    for work, edition in _numbered(works):
        claims.setdefault(edition.approval.number or "", []).append((work, edition))
    for number, claiming in claims.items():
        for (one, mine), (two, theirs) in combinations(claiming, 2):
            if one is two or _joined(one, mine, two) or _joined(two, theirs, one):
                continue
            sides = [_of_edition(one, mine), _of_edition(two, theirs)]
            yield _conflict(
                ConflictKind.NUMBER_OF_TWO_WORKS,
                *sorted(sides, key=lambda side: side.seq),
                relation_claimed=_claimed(one, mine, two) or _claimed(two, theirs, one),
                number=number,
            )


def _platforms(works: Sequence[Work]) -> Iterator[Conflict]:
    """A number issued by another platform than the one its edition is called after."""
    for work, edition in _numbered(works):
        number = read_credential(edition.approval.number or "")
        issued = issuing_platform(number.issuer or "")
        shown = platform_named(edition.name or "")
        if issued and shown and issued != shown:
            side = _of_edition(work, edition)
            kind = ConflictKind.NUMBER_OF_OTHER_PLATFORM
            yield _conflict(kind, side, number=number.text, platform=issued)


def _labels(works: Sequence[Work]) -> Iterator[Conflict]:
    """Files that carry an AI label, of works declared to be made without AI: one for each edition
    and label."""
    for work in works:
        if work.drama.ai.involvement is not AiInvolvement.NONE_DECLARED:
            continue
        alike: dict[tuple[str, AiLabelValue], list[Labelled]] = {}
        for one in work.facts.labelled:
            alike.setdefault((one.episode.edition, one.value), []).append(one)
        for (edition, label), found in alike.items():
            first = min((one.said for one in found), key=lambda said: said.seq)
            side = _side(work, edition, first, [one.episode.number for one in found])
            yield _conflict(ConflictKind.AI_LABEL, side, label=label)


def _numbered(works: Iterable[Work]) -> Iterator[tuple[Work, PublishedEdition]]:
    for work in works:
        for edition in work.drama.editions:
            number = read_credential(edition.approval.number or "")
            if number.kind is not CredentialKind.UNRECOGNISED and not number.malformed:
                yield work, edition


def _claimed(work: Work, edition: PublishedEdition, other: Work) -> bool:
    return (edition.id, other.drama.id) in work.facts.related


def _joined(work: Work, edition: PublishedEdition, other: Work) -> bool:
    return work.facts.related.get((edition.id, other.drama.id), False)


def _of_edition(work: Work, edition: PublishedEdition) -> Side:
    return _side(work, edition.id, work.facts.said[edition.id], [])


def _conflict(
    kind: ConflictKind,
    *sides: Side,
    relation_claimed: bool = False,
    number: str | None = None,
    platform: str | None = None,
    label: AiLabelValue | None = None,
    log10_e: float | None = None,
) -> Conflict:
    return Conflict(
        kind=kind,
        sides=sides,
        relation_claimed=relation_claimed,
        number=number,
        platform=platform,
        label=label,
        log10_e=log10_e,
    )


def _side(work: Work, edition: str | None, said: Entry, episodes: Iterable[int]) -> Side:
    """`edition` is None where the statement no longer shapes one."""
    drama = work.drama
    return Side(
        drama=drama.id,
        title=drama.title,
        edition=edition,
        edition_name=next((one.name for one in drama.editions if one.id == edition), None),
        registrant=drama.registrant,
        verified=drama.verified,
        seq=said.seq,
        id=said.id,
        time=said.time,
        episodes=tuple(sorted(set(episodes))),
    )
