"""A small registry in which every kind of record occurs, for the tests of what shows records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reelmark.fingerprint import Track
from reelmark.ledger.statement import Kind
from reelmark.publishing.record import DEMO_OPERATOR
from reelmark.registry.payloads import (
    Ai,
    Attest,
    Dispute,
    ListEntry,
    RegisterDrama,
    RegisterEdition,
    RegisterEpisode,
    Revoke,
    Source,
    TrackRef,
)
from reelmark.registry.store import LOCAL_OPERATOR, Registry, Writer
from reelmark.registry.vocabulary import (
    AiInvolvement,
    AiScope,
    AttestationList,
    DisputeAbout,
    Tier,
)
from tests.registry.samples import registry, track

NOTICE = "https://example.org/notice"


def register(
    writer: Writer,
    drama: str,
    title: str,
    ai: Ai,
    credential: str | None,
    actor: str,
    tracks: dict[int, Track],
) -> None:
    """A drama with one edition, `e-` and its id, and some episodes."""
    edition = f"e-{drama}"
    writer.append(Kind.REGISTER, drama, RegisterDrama(subject="drama", title=title, ai=ai), actor)
    named = RegisterEdition(subject="edition", edition=edition, name="main", credential=credential)
    writer.append(Kind.REGISTER, drama, named, actor)
    for number, pictures in tracks.items():
        sha256 = writer.add_track(pictures.to_bytes())
        ref = TrackRef(sha256=sha256, frames=len(pictures), duration_ms=pictures.duration_ms)
        said = RegisterEpisode(subject="episode", edition=edition, episode=number, track=ref)
        writer.append(Kind.REGISTER, drama, said, actor)


def registry_of_all(home: Path) -> Registry:
    """`feng-gui` is listed, `long-street` disputed, `harbour` revoked and demo data, `nobody`
    unverified and without a word on AI or approval."""
    filled = registry(home)
    generated = Ai(
        involvement=AiInvolvement.GENERATED,
        scope=(AiScope.VISUALS, AiScope.VOICE),
        tools=("Kling",),
    )
    with filled.write() as writer:
        number = "（总局）网微剧审字（2026）第001号"
        tracks = {1: track(1), 2: track(2), 4: track(4)}
        register(writer, "feng-gui", "凤归", generated, number, LOCAL_OPERATOR, tracks)
        assisted = Ai(involvement=AiInvolvement.ASSISTED)
        number = "（番茄）网微剧备字（2026）第847205号"
        register(writer, "long-street", "长街", assisted, number, LOCAL_OPERATOR, {1: track(11)})
        none = Ai(involvement=AiInvolvement.NONE_DECLARED)
        register(writer, "harbour", "演示·港城", none, None, DEMO_OPERATOR, {1: track(21)})
        unknown = Ai(involvement=AiInvolvement.UNKNOWN)
        register(writer, "nobody", "Nobody's <b>Drama</b>", unknown, None, "somebody", {})
        _judge(writer)
    return filled


def _judge(writer: Writer) -> None:
    listing = ListEntry(
        kind=AttestationList.LICENCE_LIST,
        issuer="总局",
        name="公示 2026-10",
        date=date(2026, 10, 9),
        source_url=NOTICE,
        row="第 3 行",
    )
    listed = Attest(subject="edition", edition="e-feng-gui", list=listing, tier=Tier.CLASS_1)
    writer.append(Kind.ATTEST, "feng-gui", listed)
    disputed = Dispute(subject="drama", about=DisputeAbout.AI, reason="画面也由 AI 制作")
    writer.append(Kind.DISPUTE, "long-street", disputed, "somebody")
    source = Source(name="演示公告", date=date(2099, 2, 1), url="https://example.org/revoked")
    writer.append(Kind.REVOKE, "harbour", Revoke(subject="drama", source=source), DEMO_OPERATOR)
