from __future__ import annotations

import json
from enum import StrEnum

import pytest

from reelmark.contract import shared_folder
from reelmark.ledger.statement import Kind
from reelmark.registry.vocabulary import ENUMS, ApprovalState, wording

CONTRACT = json.loads((shared_folder() / "vocabulary/enums.json").read_text("utf-8"))["enums"]
TEXTS = [
    (name, value, language, text)
    for name, enum in CONTRACT.items()
    for value, texts in enum["values"].items()
    for language, text in texts.items()
]


@pytest.mark.parametrize(("name", "enum"), [*ENUMS.items(), ("statement_kind", Kind)])
def test_it_knows_the_values_of_the_contract(name: str, enum: type[StrEnum]) -> None:
    assert [*enum] == list(CONTRACT[name]["values"])


def test_it_names_a_source_for_every_enumeration() -> None:
    assert all(enum["source"] for enum in CONTRACT.values())


def test_it_words_every_value_in_both_languages() -> None:
    words = {(name, value) for name, value, _, text in TEXTS if text.strip()}
    assert len(TEXTS) == 2 * len(words)
    assert {language for _, _, language, _ in TEXTS} == {"zh", "en"}


@pytest.mark.parametrize(
    "claim",
    ["not ai", "human-made", "unlicensed", "illegal", "非 ai", "非ai", "真人制作", "无证", "违规"],
)
def test_it_never_turns_nothing_seen_into_a_claim(claim: str) -> None:
    assert not [text for *_, text in TEXTS if claim in text.lower()]


def test_it_words_a_value_for_people() -> None:
    assert wording(ApprovalState.NONE_SEEN, "zh") == "未见许可信息"
    assert wording(ApprovalState.NONE_SEEN, "en") == "no approval seen"
