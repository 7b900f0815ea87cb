"""The words of the pages (texts.json); those of the registry are in shared/vocabulary."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TypedDict

from reelmark.contract import read_json
from reelmark.registry.vocabulary import Language

Text = dict[Language, str]


class Titled(TypedDict):
    """What a problem or a state is called, and what there is to say of it."""

    title: Text
    text: Text


class _Texts(TypedDict):
    pages: dict[str, Text]
    help: dict[str, dict[str, Titled]]
    problems: dict[str, Titled]


@cache
def _texts() -> _Texts:
    texts: _Texts = json.loads(Path(__file__).with_name("texts.json").read_text("utf-8"))
    return texts


def say(key: str, language: Language, **values: object) -> str:
    """The text of this name with its values filled in. Raises KeyError for an unknown name."""
    return _texts()["pages"][key][language].format(**values)


def term(enum: str, value: str, language: Language) -> str:
    """What people read for a value of the vocabulary. Raises KeyError for an unknown one."""
    text: str = read_json("vocabulary/enums.json")["enums"][enum]["values"][value][language]
    return text


def help_texts() -> dict[str, dict[str, Titled]]:
    """What each thing that a mark or card can say means, by its anchor: clip, AI, approval."""
    return _texts()["help"]


def problem_texts() -> dict[str, Titled]:
    """The texts of all problems by their names."""
    return _texts()["problems"]
