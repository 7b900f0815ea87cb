from __future__ import annotations

import json
import re
from pathlib import Path

from flask import Flask

COMMITTED = Path(__file__).parents[2] / "docs" / "openapi.json"
MADE = """python -c "from tests.api.test_openapi import write; write()" """


def text_of(app: Flask) -> str:
    described = app.test_client().get("/openapi.json").json
    return json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write() -> None:
    """Commit the description anew."""
    from tempfile import TemporaryDirectory

    from reelmark.app import create_app
    from tests.registry.samples import config

    with TemporaryDirectory() as folder:
        COMMITTED.write_text(text_of(create_app(config(Path(folder)))), "utf-8")


def test_the_committed_description_is_the_one_served(app: Flask) -> None:
    assert text_of(app) == COMMITTED.read_text("utf-8"), f"make it again with: {MADE}"


def test_it_describes_every_address_of_the_api(app: Flask) -> None:
    described = set(json.loads(text_of(app))["paths"])
    rules = {re.sub("<(path:)?(.+?)>", r"{\2}", rule.rule) for rule in app.url_map.iter_rules()}
    assert described == {rule for rule in rules if rule.startswith(("/v1/", "/healthz"))}


def test_its_errors_are_problems(app: Flask) -> None:
    paths = json.loads(text_of(app))["paths"]
    for operations in paths.values():
        for operation in operations.values():
            assert list(operation["responses"]["422"]["content"]) == ["application/problem+json"]
