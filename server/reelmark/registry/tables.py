"""The registry's tables: what statements describe, their tracks, who may write, and how much."""

from __future__ import annotations

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class DramaRow(SQLModel, table=True):
    """Derived: one `views.Drama`."""

    __tablename__ = "drama"

    id: str = Field(primary_key=True)
    actor: str
    title: str | None = Field(index=True)
    ai_involvement: str
    ai_scope: list[str] = Field(sa_column=Column(JSON, nullable=False))
    ai_tools: list[str] = Field(sa_column=Column(JSON, nullable=False))
    seq: int = Field(foreign_key="statement.seq")


class EditionRow(SQLModel, table=True):
    """Derived: one `views.Edition`."""

    __tablename__ = "edition"

    id: str = Field(primary_key=True)
    drama: str = Field(foreign_key="drama.id", index=True)
    name: str | None
    credential: str | None
    seq: int = Field(foreign_key="statement.seq")


class EpisodeRow(SQLModel, table=True):
    """Derived: one `views.Episode`."""

    __tablename__ = "episode"

    edition: str = Field(foreign_key="edition.id", primary_key=True)
    number: int = Field(primary_key=True)
    track: str = Field(foreign_key="track.sha256", index=True)
    frames: int
    duration_ms: int
    seq: int = Field(foreign_key="statement.seq")


class TrackRow(SQLModel, table=True):
    """The bytes of a track under their SHA-256; not derived, kept beside the statements."""

    __tablename__ = "track"

    sha256: str = Field(primary_key=True)
    data: bytes


class SourceFileRow(SQLModel, table=True):
    """A video file by its SHA-256 and the track made of it: spares this machine a decoding."""

    __tablename__ = "source_file"

    sha256: str = Field(primary_key=True)
    fingerprint: int = Field(primary_key=True)
    track: str = Field(foreign_key="track.sha256")


class OrganisationRow(SQLModel, table=True):
    """One `organisations.Organisation`."""

    __tablename__ = "organisation"

    id: str = Field(primary_key=True)
    name: str
    kind: str
    verified_on: str | None
    verified_how: str | None
    public_key: bytes | None
    created: str
    changed: str


class ApiKeyRow(SQLModel, table=True):
    """One `api_keys.ApiKey`, with the SHA-256 of its secret."""

    __tablename__ = "api_key"

    id: str = Field(primary_key=True)
    organisation: str = Field(foreign_key="organisation.id", index=True)
    label: str
    scopes: list[str] = Field(sa_column=Column(JSON, nullable=False))
    secret_hash: bytes
    created: str
    expires: str | None
    revoked: str | None
    replaced_by: str | None


PASSING: dict[str, object] = {"passing": True}
"""Marks a table of the moment, which no backup holds."""


class BucketRow(SQLModel, table=True):
    """A token bucket by its name: the Unix time at which it will be full again."""

    __tablename__ = "bucket"
    __table_args__ = {"info": PASSING}

    name: str = Field(primary_key=True)
    full_at: float = Field(index=True)


class GivenAnswerRow(SQLModel, table=True):
    """The answer to a request that came with an Idempotency-Key; not there until it is complete."""

    __tablename__ = "given_answer"
    __table_args__ = {"info": PASSING}

    api_key: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    body_sha256: str
    status: int | None
    answer: bytes | None
    given: str = Field(index=True)


class AgreementRow(SQLModel, table=True):
    """Derived: the pictures of statement `seq` are among those of `other`, of another registrant.

    Tables of comparisons are filled after the statements (`comparing`), in the same rows each time.
    """

    __tablename__ = "agreement"

    seq: int = Field(primary_key=True, foreign_key="statement.seq")
    other: int = Field(primary_key=True, foreign_key="statement.seq")
    work: str = Field(index=True)
    other_work: str = Field(index=True)
    log10_e: float
    frames: int


class ComparedRow(SQLModel, table=True):
    """One row: the statement up to which pictures were compared."""

    __tablename__ = "compared"

    id: int = Field(primary_key=True)
    seq: int


class CorrectionRow(SQLModel, table=True):
    """A correction somebody filed; no statement before the operator accepts it.

    Nothing of who filed it is kept, and what it says only until it is decided.
    """

    __tablename__ = "correction"

    id: str = Field(primary_key=True)
    received: str
    work: str
    kind: str
    payload: dict[str, object] | None = Field(sa_column=Column(JSON))
    state: str = Field(index=True)
    decided: str | None
    statement: str | None
