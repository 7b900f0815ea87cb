"""The JSON Schema of statements (shared/schemas/statement.json), made from the models."""

from __future__ import annotations

import json

from reelmark.ledger.statement import HEADER_FORM, VERSION, Kind
from reelmark.registry.payloads import MODELS


def statement_schema() -> dict[str, object]:
    """A header with its payload; the payload's form follows from the header's kind."""
    models, shared = MODELS[Kind.REGISTER].json_schemas(
        [(kind, "validation", model) for kind, model in MODELS.items()]
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Reelmark statement v1",
        "description": "Header and payload; a removed payload is left out.",
        "type": "object",
        "required": ["header"],
        "additionalProperties": False,
        "properties": {"header": _header(), "payload": {"type": "object"}},
        "allOf": [
            {"if": _of_kind(kind), "then": {"properties": {"payload": models[kind, "validation"]}}}
            for kind in Kind
        ],
        **shared,
    }


def _header() -> dict[str, object]:
    texts = {name: {"type": "string", "pattern": f"^{form}$"} for name, form in HEADER_FORM.items()}
    properties = {"v": {"const": VERSION}, "kind": {"enum": [*Kind]}, **texts}
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }


def _of_kind(kind: Kind) -> dict[str, object]:
    return {"properties": {"header": {"properties": {"kind": {"const": kind}}}}}


if __name__ == "__main__":
    print(json.dumps(statement_schema(), ensure_ascii=False, indent=2))
