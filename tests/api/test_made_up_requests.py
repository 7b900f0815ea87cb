"""Requests made up from openapi.json, within its limits and beyond: none makes the server fail."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from reelmark.app import create_app
from tests.registry.samples import config
from tests.registry_of_all import registry_of_all

EXAMPLES = 15
"""Of each kind and operation: 500 requests, which take 15 s."""

DESCRIBED = json.loads((Path(__file__).parents[2] / "docs/openapi.json").read_text("utf-8"))
WITHIN, BEYOND = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
OPERATIONS = [
    (path, method, mode)
    for path, methods in DESCRIBED["paths"].items()
    for method, said in methods.items()
    for mode in (WITHIN, BEYOND)
    if (mode is WITHIN or "parameters" in said or "requestBody" in said)
    and path != "/v1/registrations"  # lines of JSON, which schemathesis cannot write
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    """The description of an application over a registry of every kind of record."""
    home = tmp_path_factory.mktemp("home")
    registry_of_all(home)
    return schemathesis.openapi.from_wsgi("/openapi.json", create_app(config(home)))


@pytest.mark.parametrize(("path", "method", "mode"), OPERATIONS)
def test_no_request_makes_the_server_fail(
    served: schemathesis.BaseSchema, path: str, method: str, mode: GenerationMode
) -> None:
    made_up = served[path][method].as_strategy(generation_mode=mode)

    @given(case=made_up)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def send(case: schemathesis.Case[Any]) -> None:
        answer = case.call()
        assert answer.status_code < 500, answer.text
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == ["application/problem+json"]

    send()
