"""What a page says of a drama: the AI line and the approval lines, each with its basis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reelmark.publishing.conflicts import Conflict, ConflictKind, Side
from reelmark.publishing.record import (
    DEMO_OPERATOR,
    PublishedAi,
    PublishedApproval,
    PublishedDrama,
    PublishedEdition,
    PublishedLabel,
    PublishedSource,
)
from reelmark.registry.corrections import PUBLIC
from reelmark.registry.store import LOCAL_OPERATOR
from reelmark.registry.vocabulary import (
    AiInvolvement,
    ApprovalState,
    Language,
    Status,
    wording,
)
from reelmark.web.texts import say, term

Tone = Literal["plain", "quiet", "amber", "red"]
"""Red: a revocation with its source. Amber: a doubt. Quiet: unknown, or no longer so."""

_TONES: dict[ApprovalState | Status, Tone] = {
    ApprovalState.REVOKED: "red",
    ApprovalState.DISPUTED: "amber",
    ApprovalState.NUMBER_MALFORMED: "amber",
    ApprovalState.NUMBER_OF_OTHER_PLATFORM: "amber",
    ApprovalState.LISTED: "plain",
    ApprovalState.DECLARED: "plain",
}


Names = Mapping[str, str]
"""What organisations are called, by their ids."""


@dataclass(frozen=True, slots=True)
class Note:
    """A part of a line's basis, with the address where it can be checked.

    `literal` follows the text in one piece: a number as it is written.
    """

    text: str
    url: str | None = None
    literal: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, what is added to them, its basis."""

    tone: Tone
    words: str
    more: str
    notes: tuple[Note, ...]


def ai_line(drama: PublishedDrama, language: Language) -> Line:
    """What is known about AI, and who says so."""
    ai, between = drama.ai, say("separator", language)
    more = "" if ai.leading else between.join(wording(part, language) for part in ai.scope)
    labels, said = [_label_note(one, language) for one in ai.observed], _said_note(ai, language)
    notes = [*labels, said] if ai.leading else [said, *labels]
    if ai.tools:
        notes.append(Note(say("tools", language, names=between.join(ai.tools))))
    if ai.disputed:
        notes.insert(0, Note(say("ai_disputed", language, date=ai.disputed)))
    return Line(_ai_tone(ai), _ai_wording(ai, language), more, tuple(notes))


def _ai_tone(ai: PublishedAi) -> Tone:
    """Amber also where a label in the files contradicts the declaration."""
    if ai.disputed or (ai.observed and ai.involvement is AiInvolvement.NONE_DECLARED):
        return "amber"
    return "plain" if ai.observed or ai.involvement is not AiInvolvement.UNKNOWN else "quiet"


def _ai_wording(ai: PublishedAi, language: Language) -> str:
    return wording(ai.leading.value if ai.leading else ai.involvement, language)


def _said_note(ai: PublishedAi, language: Language) -> Note:
    """What the registrant says, in its words where a label was told before it."""
    if ai.involvement is AiInvolvement.UNKNOWN:
        return Note(say("ai_unsaid", language))
    if ai.leading:
        said = wording(ai.involvement, language)
        return Note(say("ai_against", language, said=said, date=ai.since))
    return Note(say("ai_declared", language, date=ai.since))


def _label_note(label: PublishedLabel, language: Language) -> Note:
    basis, value = wording(label.basis, language), wording(label.value, language)
    words = {"basis": basis, "label": value, "date": label.since, "count": str(label.episodes)}
    return Note(say("ai_label", language, **words))


def ai_words(drama: PublishedDrama, language: Language) -> str:
    """The AI line in a list, where no word beside it says what it is about."""
    if drama.ai.involvement is AiInvolvement.UNKNOWN and not drama.ai.leading:
        return say("ai_unknown", language)
    return _ai_wording(drama.ai, language)


def approval_line(approval: PublishedApproval, names: Names, language: Language) -> Line:
    """What is known about an edition's approval, and who says so."""
    words = wording(approval.state, language)
    if approval.tier:
        words = wording(approval.tier, language) + say("comma", language) + words
    tone = _TONES.get(approval.state, "quiet")
    return Line(tone, words, "", tuple(_approval_notes(approval, names, language)))


def _approval_notes(
    approval: PublishedApproval, names: Names, language: Language
) -> Iterable[Note]:
    """The entry stands with what was entered: the source's claim, or else the number."""
    entered = []
    if approval.by and approval.since:
        name = actor(approval.by, names, language)
        entered = [Note(say("entered", language, name=name, date=approval.since))]
    if approval.source:
        where = say("source", language, what=describe_source(approval.source, language))
        yield Note(where, approval.source.url)
        yield from entered
    if approval.number and approval.kind:
        yield Note(wording(approval.kind, language), literal=approval.number)
        how = wording(approval.verification, language)
        yield Note(say("verification", language, how=how))
    if approval.until:
        yield Note(say("valid_until", language, date=approval.until))
    if approval.legacy_tier:
        tier = wording(approval.legacy_tier, language)
        yield Note(say("legacy_tier", language, tier=tier))
    if not approval.source:
        yield from entered
    if approval.state is ApprovalState.NONE_SEEN:
        yield Note(say("approval_unsaid", language))


def describe_source(source: PublishedSource, language: Language) -> str:
    """Who published what, when, and where in it."""
    parts = (source.issuer, source.name, source.date, source.row, source.document)
    return say("comma", language).join(part for part in parts if part)


def conflict_words(conflict: Conflict, language: Language) -> str:
    """What contradicts what, without a finding."""
    match conflict.kind:
        case ConflictKind.PICTURES:
            return say("conflict_pictures", language)
        case ConflictKind.NUMBER_OF_TWO_WORKS:
            return say("conflict_number", language, number=conflict.number)
        case ConflictKind.NUMBER_OF_OTHER_PLATFORM:
            return say("conflict_platform", language, number=conflict.number)
        case ConflictKind.AI_LABEL:
            label = term("ai_label_value", str(conflict.label), language)
            return say("conflict_ai_label", language, label=label)


def side_words(side: Side, names: Names, language: Language) -> str:
    """Whose record one side is, since when, and which part of it."""
    name = actor(side.registrant, names, language)
    words = [say("side_on", language, name=name, date=side.time[:10])]
    if side.edition_name:
        words.append(say("side_edition", language, name=side.edition_name))
    if side.episodes:
        words.append(numbered(side.episodes, language))
    if not side.verified:
        words.append(say("unverified", language))
    return say("comma", language).join(words)


def actor(id: str, names: Names, language: Language) -> str:
    """Who said something, as people read it."""
    known = {LOCAL_OPERATOR: "operator", DEMO_OPERATOR: "demo_operator", PUBLIC: "public"}
    return say(known[id], language) if id in known else names.get(id, id)


def episodes_line(edition: PublishedEdition, language: Language) -> str:
    """Which episodes an edition has."""
    numbers = [episode.number for episode in edition.episodes]
    if not numbers:
        return say("no_episode", language)
    return numbered(numbers, language)


def numbered(numbers: Sequence[int], language: Language) -> str:
    """Episodes by their rising numbers."""
    noun = say("episode" if len(numbers) == 1 else "episode_plural", language)
    short = say("separator", language).join(ranges(numbers))
    return say("episodes", language, noun=noun, numbers=short)


def ranges(numbers: Sequence[int]) -> list[str]:
    """Rising numbers in short: 1–3 and 5."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return [f"{first}–{last}" if last > first else str(first) for first, last in runs]
