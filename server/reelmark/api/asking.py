"""What all queries have in common: nothing but what is documented is taken."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict


class Asked(BaseModel):
    """A query string. flask-openapi3 asks for the schema of its model at every request, which took
    half of the time of answering (2026-11-21): it is made once."""

    model_config = ConfigDict(extra="forbid")

    @classmethod
    def model_json_schema(cls, *args: Any, **options: Any) -> dict[str, Any]:  # noqa: ANN401
        """The schema; callers must not change it."""
        return super().model_json_schema(*args, **options) if args or options else _plain(cls)


@cache
def _plain(model: type[Asked]) -> dict[str, Any]:
    return super(Asked, model).model_json_schema()
