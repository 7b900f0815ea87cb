"""What is to be registered: one episode a row of a CSV file, or a file of the command line."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reelmark.errors import ReelmarkError
from reelmark.registry.payloads import MAX_EPISODE, DramaId, Name
from reelmark.registry.vocabulary import AiInvolvement

COLUMNS = ("file", "title", "edition", "episode", "ai", "credential", "drama")
REQUIRED = ("file", "title", "episode")


class ManifestError(ReelmarkError):
    """A manifest cannot be read. The message names the row."""


class Item(BaseModel):
    """One video with what is said of it. `ai` and `credential`: None says nothing new."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: Path
    title: Name
    edition: Name = "main"
    episode: Annotated[int, Field(ge=1, le=MAX_EPISODE)]
    ai: AiInvolvement | None = None
    credential: Name | None = None
    drama: DramaId | None = None


def read_manifest(path: Path) -> list[Item]:
    """The rows of a manifest; files are named from its own folder. Raises ManifestError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            _check_columns(list(rows.fieldnames or []))
            items = [_item(row, rows.line_num, path.parent) for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ManifestError(f"the manifest cannot be read as CSV in UTF-8 ({error})") from error
    _check_doubles(items)
    return items


def _check_columns(columns: list[str]) -> None:
    missing = [name for name in REQUIRED if name not in columns]
    unknown = [name for name in columns if name not in COLUMNS]
    if missing or unknown or len(set(columns)) < len(columns):
        wrong = f"lacks {missing[0]}" if missing else f"has {(unknown or columns)[0]} too many"
        allowed = ", ".join(COLUMNS)
        raise ManifestError(f"the manifest's first row {wrong}; its columns are: {allowed}")


def _item(row: Mapping[str | None, object], line: int, folder: Path) -> Item:
    if None in row or None in row.values():
        raise ManifestError(f"line {line} of the manifest has not as many cells as the first")
    given = {str(name): value for name, value in row.items() if value != ""}
    try:
        item = Item.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        column = first["loc"][0]
        raise ManifestError(f"line {line} of the manifest, {column}: {first['msg']}") from error
    return item.model_copy(update={"file": folder / item.file})


def _check_doubles(items: list[Item]) -> None:
    seen: set[tuple[str, str, int]] = set()
    for item in items:
        place = (item.drama or item.title, item.edition, item.episode)
        if place in seen:
            named = f"{item.title}, edition {item.edition}, episode {item.episode}"
            raise ManifestError(f"{named} is in the manifest twice")
        seen.add(place)
