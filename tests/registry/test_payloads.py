from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from reelmark.contract import shared_folder
from reelmark.ledger.statement import Kind
from reelmark.registry.payloads import AmendDrama, RegisterDrama, as_json, parse
from reelmark.registry.schema import statement_schema

ID = "0f" * 32
SOURCE = {"name": "演示公告", "date": "2099-02-01", "url": "https://example.org/1"}
TRACK = {"sha256": ID, "frames": 12, "duration_ms": 9000}
EDITION: dict[str, object] = {"subject": "edition", "edition": "e23456"}
EPISODE: dict[str, object] = {"subject": "episode", "edition": "e23456", "episode": 3}
LIST = {
    "kind": "licence_list",
    "issuer": "演示局",
    "name": "演示公示",
    "date": "2099-01-01",
    "source_url": "https://example.org/",
    "row": "3",
}
LABEL = {"value": "1", "producer": "001191350100M000100Y4300001"}
GOOD: list[tuple[Kind, dict[str, object]]] = [
    (Kind.REGISTER, {"subject": "drama", "title": "凤归", "ai": {"involvement": "unknown"}}),
    (Kind.REGISTER, EDITION | {"name": "main", "credential": "V123456788888888"}),
    (Kind.REGISTER, EPISODE | {"track": TRACK}),
    (Kind.REGISTER, EPISODE | {"track": TRACK, "implicit_label": {"value": "2"}}),
    (Kind.AMEND, EDITION | {"name": "main", "supersedes": ID}),
    (Kind.AMEND, EPISODE | {"track": TRACK, "supersedes": ID}),
    (Kind.AMEND, EPISODE | {"track": TRACK, "supersedes": ID, "implicit_label": LABEL}),
    (Kind.WITHDRAW, EPISODE | {"withdraws": ID}),
    (Kind.REVOKE, {"subject": "drama", "source": SOURCE, "reason": "演示"}),
    (Kind.ATTEST, EDITION | {"list": LIST, "tier": "class_1"}),
    (Kind.DISPUTE, EDITION | {"about": "approval", "reason": "演示"}),
    (Kind.RESOLVE, EDITION | {"resolves": ID, "outcome": "lifted"}),
    (Kind.SAME_WORK, EDITION | {"drama": "other", "confirms": ID}),
    (
        Kind.REPORT,
        {
            "subject": "drama",
            "page_url": "https://example.org/v?id=1",
            "seen": "2026-11-20",
            "text": "本页未见 AI 标注",
        },
    ),
    (Kind.REDACT, {"subject": "drama", "redacts": ID, "source": SOURCE}),
]
BAD: list[tuple[Kind, dict[str, object]]] = [
    (Kind.REGISTER, {"subject": "drama", "title": "凤归"}),
    (Kind.REGISTER, {"subject": "work", "title": "凤归", "ai": {"involvement": "unknown"}}),
    (Kind.REGISTER, GOOD[0][1] | {"extra": 1}),
    (Kind.REGISTER, GOOD[0][1] | {"ai": {"involvement": "yes"}}),
    (Kind.REGISTER, GOOD[0][1] | {"ai": {"involvement": "generated", "scope": ["hair"]}}),
    (Kind.REGISTER, GOOD[0][1] | {"ai": {"involvement": "generated", "tools": ["x"] * 21}}),
    (Kind.REGISTER, EDITION | {"name": "main", "edition": "E"}),
    (Kind.REGISTER, EPISODE | {"track": TRACK, "episode": 0}),
    (Kind.REGISTER, EPISODE | {"track": TRACK, "episode": "3"}),
    (Kind.REGISTER, EPISODE | {"track": TRACK | {"frames": 0}}),
    (Kind.REGISTER, EPISODE | {"track": TRACK | {"sha256": "0f"}}),
    *(
        (Kind.REGISTER, EPISODE | {"track": TRACK, "implicit_label": LABEL | odd})
        for odd in ({"value": "none_seen"}, {"value": 1}, {"producer": "x"}, {"more": 1})
    ),
    (Kind.AMEND, EDITION | {"name": "main"}),
    (Kind.WITHDRAW, EPISODE),
    (Kind.REVOKE, {"subject": "drama"}),
    (Kind.REVOKE, {"subject": "drama", "source": SOURCE | {"url": "javascript:alert(1)"}}),
    (Kind.ATTEST, EDITION | {"list": LIST, "tier": "class_9"}),
    (Kind.DISPUTE, EDITION | {"about": "approval"}),
    (Kind.SAME_WORK, {"subject": "drama", "drama": "other"}),
]
BEYOND_SCHEMA: list[tuple[Kind, dict[str, object]]] = [
    (Kind.REVOKE, {"subject": "drama", "source": {"name": "演示公告", "date": "2099-02-01"}}),
    (Kind.REVOKE, {"subject": "edition", "source": SOURCE}),
    (Kind.REVOKE, EPISODE | {"subject": "drama", "source": SOURCE}),
    (
        Kind.REGISTER,
        EPISODE
        | {
            "track": TRACK,
            "implicit_label": LABEL | {"producer": LABEL["producer"].replace("Y43", "Y44")},
        },
    ),
]


def read(kind: Kind, payload: dict[str, object]) -> dict[str, object]:
    return as_json(parse(kind, json.dumps(payload).encode()))


def titled(title: str) -> dict[str, object]:
    return read(Kind.REGISTER, GOOD[0][1] | {"title": title})


def follows_schema(kind: Kind, payload: dict[str, object]) -> bool:
    header = {
        "v": 1,
        "kind": kind,
        "work": "feng-gui",
        "actor": "local-operator",
        "time": "2026-11-21T06:05:12.123Z",
        "payload": ID,
    }
    schema = json.loads((shared_folder() / "schemas/statement.json").read_text("utf-8"))
    return bool(Draft202012Validator(schema).is_valid({"header": header, "payload": payload}))


@pytest.mark.parametrize(("kind", "payload"), GOOD)
def test_it_keeps_a_good_payload_as_it_is(kind: Kind, payload: dict[str, object]) -> None:
    assert read(kind, payload) == payload
    assert follows_schema(kind, payload)


@pytest.mark.parametrize(("kind", "payload"), BAD)
def test_it_refuses_a_bad_payload(kind: Kind, payload: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        read(kind, payload)
    assert not follows_schema(kind, payload)


@pytest.mark.parametrize(("kind", "payload"), BEYOND_SCHEMA)
def test_it_refuses_what_only_the_model_can_tell(kind: Kind, payload: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        read(kind, payload)


def test_it_tests_every_kind() -> None:
    assert {kind for kind, _ in GOOD} == set(Kind)


@pytest.mark.parametrize(
    "title",
    ["", " ", "x" * 201, "a\nb", "a\x7f", "a\x85b", "\u202eabc", "a\u2066b", "\u200b", "a\ufeff"],
)
def test_it_refuses_a_title_that_would_not_read_as_written(title: str) -> None:
    with pytest.raises(ValidationError):
        titled(title)


def test_it_refuses_bytes_that_are_no_text() -> None:
    with pytest.raises(ValidationError):
        RegisterDrama.model_validate(GOOD[0][1] | {"title": "a\udcff"})


def test_it_makes_one_title_of_two_ways_to_write_it() -> None:
    assert titled(" Cafe\u0301\u3000") == titled("Caf\u00e9")


def test_it_keeps_emoji_made_of_several() -> None:
    assert titled("👩‍👩‍👧")["title"] == "👩‍👩‍👧"


def test_it_gives_lists_one_order() -> None:
    ai = {"involvement": "generated", "scope": ["voice", "visuals", "voice"], "tools": ["b", "a"]}
    said = read(Kind.REGISTER, GOOD[0][1] | {"ai": ai})
    assert said["ai"] == ai | {"scope": ["visuals", "voice"], "tools": ["a", "b"]}


def test_it_reads_an_amendment_as_one() -> None:
    payload = json.dumps(GOOD[0][1] | {"supersedes": ID}).encode()
    assert isinstance(parse(Kind.AMEND, payload), AmendDrama)
    with pytest.raises(ValidationError):
        parse(Kind.REGISTER, payload)


def test_its_schema_is_the_committed_one() -> None:
    committed = json.loads((shared_folder() / "schemas/statement.json").read_text("utf-8"))
    made = "python -m reelmark.registry.schema > shared/schemas/statement.json"
    assert statement_schema() == committed, f"make it again with: {made}"
