from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient

from reelmark.matching import background
from reelmark.matching.clip import PictureClip
from reelmark.matching.recognise import recognise
from reelmark.publishing.snapshot import read_snapshot
from reelmark.registry.payloads import Ai
from reelmark.registry.store import LOCAL_OPERATOR, Registry
from reelmark.registry.vocabulary import AiInvolvement
from tests.api.queries import Body, planes, query, track_of, words
from tests.registry_of_all import register

pytestmark = pytest.mark.usefixtures("each_database")

FILM = planes(1, 12)
CLIP = [(at - 1400, plane) for at, plane in FILM[2:8]]
MIRRORED = [(at, plane[:, ::-1]) for at, plane in CLIP]
UNKNOWN = planes(2)


@pytest.fixture(autouse=True)
def _film(filled: Registry) -> None:
    with filled.write() as writer:
        ai = Ai(involvement=AiInvolvement.GENERATED)
        register(writer, "film", "电影", ai, None, LOCAL_OPERATOR, {7: track_of(FILM)})


def ask(client: FlaskClient, body: Body) -> dict[str, Any]:
    answer = client.post("/v1/match", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    return dict(answer.json)


def test_it_finds_the_place_of_a_clip(client: FlaskClient) -> None:
    answer = ask(client, query(CLIP, 0))
    assert (answer["verdict"], answer["more"], answer["stage"]) == ("match", False, 0)
    (place,) = answer["matches"]
    assert (place["drama"], place["title"], place["episode"]) == ("film", "电影", 7)
    assert abs(place["start_s"] - 1.4) <= place["start_uncertainty_s"]


def test_it_sends_the_record_of_what_it_found(client: FlaskClient) -> None:
    (drama,) = ask(client, query(CLIP, 0))["dramas"]
    listed = client.get("/v1/dramas/film").json
    assert listed is not None
    assert drama == listed["drama"]


@pytest.mark.parametrize("clip", [CLIP, MIRRORED, UNKNOWN, CLIP[:1]])
def test_stage_by_stage_it_says_what_matching_says(
    client: FlaskClient, filled: Registry, clip: list[Any]
) -> None:
    with filled.read() as reader:
        library = read_snapshot(reader).library
    expected = recognise(PictureClip.from_planes(clip), library, background.load())
    stage, answer = 0, ask(client, query(clip, 0))
    while answer["more"]:
        stage += 1
        answer = ask(client, query(clip, stage))
    assert (answer["verdict"], stage) == (expected.verdict, expected.stage)
    found = [(place["episode"], place["log10_e"]) for place in answer["matches"]]
    assert found == [(one.entry.episode, one.evidence.log10_e) for one in expected.matches]
    candidates = [place["log10_e"] for place in answer["candidates"]]
    assert candidates == [one.evidence.log10_e for one in expected.candidates]


def test_it_counts_the_views_tried_before(client: FlaskClient) -> None:
    first, third = (ask(client, query(CLIP, 0) | {"view": view}) for view in (0, 2))
    (one,), (other,) = first["matches"], third["matches"]
    assert other["log10_e"] == pytest.approx(one["log10_e"] + math.log10(9))


def test_it_asks_for_no_more_of_a_view_than_is_looked_at(client: FlaskClient) -> None:
    answers = [ask(client, query(UNKNOWN, 2) | {"view": view}) for view in (1, 3, 4, 20)]
    assert [answer["more"] for answer in answers] == [True, True, False, False]


def test_it_tells_a_mirrored_copy(client: FlaskClient) -> None:
    answer = ask(client, query(MIRRORED, 2))
    assert [place["mirrored"] for place in answer["matches"]] == [True]


def test_it_asks_for_more_until_the_last_stage(client: FlaskClient) -> None:
    answers = [ask(client, query(UNKNOWN, stage)) for stage in range(4)]
    assert [answer["more"] for answer in answers] == [True, True, True, False]
    assert {answer["verdict"] for answer in answers} == {"no_match"}


def test_it_finds_what_was_just_registered(client: FlaskClient, filled: Registry) -> None:
    assert ask(client, query(UNKNOWN, 0))["verdict"] == "no_match"
    with filled.write() as writer:
        ai = Ai(involvement=AiInvolvement.UNKNOWN)
        register(writer, "fresh", "新", ai, None, LOCAL_OPERATOR, {1: track_of(UNKNOWN)})
    assert ask(client, query(UNKNOWN, 0))["matches"][0]["drama"] == "fresh"


def test_it_needs_pictures_that_could_be_registered(client: FlaskClient) -> None:
    body = query(UNKNOWN, 3)
    for frame in body["frames"]:
        frame["rich"] = False
    assert ask(client, body)["verdict"] == "not_enough_picture"


def test_it_takes_sixteen_frames_with_all_windows_and_no_more(client: FlaskClient) -> None:
    full = query(planes(3, 17), 3)
    assert client.post("/v1/match", json=full).status_code == 422
    del full["frames"][16]
    assert ask(client, full)["verdict"] == "no_match"


def test_it_takes_any_hashes_without_failing(client: FlaskClient) -> None:
    body = query(CLIP, 1)
    for extreme in (0, 2**64 - 1):
        same = np.full(4, extreme, np.uint64)
        for frame in body["frames"]:
            frame["words"] = words(same, same)
        assert ask(client, body)["verdict"] == "no_match"


def _no_frames(body: Body) -> None:
    body["frames"] = []


def _falling_times(body: Body) -> None:
    body["frames"][1]["t_ms"] = 0


def _too_short(body: Body) -> None:
    body["length_ms"] = 1


def _no_base64(body: Body) -> None:
    body["frames"][0]["words"] = "§§§§"


def _other_stage(body: Body) -> None:
    body["stage"] = 1


def _unknown_stage(body: Body) -> None:
    body["stage"] = 4


def _unknown_view(body: Body) -> None:
    body["view"] = 21


def _negative_view(body: Body) -> None:
    body["view"] = -1


def _half_a_view(body: Body) -> None:
    body["view"] = 1.5


def _no_view(body: Body) -> None:
    body["view"] = None


def _text_for_number(body: Body) -> None:
    body["length_ms"] = "6000"


def _unknown_field(body: Body) -> None:
    body["user"] = "me"


def _many_frames(body: Body) -> None:
    body["frames"] = [body["frames"][0] | {"t_ms": at} for at in range(65)]


@pytest.mark.parametrize(
    "spoil",
    [
        _no_frames,
        _falling_times,
        _too_short,
        _no_base64,
        _other_stage,
        _unknown_stage,
        _unknown_view,
        _negative_view,
        _half_a_view,
        _no_view,
        _text_for_number,
        _unknown_field,
        _many_frames,
    ],
)
def test_it_refuses_what_is_not_as_documented(
    client: FlaskClient, spoil: Callable[[Body], None]
) -> None:
    body = query(CLIP, 0)
    spoil(body)
    answer = client.post("/v1/match", json=body)
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["type"] == "/problems/invalid-request"


def test_it_says_which_frame_is_wrong(client: FlaskClient) -> None:
    body = query(CLIP, 0)
    body["frames"][3]["words"] = "AAAA"
    answer = client.post("/v1/match", json=body).json
    assert answer is not None
    assert answer["detail"] == "frame 3: words hold 3 bytes, not 16 for 1 windows"
    body["frames"][2]["t_ms"] = -1
    answer = client.post("/v1/match", json=body).json
    assert answer is not None
    assert [error["at"] for error in answer["errors"]] == ["/frames/2/t_ms"]
