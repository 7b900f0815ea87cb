"""What a statement of each kind may say: the models every payload passes on its way in."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    model_validator,
)

from reelmark.labels import is_of_organisation
from reelmark.ledger.statement import NAME, Kind
from reelmark.registry.vocabulary import (
    AiInvolvement,
    AiLabelValue,
    AiScope,
    AttestationList,
    DisputeAbout,
    Resolution,
    Tier,
)

VISIBLE = (
    r"^[^\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb]+$"
)
"""No control characters, none that turn the direction of writing, no invisible ones: a title
must not read otherwise than it is written. The zero-width joiners stay: emoji need them."""

MAX_EPISODE = 9999

MAX_COUNT = 2**31 - 1
"""Of frames and ms: 24 days, and what a column holds."""


def _composed(value: object) -> object:
    """NFC, as the same title comes decomposed from a Mac's file names."""
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def _sorted(values: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Order and repetition say nothing here, and must not make another statement."""
    return tuple(sorted(set(values))) if values else None


def _checked(code: str) -> str:
    if not is_of_organisation(code):
        raise ValueError("the check digit of the credit code in it does not fit")
    return code


def _text(longest: int) -> StringConstraints:
    return StringConstraints(
        strip_whitespace=True, min_length=1, max_length=longest, pattern=VISIBLE
    )


Day = date
"""Named so because some models have a field `date`."""

Name = Annotated[str, _text(200), BeforeValidator(_composed)]
Text = Annotated[str, _text(2000), BeforeValidator(_composed)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[!-~]{3,2000}$")]
DramaId = Annotated[str, StringConstraints(pattern=f"^{NAME}$")]
EditionId = DramaId
StatementId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Producer = Annotated[
    str, StringConstraints(pattern=r"^00[12][0-9][0-9A-Z]{23}$"), AfterValidator(_checked)
]
Episode = Annotated[int, Field(ge=1, le=MAX_EPISODE, strict=True)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Ai(_Model):
    """The registrant's declaration about AI. `tools` are names as the registrant writes them."""

    involvement: AiInvolvement
    scope: Annotated[tuple[AiScope, ...] | None, AfterValidator(_sorted)] = None
    tools: Annotated[tuple[Name, ...] | None, Field(max_length=20), AfterValidator(_sorted)] = None


class TrackRef(_Model):
    """A track by the SHA-256 of its bytes, with the number of kept frames."""

    sha256: StatementId
    frames: Annotated[int, Field(ge=1, le=MAX_COUNT, strict=True)]
    duration_ms: Annotated[int, Field(ge=1, le=MAX_COUNT, strict=True)]


class ImplicitLabel(_Model):
    """The implicit label (GB 45438-2025) that a file carries; `producer`: the code of the
    organisation that made the content."""

    value: Literal[AiLabelValue.IS, AiLabelValue.POSSIBLY, AiLabelValue.SUSPECTED]
    producer: Producer | None = None


class Source(_Model):
    """Where a claim can be checked: who published what, when, and an address or a document."""

    name: Name
    date: date
    url: Url | None = None
    document: Name | None = None

    @model_validator(mode="after")
    def _can_be_checked(self) -> Source:
        if self.url is None and self.document is None:
            raise ValueError("a source needs a url or a document")
        return self


class ListEntry(_Model):
    """A published list that names the work, up to the day `valid_until` where it says one."""

    kind: AttestationList
    issuer: Name
    name: Name
    date: date
    source_url: Url
    row: Name | None = None
    valid_until: Day | None = None


class RegisterDrama(_Model):
    """A drama exists, under this title."""

    subject: Literal["drama"]
    title: Name
    ai: Ai


class RegisterEdition(_Model):
    """A drama has an edition. `credential` is the raw text, also where no parser reads it, and
    `valid_until` its last day where it has one."""

    subject: Literal["edition"]
    edition: EditionId
    name: Name
    credential: Name | None = None
    valid_until: Day | None = None


class RegisterEpisode(_Model):
    """An edition has an episode with these pictures, whose file carries this label if any."""

    subject: Literal["episode"]
    edition: EditionId
    episode: Episode
    track: TrackRef
    implicit_label: ImplicitLabel | None = None


class AmendDrama(RegisterDrama):
    """Like RegisterDrama, whole, in place of an earlier statement (or after a withdrawal)."""

    supersedes: StatementId


class AmendEdition(RegisterEdition):
    """Like RegisterEdition, whole, in place of an earlier statement (or after a withdrawal)."""

    supersedes: StatementId


class AmendEpisode(RegisterEpisode):
    """Like RegisterEpisode, whole, in place of an earlier statement (or after a withdrawal)."""

    supersedes: StatementId


class About(_Model):
    """What a statement is about: the drama, one edition, or one episode of an edition."""

    subject: Literal["drama", "edition", "episode"]
    edition: EditionId | None = None
    episode: Episode | None = None

    @model_validator(mode="after")
    def _names_its_subject(self) -> About:
        named = (self.edition is not None, self.episode is not None)
        depth = {"drama": (False, False), "edition": (True, False), "episode": (True, True)}
        if named != depth[self.subject]:
            raise ValueError(f"the subject {self.subject} needs other fields than these")
        return self


class Withdraw(About):
    """The registrant takes back its own record; `withdraws` is the statement that shaped it."""

    withdraws: StatementId
    reason: Text | None = None


class Revoke(About):
    """An approval was revoked, as the source says."""

    source: Source
    reason: Text | None = None


class Attest(About):
    """A published list names the work."""

    list: ListEntry
    tier: Tier | None = None


class Dispute(About):
    """Somebody contests one line of the record."""

    about: DisputeAbout
    reason: Text
    source: Source | None = None


class Resolve(About):
    """What became of a dispute or a revocation."""

    resolves: StatementId
    outcome: Resolution
    reason: Text | None = None


class SameWork(About):
    """This edition is the same work as another drama; `confirms` an earlier such statement."""

    subject: Literal["edition"]
    drama: DramaId
    confirms: StatementId | None = None


class Report(About):
    """A viewer or journalist saw a page that differs from the record."""

    page_url: Url
    seen: date
    text: Text


class Redact(About):
    """The payload of a statement is removed, on whose order."""

    redacts: StatementId
    source: Source


Register = Annotated[
    RegisterDrama | RegisterEdition | RegisterEpisode, Field(discriminator="subject")
]
Amend = Annotated[AmendDrama | AmendEdition | AmendEpisode, Field(discriminator="subject")]
Payload = (
    RegisterDrama
    | RegisterEdition
    | RegisterEpisode
    | Withdraw
    | Revoke
    | Attest
    | Dispute
    | Resolve
    | SameWork
    | Report
    | Redact
)
"""Any payload; the amending models are also of the registering classes."""

MODELS: Mapping[Kind, TypeAdapter[Payload]] = {
    Kind.REGISTER: TypeAdapter(Register),
    Kind.AMEND: TypeAdapter(Amend),
    Kind.WITHDRAW: TypeAdapter(Withdraw),
    Kind.REVOKE: TypeAdapter(Revoke),
    Kind.ATTEST: TypeAdapter(Attest),
    Kind.DISPUTE: TypeAdapter(Dispute),
    Kind.RESOLVE: TypeAdapter(Resolve),
    Kind.SAME_WORK: TypeAdapter(SameWork),
    Kind.REPORT: TypeAdapter(Report),
    Kind.REDACT: TypeAdapter(Redact),
}


def parse(kind: Kind, data: bytes) -> Payload:
    """Read a payload's JSON. Raises pydantic.ValidationError, a ValueError."""
    return MODELS[kind].validate_json(data)


def as_json(payload: Payload) -> dict[str, object]:
    """What is signed: JSON values, without the fields that were not given."""
    return payload.model_dump(mode="json", exclude_none=True)
