"""What is published of one drama: all that a card or page needs, in JSON values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from reelmark.registry.approval import Approval
from reelmark.registry.payloads import Attest, Dispute, Revoke
from reelmark.registry.record import EditionRecord, Labelled, Record, labelled
from reelmark.registry.status import Target, last_day
from reelmark.registry.views import Episode
from reelmark.registry.vocabulary import (
    AiInvolvement,
    AiLabelBasis,
    AiLabelValue,
    AiScope,
    ApprovalState,
    CredentialKind,
    DisputeAbout,
    LegacyTier,
    Status,
    Tier,
    Verification,
)

DEMO_OPERATOR = "demo-operator"
"""Who registers the fictional dramas: what it says is shown as demo data wherever it is shown."""

Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Count = Annotated[int, Field(ge=0)]


class _Published(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PublishedSource(_Published):
    """Where a claim can be checked; `date` is YYYY-MM-DD, `row` a place in the list."""

    name: str
    issuer: str | None
    date: Day
    url: str | None
    document: str | None
    row: str | None


class PublishedLabel(_Published):
    """An AI label that was seen at `episodes` episodes, first told of on the day `since`."""

    value: AiLabelValue
    basis: AiLabelBasis
    since: Day
    episodes: Count


class PublishedAi(_Published):
    """The AI line: the registrant's declaration, since a day. `disputed`: since when, or null.

    `observed`: labels beside the declaration, strongest first; none seen says nothing.
    """

    involvement: AiInvolvement
    scope: tuple[AiScope, ...]
    tools: tuple[str, ...]
    since: Day
    disputed: Day | None
    observed: tuple[PublishedLabel, ...]

    @property
    def leading(self) -> PublishedLabel | None:
        """The label that is told before the declaration: one that says `1`, where no use of AI is
        declared, and any where nothing is."""
        label = self.observed[0] if self.observed else None
        if label is None or self.involvement in (AiInvolvement.GENERATED, AiInvolvement.ASSISTED):
            return None
        undeclared = self.involvement is AiInvolvement.UNKNOWN
        return label if undeclared or label.value is AiLabelValue.IS else None


class PublishedApproval(_Published):
    """The approval line. `number` is normalised; `kind` and `legacy_tier` are what its form says,
    `tier` is what a list says. `by` said so on the day `since`, and that it holds up to the day
    `until`; null where nothing was said."""

    state: ApprovalState
    verification: Verification
    tier: Tier | None
    legacy_tier: LegacyTier | None
    number: str | None
    kind: CredentialKind | None
    by: str | None
    since: Day | None
    until: Day | None
    source: PublishedSource | None


class PublishedEpisode(_Published):
    """An episode; its track has `track_bytes` bytes and `frames` kept frames."""

    number: Count
    status: Status
    duration_ms: Count
    frames: Count
    track_bytes: Count


class PublishedEdition(_Published):
    """An edition with its approval and its episodes by number."""

    id: str
    name: str | None
    status: Status
    approval: PublishedApproval
    episodes: tuple[PublishedEpisode, ...]


class PublishedDrama(_Published):
    """A drama. `registered` is the day of its first statement; `title` is null when removed.

    `revoked` is the source of a revocation of the whole drama; an edition's own is in its approval.
    """

    id: str
    title: str | None
    status: Status
    demo: bool
    verified: bool
    registrant: str
    registered: Day
    ai: PublishedAi
    revoked: PublishedSource | None
    editions: tuple[PublishedEdition, ...]


def publish_drama(record: Record, track_bytes: dict[str, int]) -> PublishedDrama:
    """A drama's record as published; `track_bytes` is the length of each track by its SHA-256."""
    drama, because = record.drama, record.standing.because
    said = because.payload if because else None
    return PublishedDrama(
        id=drama.id,
        title=drama.title,
        status=record.standing.status,
        demo=drama.actor == DEMO_OPERATOR,
        verified=record.verified,
        registrant=drama.actor,
        registered=day(record.history.entries[0].time),
        ai=_ai(record),
        revoked=source_of(said) if isinstance(said, Revoke) else None,
        editions=tuple(_edition(edition, track_bytes) for edition in record.editions),
    )


def day(time: str) -> str:
    """The day of a statement's time: YYYY-MM-DD, UTC."""
    return time[:10]


def _ai(record: Record) -> PublishedAi:
    drama, history = record.drama, record.history
    disputes = [
        entry
        for entry in history.standing(Target())
        if isinstance(entry.payload, Dispute) and entry.payload.about is DisputeAbout.AI
    ]
    return PublishedAi(
        involvement=AiInvolvement(drama.ai_involvement),
        scope=tuple(AiScope(part) for part in drama.ai_scope),
        tools=drama.ai_tools,
        since=day(history.at(drama.seq).time),
        disputed=day(disputes[-1].time) if disputes else None,
        observed=observed(labelled(record)),
    )


def observed(labels: Sequence[Labelled]) -> tuple[PublishedLabel, ...]:
    """Labels by what they say, strongest first."""
    times: dict[AiLabelValue, list[str]] = {}
    for one in labels:
        times.setdefault(one.value, []).append(one.said.time)
    return tuple(
        PublishedLabel(
            value=value,
            basis=AiLabelBasis.IMPLICIT_METADATA,
            since=day(min(times[value])),
            episodes=len(times[value]),
        )
        for value in sorted(times)
    )


def _edition(record: EditionRecord, track_bytes: dict[str, int]) -> PublishedEdition:
    return PublishedEdition(
        id=record.edition.id,
        name=record.edition.name,
        status=record.standing.status,
        approval=_approval(record.approval),
        episodes=tuple(
            _episode(episode, standing.status, track_bytes[episode.track])
            for episode, standing in record.episodes
        ),
    )


def _approval(approval: Approval) -> PublishedApproval:
    number, because = approval.number, approval.because
    said = because.payload if because else None
    until = last_day(said)
    return PublishedApproval(
        state=approval.state,
        verification=approval.verification,
        tier=said.tier if isinstance(said, Attest) else None,
        legacy_tier=number.legacy_tier if number else None,
        number=number.text if number else None,
        kind=number.kind if number else None,
        by=because.actor if because else None,
        since=day(because.time) if because else None,
        until=until.isoformat() if until else None,
        source=source_of(said) if isinstance(said, Attest | Revoke | Dispute) else None,
    )


def _episode(episode: Episode, status: Status, track_bytes: int) -> PublishedEpisode:
    return PublishedEpisode(
        number=episode.number,
        status=status,
        duration_ms=episode.duration_ms,
        frames=episode.frames,
        track_bytes=track_bytes,
    )


def source_of(said: Attest | Revoke | Dispute) -> PublishedSource | None:
    """Where a claim can be checked; None for a dispute that names nothing."""
    if isinstance(said, Attest):
        listed = said.list
        return PublishedSource(
            name=listed.name,
            issuer=listed.issuer,
            date=listed.date.isoformat(),
            url=listed.source_url,
            document=None,
            row=listed.row,
        )
    if said.source is None:
        return None
    return PublishedSource(
        name=said.source.name,
        issuer=None,
        date=said.source.date.isoformat(),
        url=said.source.url,
        document=said.source.document,
        row=None,
    )
