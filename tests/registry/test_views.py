from __future__ import annotations

from dataclasses import replace

from reelmark.ledger.statement import Kind
from reelmark.registry.entries import Entry
from reelmark.registry.payloads import (
    Ai,
    AmendDrama,
    Payload,
    RegisterDrama,
    RegisterEdition,
    RegisterEpisode,
    TrackRef,
)
from reelmark.registry.views import Drama, Edition, Episode, Rows, shape
from reelmark.registry.vocabulary import AiInvolvement

TRACK = TrackRef(sha256="0f" * 32, frames=12, duration_ms=9000)
AI = Ai(involvement=AiInvolvement.GENERATED, tools=("Kling",))
DRAMA = RegisterDrama(subject="drama", title="凤归", ai=AI)
EDITION = RegisterEdition(subject="edition", edition="e-main", name="main", credential="原文")
EPISODE = RegisterEpisode(subject="episode", edition="e-main", episode=3, track=TRACK)
AMENDED = AmendDrama(
    subject="drama", title="凤归来", ai=Ai(involvement=AiInvolvement.UNKNOWN), supersedes="0f" * 32
)

drama = Drama("feng-gui", "registrant", "凤归", "generated", (), ("Kling",), 1)
edition = Edition("e-main", "feng-gui", "main", "原文", 2)
episode = Episode("e-main", 3, TRACK.sha256, 12, 9000, 3)
unnamed = Drama("feng-gui", "registrant", None, "unknown", (), (), 1)


def entry(
    seq: int, payload: Payload | None, kind: Kind = Kind.REGISTER, actor: str = "registrant"
) -> Entry:
    return Entry(seq, "0f" * 32, kind, "feng-gui", actor, "2026-11-21T06:00:00.000Z", payload)


def test_it_registers_a_drama_an_edition_and_an_episode() -> None:
    assert shape(Rows(), entry(1, DRAMA)) == Rows(drama)
    assert shape(Rows(drama), entry(2, EDITION)) == Rows(drama, edition)
    assert shape(Rows(drama, edition), entry(3, EPISODE)) == Rows(drama, edition, episode)


def test_it_names_in_passing_what_an_episode_belongs_to() -> None:
    nameless = Edition("e-main", "feng-gui", None, None, 1)
    expected = Rows(unnamed, nameless, replace(episode, seq=1))
    assert shape(Rows(), entry(1, EPISODE)) == expected


def test_it_fills_in_the_name_when_it_is_registered_later() -> None:
    assert shape(Rows(unnamed), entry(5, DRAMA)) == Rows(replace(drama, seq=5))


def test_it_keeps_the_first_of_two_registrations() -> None:
    other = replace(entry(4, DRAMA), payload=RegisterDrama(subject="drama", title="其他", ai=AI))
    assert shape(Rows(drama), other) == Rows(drama)
    rows = Rows(drama, edition, episode)
    assert shape(rows, entry(4, EPISODE)) == rows


def test_it_takes_an_amendment_by_the_registrant() -> None:
    amended = Drama("feng-gui", "registrant", "凤归来", "unknown", (), (), 4)
    assert shape(Rows(drama), entry(4, AMENDED, Kind.AMEND)) == Rows(amended)


def test_it_takes_an_amendment_of_what_was_removed() -> None:
    amended = Drama("feng-gui", "registrant", "凤归来", "unknown", (), (), 4)
    assert shape(Rows(unnamed), entry(4, AMENDED, Kind.AMEND)) == Rows(amended)


def test_it_ignores_what_others_say() -> None:
    for said in (DRAMA, EDITION, EPISODE):
        assert shape(Rows(drama), entry(4, said, actor="stranger")) == Rows(drama)
    assert shape(Rows(drama), entry(4, AMENDED, Kind.AMEND, "stranger")) == Rows(drama)


def test_it_ignores_an_amendment_of_an_unknown_drama() -> None:
    assert shape(Rows(), entry(4, AMENDED, Kind.AMEND)) == Rows()


def test_it_ignores_another_dramas_edition() -> None:
    rows = Rows(drama, replace(edition, drama="other"))
    assert shape(rows, entry(4, EPISODE)) == rows


def test_it_knows_of_a_drama_whose_payload_was_removed() -> None:
    assert shape(Rows(), entry(1, None)) == Rows(unnamed)
    assert shape(Rows(drama), entry(2, None)) == Rows(drama)
