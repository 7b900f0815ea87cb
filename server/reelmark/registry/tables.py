"""The registry's tables: what statements describe, their tracks, and what was already decoded."""

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
