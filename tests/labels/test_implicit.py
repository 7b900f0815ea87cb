from __future__ import annotations

import json
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reelmark.labels import Label, read_label
from reelmark.labels.implicit import MAX_CHARS, MAX_XMP_CHARS, Problem
from tests.labels.test_producer import CREDIT

CODE = f"0011{CREDIT}00001"
WHOLE = {
    "Label": "1",
    "ContentProducer": CODE,
    "ProduceID": "a-1",
    "ReservedCode1": "",
    "ContentPropagator": "",
    "PropagateID": "",
    "ReservedCode2": "",
}
XMP = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><d xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"'
UNKNOWN: tuple[object, ...] = ("0", 4, True, 1.0, None, [1], "是")
UNREADABLE: tuple[object, ...] = ("", "1", "{", [], '"1"', "[" * 9000, "\ud800")

numbers = st.integers() | st.floats()
values = st.recursive(
    st.none() | st.booleans() | numbers | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("AIGC"), inner),
)


def read(value: object) -> Label:
    found = read_label({"AIGC": value if isinstance(value, str) else json.dumps(value)})
    assert found is not None
    return found


def test_it_reads_a_label_as_the_standard_has_it() -> None:
    assert read(WHOLE) == Label("1", CODE)


def test_no_label_is_no_claim() -> None:
    assert read_label({}) is None
    assert read_label({"title": '{"Label": "1"}', "xmp": "<a>title</a>"}) is None


@pytest.mark.parametrize("key", ["AIGC", "aigc", "Aigc"])
def test_the_key_comes_in_any_case(key: str) -> None:
    assert read_label({key: '{"Label": "2"}'}) == Label("2")


@pytest.mark.parametrize("said", ["3", 3, " 3 "])
def test_it_takes_a_number_for_a_text(said: object) -> None:
    assert read({"Label": said}) == Label("3")


def test_it_looks_into_an_object_around_the_members() -> None:
    assert read({"AIGC": {"Label": "1"}}) == Label("1")


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({}, Problem.LABEL_MISSING),
        ({"label": "1"}, Problem.LABEL_MISSING),
        *(({"Label": odd}, Problem.LABEL_UNKNOWN) for odd in UNKNOWN),
        *((odd, Problem.UNREADABLE) for odd in UNREADABLE),
        ("9" * 15_000, Problem.UNREADABLE),
        (" " * MAX_CHARS + '{"Label": "1"}', Problem.TOO_LONG),
    ],
)
def test_it_says_what_is_wrong_with_a_label_it_cannot_read(said: object, problem: Problem) -> None:
    found = read(said)
    assert (found.value, found.problems[0]) == (None, problem)


def test_an_unknown_member_is_told_and_does_no_harm() -> None:
    assert read(WHOLE | {"Lable": "2"}) == Label("1", CODE, (Problem.MEMBER_UNKNOWN,))


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("somebody", Problem.PRODUCER_MALFORMED),
        (7, Problem.PRODUCER_MALFORMED),
        (CODE.replace("Y43", "Y44"), Problem.PRODUCER_UNVERIFIED),
    ],
)
def test_a_producer_that_may_be_a_person_is_not_kept(code: object, problem: Problem) -> None:
    assert read({"Label": "1", "ContentProducer": code}) == Label("1", None, (problem,))


@pytest.mark.parametrize(
    "rest",
    [
        f""" TC260:AIGC="{escape('{"Label": "1"}')}"/></x:xmpmeta>""",
        '><TC260:AIGC>{"Label": "1"}</TC260:AIGC></d></x:xmpmeta>',
        '><TC260:AIGC><![CDATA[{"Label": "1"}]]></TC260:AIGC></d></x:xmpmeta>',
    ],
)
def test_it_reads_xmp(rest: str) -> None:
    packet = f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{XMP}{rest}\n  \0'
    assert read_label({"xmp": packet}) == Label("1")


@pytest.mark.parametrize(
    ("xmp", "problem"),
    [
        ("<a>AIGC", Problem.UNREADABLE),
        ("\ud800AIGC", Problem.UNREADABLE),
        ('<!DOCTYPE a [<!ENTITY b "AIGC">]><a>&b;&b;</a>', Problem.UNREADABLE),
        ("AIGC" + " " * MAX_XMP_CHARS, Problem.TOO_LONG),
    ],
)
def test_it_says_that_xmp_with_a_label_cannot_be_read(xmp: str, problem: Problem) -> None:
    assert read_label({"xmp": xmp}) == Label(problems=(problem,))


def test_of_two_labels_the_stronger_one_holds_and_the_difference_is_told() -> None:
    xmp = f'{XMP}><TC260:AIGC>{{"Label": "3"}}</TC260:AIGC></d></x:xmpmeta>'
    assert read_label({"AIGC": '{"Label": "2"}', "xmp": xmp}) == Label(
        "2", None, (Problem.CONTRADICTORY,)
    )
    unread = read_label({"AIGC": "?", "xmp": xmp})
    assert unread == Label("3", None, (Problem.UNREADABLE,))


@given(st.text() | values.map(json.dumps))
def test_it_reads_anything_to_a_label_or_a_problem(text: str) -> None:
    found = read(text)
    assert found.value or found.problems


@given(st.dictionaries(st.sampled_from([*WHOLE, "Lable"]), values))
def test_it_reads_any_members(members: dict[str, object]) -> None:
    found = read(members)
    assert found.value or found.problems


@given(st.text(), st.sampled_from(["", f"{XMP}>", f"{XMP}><TC260:AIGC>"]))
def test_it_reads_any_xmp(text: str, before: str) -> None:
    read_label({"xmp": before + text + "AIGC"})


@given(st.binary())
def test_it_reads_bytes_that_are_no_text(data: bytes) -> None:
    read(data.decode(errors="replace"))
    read(data.decode(errors="surrogateescape"))
