"""The words of the pages (texts.json); those of the registry are in shared/vocabulary."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TypedDict

from reelmark.contract import read_json
from reelmark.registry.vocabulary import Language

Text = dict[Language, str]


class ProblemText(TypedDict):
    """What a problem is called, and what to do about it."""

    title: Text
    text: Text


class _Texts(TypedDict):
    pages: dict[str, Text]
    problems: dict[str, ProblemText]


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


def problem_texts() -> dict[str, ProblemText]:
    """The texts of all problems by their names."""
    return _texts()["problems"]
