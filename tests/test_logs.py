from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any

from reelmark.config import read_config
from reelmark.errors import ConfigError
from reelmark.logs import Lines, facts


def line(message: str, *filled: object, error: bool = False, **told: object) -> dict[str, Any]:
    """A record as it is written."""
    level = logging.ERROR if error else logging.INFO
    raised = sys.exc_info() if error else None
    record = logging.LogRecord("reelmark", level, __file__, 1, message, filled, raised)
    record.created = 1_795_243_565.25
    record.__dict__.update(facts(**told))
    text = Lines().format(record)
    assert "\n" not in text
    read: dict[str, Any] = json.loads(text)
    return read


def test_it_tells_the_event_with_its_facts() -> None:
    assert line("request", route="/d/<name>", bytes=12) == {
        "time": "2026-11-21T06:46:05.250Z",
        "level": "info",
        "event": "request",
        "route": "/d/<name>",
        "bytes": 12,
    }


def test_it_leaves_out_what_a_message_was_filled_with() -> None:
    assert line("Error handling request %s", "/secret")["event"] == "Error handling request %s"


def test_of_an_error_it_tells_types_and_our_own_places() -> None:
    try:
        read_config({"REELMARK_DATABASE_URL": "secret"})
    except ConfigError:
        told = line("failed", error=True)
    assert told["error"] == ["reelmark.errors.ConfigError", "sqlalchemy.exc.ArgumentError"]
    places = [place.split(":")[0] + place[place.index(" ") :] for place in told["where"]]
    assert places == ["config.py read_config", "config.py _database"]
    assert "secret" not in json.dumps(told)


def test_it_tells_what_an_error_came_from_unless_that_is_hidden() -> None:
    try:
        try:
            raise KeyError("secret")
        except KeyError:
            int("secret")
    except ValueError:
        assert line("failed", error=True)["error"] == ["ValueError", "KeyError"]


def test_nothing_of_this_package_may_have_been_passed(tmp_path: Path) -> None:
    try:
        (tmp_path / "secret").read_text()
    except FileNotFoundError:
        assert line("failed", error=True)["where"] == []
