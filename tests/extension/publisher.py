"""A registry's signed files made by hand: any record, any damage, served over HTTP."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reelmark.fingerprint import Track
from reelmark.ledger.statement import key_id
from reelmark.matching import background
from reelmark.publishing.bundle import Bundle, build_bundle
from reelmark.publishing.envelope import Purpose, public_text, seal
from reelmark.publishing.manifest import LIFETIME, Manifest, describe, rfc3339
from reelmark.publishing.recent import LastSaid, recent_changes
from reelmark.publishing.record import (
    PublishedAi,
    PublishedApproval,
    PublishedDrama,
    PublishedEdition,
    PublishedEpisode,
    PublishedLabel,
    PublishedSource,
)
from reelmark.publishing.sites import LabelWords, Sites
from reelmark.publishing.sites import Site as SiteRow
from reelmark.publishing.sites import sites as shipped_sites
from reelmark.registry.vocabulary import (
    AiInvolvement,
    AiScope,
    ApprovalState,
    Status,
    Tier,
    Verification,
)
from tests.extension.site import serving

NOTICE = PublishedSource(
    name="演示公示 2099-01",
    issuer=None,
    date="2099-01-05",
    url="https://example.org/notice",
    document=None,
    row="3",
)


def own_site(revision: int, off: bool = False) -> Sites:
    """The shipped rows, newer, and one for the host that the tests' pages come from."""
    words = LabelWords(text="内容由AI生成", value="1", basis="author_declared")
    row = SiteRow(
        id="own",
        hosts=("127.0.0.1",),
        off=off,
        lang="zh",
        clips=("this is no selector {", "article"),
        labels=(".info",),
        texts=("h1",),
        words=(words,),
        query=(),
    )
    return Sites(revision=revision, sites=(*shipped_sites().sites, row))


@dataclass(frozen=True)
class Work:
    """One episode of one drama, as a test wants it registered."""

    id: str
    title: str
    track: Track
    involvement: AiInvolvement = AiInvolvement.GENERATED
    scope: tuple[AiScope, ...] = ()
    observed: tuple[PublishedLabel, ...] = ()
    ai_disputed: str | None = None
    state: ApprovalState = ApprovalState.DECLARED
    verification: Verification = Verification.FORMAT_ONLY
    tier: Tier | None = None
    source: PublishedSource | None = None
    number: str | None = "（演示）网微剧备字（2099）第001号"
    until: str | None = None
    status: Status = Status.ACTIVE
    verified: bool = True
    episode: int = 1

    @property
    def record(self) -> PublishedDrama:
        """The work as it is published."""
        track = self.track.to_bytes()
        frames = len(self.track.times_ms)
        episode = PublishedEpisode(
            number=self.episode,
            status=self.status,
            duration_ms=self.track.duration_ms,
            frames=frames,
            track_bytes=len(track),
        )
        approval = PublishedApproval(
            state=self.state,
            verification=self.verification,
            tier=self.tier,
            legacy_tier=None,
            number=self.number,
            kind=None,
            by="demo-operator",
            since=None if self.state is ApprovalState.NONE_SEEN else "2099-01-10",
            until=self.until,
            source=self.source,
        )
        edition = PublishedEdition(
            id=f"e-{self.id}",
            name="main",
            status=self.status,
            approval=approval,
            episodes=(episode,),
        )
        return PublishedDrama(
            id=self.id,
            title=self.title,
            status=self.status,
            demo=True,
            verified=self.verified,
            registrant="demo-operator" if self.verified else "someone",
            registered="2099-01-02",
            ai=PublishedAi(
                involvement=self.involvement,
                scope=self.scope,
                tools=(),
                since="2099-01-02",
                disputed=self.ai_disputed,
                observed=self.observed,
            ),
            revoked=self.source if self.status is Status.REVOKED else None,
            editions=(edition,),
        )


class Publisher:
    """The files of `/v1/bundle/` by name; tests change and damage them."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []

    @property
    def public(self) -> str:
        """What `make extension` pins."""
        return public_text(self.key.public_key())

    @property
    def fingerprint(self) -> str:
        """The key as pages show it, for people to compare."""
        return " ".join(re.findall("....", key_id(self.key.public_key())))

    def publish(
        self,
        works: Sequence[Work],
        generation: int = 10,
        made: datetime | None = None,
        lifetime: timedelta = LIFETIME,
        sites: Sites | None = None,
    ) -> Bundle:
        """Replace all files."""
        bundle = build_bundle(
            [work.record for work in works],
            [work.track.to_bytes() for work in works],
            background.load(),
        )
        self.issue(bundle, generation, made, lifetime, sites)
        return bundle

    def issue(
        self,
        bundle: Bundle,
        generation: int,
        made: datetime | None = None,
        lifetime: timedelta = LIFETIME,
        sites: Sites | None = None,
    ) -> None:
        """Replace all files by this bundle and those that name it."""
        at = made or datetime.now(UTC)
        manifest = self._dated(
            describe(bundle, generation, at, sites or shipped_sites()), at + lifetime
        )
        self.files = {
            "manifest.json": seal(manifest.model_dump(mode="json"), Purpose.MANIFEST, self.key),
            f"{bundle.sha256}.bin": bundle.data,
        }
        self.say([], generation, at, lifetime)

    def say(
        self,
        changed: Sequence[Work],
        generation: int,
        at: datetime | None = None,
        lifetime: timedelta = LIFETIME,
    ) -> None:
        """Replace recent.json: these works changed a moment ago."""
        made = at or datetime.now(UTC)
        said = [LastSaid(work.record, generation, rfc3339(made)) for work in changed]
        recent = recent_changes(said, generation, made)
        dated = recent.model_copy(update={"expires": rfc3339(made + lifetime)})
        self.files["recent.json"] = seal(dated.model_dump(mode="json"), Purpose.RECENT, self.key)

    def serving(self) -> AbstractContextManager[str]:
        """Serve the files to every origin, as the registry does; yields its address."""
        return serving(self._answer, {"Access-Control-Allow-Origin": "*"})

    def _answer(self, path: str) -> bytes | None:
        name = path.rpartition("/")[2]
        self.asked.append(name)
        return self.files.get(name)

    def _dated(self, manifest: Manifest, expires: datetime) -> Manifest:
        return manifest.model_copy(update={"expires": rfc3339(expires)})
