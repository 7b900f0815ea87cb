"""Opaque cursors: where a list goes on, in a form nobody is tempted to build."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Annotated

from pydantic import Field

from reelmark.api.problems import Problem, RequestError

Cursor = Annotated[str, Field(max_length=40, description="`next` of an earlier answer.")]


def cursor_of(place: int) -> str:
    """The cursor that leads behind a place of a list."""
    return base64.urlsafe_b64encode(str(place).encode()).decode("ascii")


def place_of(cursor: str) -> int:
    """The place a cursor leads to. Raises RequestError for what was never one."""
    try:
        text = base64.b64decode(cursor.encode("ascii"), b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    if not re.fullmatch("[0-9]{1,18}", text):
        raise RequestError(Problem.INVALID_REQUEST, "cursor is not one of this list")
    return int(text)
