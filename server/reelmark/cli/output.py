"""How results are written: one line of JSON, or text in two languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from reelmark.registry.vocabulary import wording


def file_name(path: Path) -> str:
    """A path as it can be printed; bytes that are no UTF-8 become U+FFFD."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def print_json(record: Mapping[str, object]) -> None:
    """One JSON object on one line of standard output, there at once for who reads along."""
    print(json.dumps(record, ensure_ascii=False), flush=True)


def both(value: StrEnum, between: str = " · ") -> str:
    """A value's wording in Chinese and English."""
    return f"{wording(value, 'zh')}{between}{wording(value, 'en')}"
