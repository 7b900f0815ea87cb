"""The JSON Schemas of published files and of matching, made from the models.

`python -m reelmark.api.schemas FOLDER` writes them; they are committed in shared/schemas.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from reelmark.api.match import MatchAnswer
from reelmark.api.query import MatchQuery
from reelmark.publishing.bundle import BundleHeader
from reelmark.publishing.envelope import Envelope
from reelmark.publishing.manifest import Manifest
from reelmark.publishing.recent import Recent

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_PARTS: dict[str, tuple[str, dict[str, type[BaseModel]]]] = {
    "manifest": ("The file manifest.json and its payload", {"file": Envelope, "payload": Manifest}),
    "recent": ("The file recent.json and its payload", {"file": Envelope, "payload": Recent}),
    "bundle": ("The header of a bundle file", {"header": BundleHeader}),
    "match": ("POST /v1/match", {"query": MatchQuery, "answer": MatchAnswer}),
}


def schemas() -> dict[str, dict[str, object]]:
    """Every schema by its name; it takes an object with the parts its title speaks of."""
    return {name: _schema(title, parts) for name, (title, parts) in _PARTS.items()}


def _schema(title: str, parts: dict[str, type[BaseModel]]) -> dict[str, object]:
    references, definitions = models_json_schema(
        [(model, "serialization") for model in parts.values()]
    )
    return {
        "$schema": DIALECT,
        "title": title,
        "type": "object",
        "additionalProperties": False,
        "properties": {name: references[model, "serialization"] for name, model in parts.items()},
        **definitions,
    }


def text_of(schema: dict[str, object]) -> str:
    """A schema as it is committed."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def write(folder: Path) -> None:
    """Write every schema into a folder."""
    for name, schema in schemas().items():
        (folder / f"{name}.json").write_text(text_of(schema), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
