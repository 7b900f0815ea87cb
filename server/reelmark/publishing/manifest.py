"""The manifest: which bundle is the present one, of which generation, and how long it holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from reelmark.publishing.bundle import VERSION, Bundle
from reelmark.publishing.record import Count
from reelmark.publishing.sites import Sites

LIFETIME = timedelta(days=7)
"""After that clients call the data stale: long enough for a server that is down over a holiday,
short enough that a copy cannot hide a revocation for ever."""

RENEWAL = timedelta(hours=1)
"""Signed files are dated to the beginning of such a span, so that all processes of a server, and a
second publishing within it, give the same bytes."""


Time = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$")]
"""RFC 3339, UTC, in ms."""


class BundleRef(BaseModel):
    """Where the bundle lies, and what it must be."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    bytes: Count
    frames: Count


class Manifest(BaseModel):
    """`generation` is the last statement published; paths are from the address of /v1/.

    Manifests made before 2026-11-22 lack `sites`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    v: Literal[1]
    generation: Count
    made: Time
    expires: Time
    bundle: BundleRef
    recent: str
    sites: Sites | None = None


def made_at(now: datetime, last_statement: datetime | None) -> datetime:
    """The time to put on signed files: never before the last statement they contain."""
    start = datetime.min.replace(tzinfo=UTC)
    renewed = start + (now - start) // RENEWAL * RENEWAL
    return max(renewed, last_statement) if last_statement else renewed


def describe(bundle: Bundle, generation: int, made: datetime, sites: Sites) -> Manifest:
    """The manifest of a bundle, which carries these rows of sites."""
    return Manifest(
        v=VERSION,
        generation=generation,
        made=rfc3339(made),
        expires=rfc3339(made + LIFETIME),
        bundle=BundleRef(
            path=f"bundle/{bundle.sha256}.bin",
            sha256=bundle.sha256,
            bytes=len(bundle.data),
            frames=bundle.frames,
        ),
        recent="bundle/recent.json",
        sites=sites,
    )


def rfc3339(time: datetime) -> str:
    """A time as all formats here write it."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
