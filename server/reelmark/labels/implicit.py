"""Reads the implicit label out of a container's metadata, which may hold anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal
from xml.etree import ElementTree

from pydantic_core import from_json

from reelmark.labels.producer import is_of_organisation, is_well_formed

MAX_CHARS = 16_000
"""Of a label. One with two signatures in its reserved fields takes some 1,000."""

MAX_XMP_CHARS = 256_000
"""Of an XMP packet, in which editing programs keep their history as well."""

Value = Literal["1", "2", "3"]

_VALUES: Mapping[str | int, Value] = {"1": "1", "2": "2", "3": "3", 1: "1", 2: "2", 3: "3"}

_MEMBERS = frozenset(
    (
        "Label",
        "ContentProducer",
        "ProduceID",
        "ReservedCode1",
        "ContentPropagator",
        "PropagateID",
        "ReservedCode2",
    )
)


class Problem(StrEnum):
    """What is wrong with a label."""

    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    LABEL_MISSING = "label_missing"
    LABEL_UNKNOWN = "label_unknown"
    MEMBER_UNKNOWN = "member_unknown"
    PRODUCER_MALFORMED = "producer_malformed"
    PRODUCER_UNVERIFIED = "producer_unverified"
    CONTRADICTORY = "contradictory"


@dataclass(frozen=True, slots=True)
class Label:
    """A label that was seen: `1` is made by AI, `2` possibly, `3` suspectedly; None where its value
    cannot be read.

    `producer`: the code of who made the content, where it is an organisation's for certain. Other
    codes may hold a person's identity number, which must not become public by being read.
    """

    value: Value | None = None
    producer: str | None = None
    problems: tuple[Problem, ...] = ()


def read_label(metadata: Mapping[str, str]) -> Label | None:
    """The label in a container's metadata, or None where none is: which says nothing.

    It is the value of the key `AIGC` in any case, or `TC260:AIGC` in the XMP of the key `xmp`. Of
    several that differ it is the strongest.
    """
    found = [_read(text) for key, text in metadata.items() if key.casefold() == "aigc"]
    found += _in_xmp(metadata.get("xmp", ""))
    return _strongest(found) if found else None


def _strongest(found: Sequence[Label]) -> Label:
    best = min(found, key=lambda one: one.value or "none")
    problems = [problem for one in found for problem in one.problems]
    if len({one.value for one in found if one.value}) > 1:
        problems.append(Problem.CONTRADICTORY)
    return Label(best.value, best.producer, tuple(dict.fromkeys(problems)))


def _read(text: str) -> Label:
    if len(text) > MAX_CHARS:
        return Label(problems=(Problem.TOO_LONG,))
    try:
        members = _unwrapped(from_json(text.encode()))
    except ValueError:
        return Label(problems=(Problem.UNREADABLE,))
    if not isinstance(members, dict):
        return Label(problems=(Problem.UNREADABLE,))
    value, code = _value(members.get("Label")), members.get("ContentProducer")
    producer = code if isinstance(code, str) and is_of_organisation(code) else None
    return Label(value, producer, tuple(_problems(members, value, producer)))


def _unwrapped(said: object) -> object:
    """Some writers put `{"AIGC": …}` around the members."""
    return said["AIGC"] if isinstance(said, dict) and "AIGC" in said else said


def _value(said: object) -> Value | None:
    if isinstance(said, str):
        return _VALUES.get(said.strip())
    return _VALUES.get(said) if isinstance(said, int) and not isinstance(said, bool) else None


def _problems(
    members: Mapping[str, object], value: Value | None, producer: str | None
) -> Iterator[Problem]:
    if value is None:
        yield Problem.LABEL_UNKNOWN if "Label" in members else Problem.LABEL_MISSING
    if members.keys() - _MEMBERS:
        yield Problem.MEMBER_UNKNOWN
    code = members.get("ContentProducer")
    if producer is None and code:
        formed = isinstance(code, str) and is_well_formed(code)
        yield Problem.PRODUCER_UNVERIFIED if formed else Problem.PRODUCER_MALFORMED


def _in_xmp(xmp: str) -> list[Label]:
    """The labels in an XMP packet: attributes or elements named `AIGC` in a namespace of TC260."""
    if "AIGC" not in xmp:
        return []
    if len(xmp) > MAX_XMP_CHARS:
        return [Label(problems=(Problem.TOO_LONG,))]
    if "<!DOCTYPE" in xmp:  # it could define entities that grow without end
        return [Label(problems=(Problem.UNREADABLE,))]
    try:
        nodes = list(ElementTree.fromstring(xmp.strip("\ufeff\0 \n")).iter())
    except (ValueError, ElementTree.ParseError):
        return [Label(problems=(Problem.UNREADABLE,))]
    texts = [text for node in nodes for name, text in node.items() if _is_label(name)]
    texts += [node.text or "" for node in nodes if _is_label(node.tag)]
    return [_read(text) for text in texts]


def _is_label(name: str) -> bool:
    """Of `{namespace}name`."""
    return name.endswith("}AIGC") and "tc260" in name.casefold()
