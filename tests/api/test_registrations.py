from __future__ import annotations

import itertools

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask.testing import FlaskClient

from reelmark.api.registrations import BATCH
from reelmark.registry.api_keys import Scope
from reelmark.registry.checking import check
from reelmark.registry.store import Registry
from tests.api.writing import Platform, answers, generation, line, problem
from tests.registry.samples import track

pytestmark = pytest.mark.usefixtures("each_database")


def test_it_registers_each_line_once(platform: Platform) -> None:
    number = "（总局）网微剧审字（2026）第002号"
    lines = [line(n, track(100 + n), ai="generated", credential=number) for n in range(1, 4)]
    first = answers(platform.register(*lines))
    assert [each["status"] for each in first] == ["new"] * 3
    assert [each["line"] for each in first] == [1, 2, 3]
    after = generation(platform.registry)
    again = answers(platform.register(*lines))
    assert [each["status"] for each in again] == ["known"] * 3
    assert generation(platform.registry) == after
    with platform.registry.read() as reader:
        (edition,) = reader.editions(first[0]["drama"])
        assert [e.number for e in reader.episodes(edition.id)] == [1, 2, 3]
        check(reader.session)


def test_a_line_may_say_the_label_of_the_file(platform: Platform) -> None:
    bare = line(1, track(101), ai="none_declared")
    labelled = bare | {"implicit_label": {"value": "1"}}
    told = [answers(platform.register(one))[0] for one in (bare, labelled, labelled, bare)]
    assert [each["status"] for each in told] == ["new", "amended", "known", "known"]
    work = platform.client.get(f"/v1/dramas/{told[0]['drama']}").json or {}
    assert [each["value"] for each in work["drama"]["ai"]["observed"]] == ["1"]
    (odd,) = answers(platform.register(bare | {"implicit_label": {"value": "none_seen"}}))
    assert odd["problem"]["type"] == "/problems/invalid-request"


def test_it_takes_a_track_that_was_sent_before(platform: Platform) -> None:
    platform.put(track(7))
    named = line(1, track(7)) | {"track": {"sha256": track(7).sha256}}
    missing = line(2, track(8)) | {"track": {"sha256": track(8).sha256}}
    one, two = answers(platform.register(named, missing))
    assert (one["status"], two["status"]) == ("new", "refused")
    assert two["problem"]["type"] == "/problems/conflict"


def test_a_cut_is_made_good_by_sending_all_again(platform: Platform) -> None:
    lines = [line(n, track(100 + n)) for n in range(1, 2 * BATCH + 10)]
    response = platform.register(*lines)
    begun = list(itertools.islice(response.iter_encoded(), 1))
    response.close()  # the client is gone after the first transaction
    assert begun[0].count(b"\n") == BATCH
    assert generation(platform.registry) < 16 + 2 + len(lines)
    again = answers(platform.register(*lines))
    assert [each["status"] for each in again][:BATCH] == ["known"] * BATCH
    assert {each["status"] for each in again[BATCH:]} <= {"known", "new"}
    assert generation(platform.registry) == 16 + 2 + len(lines)


def test_one_bad_line_spoils_no_other_and_leaves_nothing(platform: Platform) -> None:
    good, other = line(1, track(101)), line(3, track(103))
    bad: list[dict[str, object] | bytes] = [
        b"\xff\xfe",
        b"{",
        b"[" * 10_000,
        b'{"title":"' + b"x" * 100_000 + b'"}',
        line(2, track(102), title="a\u202eb"),
        line(2, track(102), title="a\u200bb"),
        line(2, track(102), episode=0),
        line(2, track(102), ai="maybe"),
        line(2, track(102), actor="local-operator"),
        line(2, track(102), track={}),
        line(2, track(102), track={"data": "?"}),
        line(2, track(102), track={"data": "AAAA"}),
        line(2, track(102), drama="feng-gui"),
        line(1, track(102)),
        line(2, track(101)),
    ]
    told = answers(platform.register(good, *bad, other))
    assert [each["status"] for each in told] == ["new", *["refused"] * len(bad), "new"]
    types = [each["problem"]["type"].removeprefix("/problems/") for each in told[1:-1]]
    assert set(types[:10]) == {"invalid-request"}
    assert types[10:] == ["wrong-track", "wrong-track", "foreign-work", "conflict", "conflict"]
    assert generation(platform.registry) == 16 + 4
    with platform.registry.read() as reader:
        assert reader.track(track(102).sha256) is None


def test_it_amends_what_changed(platform: Platform) -> None:
    answers(platform.register(line(1, track(101))))
    (amended,) = answers(platform.register(line(1, track(101), ai="assisted")))
    assert amended["status"] == "amended"


def test_two_platforms_register_works_of_one_title(
    client: FlaskClient, platform: Platform, filled: Registry
) -> None:
    other = Platform(client, filled, "fan-qie", Scope.REGISTER)
    (one,) = answers(platform.register(line(1, track(101))))
    (two,) = answers(other.register(line(1, track(101))))
    assert (one["status"], two["status"]) == ("new", "new")
    assert one["drama"] != two["drama"]


def test_the_same_request_is_answered_alike(platform: Platform) -> None:
    first = answers(platform.register(line(1, track(101)), Idempotency_Key="a"))
    again = answers(platform.register(line(1, track(101)), Idempotency_Key="a"))
    assert first == again
    assert first[0]["status"] == "new"
    other = platform.register(line(2, track(102)), Idempotency_Key="a")
    assert problem(other) == "idempotency-key-reused"


def test_it_refuses_other_types_and_other_keys(client: FlaskClient, platform: Platform) -> None:
    address, headers = "/v1/registrations", platform.headers()
    refused = client.post(address, data=b"{}", content_type="text/csv", headers=headers)
    assert problem(refused) == "unsupported-media-type"
    assert problem(client.post(address, data=b"{}")) == "unauthorised"
    reader = Platform(client, platform.registry, "reader", Scope.READ)
    assert problem(reader.register(line(1, track(101)))) == "wrong-scope"


def test_an_organisation_with_a_key_of_its_own_says_one_thing_at_a_time(
    client: FlaskClient, filled: Registry
) -> None:
    raw = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    signer = Platform(client, filled, "signer", Scope.REGISTER, public_key=raw)
    assert problem(signer.register(line(1, track(101)))) == "signature-needed"
