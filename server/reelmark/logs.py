"""The server's log: one JSON object a line, with nothing of who asked or for what.

An event is told by its name and the facts given with it. What a message was filled with, and what
an exception says, is left out: both may repeat what a client sent.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb

PACKAGE = Path(__file__).parent


def facts(**told: object) -> dict[str, object]:
    """What is told besides the event: the `extra` of a record."""
    return {"facts": told}


def write_log() -> None:
    """Write what this process and its children log to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    logging.getLogger("reelmark").setLevel(logging.INFO)


class Lines(logging.Formatter):
    """A record as a line. Of an exception: the types, it and its causes, and where in this package
    it passed, innermost last."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {
            "time": time.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "event": str(record.msg),
            **getattr(record, "facts", {}),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error:
            told |= {"error": [_kind(each) for each in _causes(error)], "where": _where(error)}
        return json.dumps(told)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _kind(error: BaseException) -> str:
    kind = type(error)
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")


def _where(error: BaseException) -> list[str]:
    passed = ((Path(f.f_code.co_filename), n, f.f_code) for f, n in walk_tb(error.__traceback__))
    return [
        f"{file.relative_to(PACKAGE)}:{number} {code.co_name}"
        for file, number, code in passed
        if file.is_relative_to(PACKAGE)
    ]
