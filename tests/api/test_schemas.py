from __future__ import annotations

import json
from base64 import b64decode
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from reelmark.api.schemas import schemas, text_of
from reelmark.contract import shared_folder
from tests.api.queries import planes, query

FOLDER = shared_folder() / "schemas"


@pytest.mark.parametrize("name", schemas())
def test_the_committed_schema_is_the_one_of_the_models(name: str) -> None:
    made = "python -m reelmark.api.schemas shared/schemas"
    committed = (FOLDER / f"{name}.json").read_text("utf-8")
    assert committed == text_of(schemas()[name]), f"make it again with: {made}"


def check(name: str, **parts: Any) -> None:  # noqa: ANN401  # parsed JSON
    schema = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(parts)


@pytest.mark.parametrize("name", ["manifest", "recent"])
def test_what_is_served_fits_it(client: FlaskClient, name: str) -> None:
    file = client.get(f"/v1/bundle/{name}.json").json
    assert file is not None
    check(name, file=file, payload=json.loads(b64decode(file["payload"])))


def test_a_bundle_fits_it(client: FlaskClient) -> None:
    manifest = client.get("/v1/bundle/manifest.json").json
    assert manifest is not None
    path = json.loads(b64decode(manifest["payload"]))["bundle"]["path"]
    data = client.get(f"/v1/{path}").data
    length = int.from_bytes(data[4:8], "little")
    check("bundle", header=json.loads(data[8 : 8 + length]))


def test_a_query_and_its_answer_fit_it(client: FlaskClient) -> None:
    body = query(planes(1), 1)
    check("match", query=body, answer=client.post("/v1/match", json=body).json)


def test_the_vectors_fit_it() -> None:
    vectors = json.loads((shared_folder() / "vectors/bundle.json").read_text("utf-8"))
    header = {"v": 1, "background": vectors["background"], "dramas": vectors["dramas"]}
    check("bundle", header=header)
    for name in ("manifest", "recent"):
        file = json.loads(vectors[name]["file"])
        check(name, file=file, payload=vectors[name]["payload"])
