"""`GET /v1/log/…` and `GET /v1/statements/<id>/proof`: the log, for whoever checks it."""

from __future__ import annotations

import base64
from typing import Annotated

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, ConfigDict, Field

from reelmark.api.caching import IMMUTABLE, cached, fresh, tagged
from reelmark.api.formats import answer
from reelmark.api.problems import REFUSALS, Problem, RequestError
from reelmark.api.sharing import share
from reelmark.ledger.log import subtree
from reelmark.ledger.store import size
from reelmark.ledger.tiles import read_path
from reelmark.ledger.tree import MAX_SIZE, consistency_proof
from reelmark.publishing.current import Current
from reelmark.publishing.log import checkpoint_of, proof_of, tile_of

FRESH_S = 5
"""The specification has no checkpoint cached "beyond a few seconds"."""

TEXT = "text/plain; charset=utf-8"

Size = Annotated[int, Field(ge=0, le=MAX_SIZE)]


class TilePath(BaseModel):
    """A tile by its level (or `entries`), number and width: `0/x001/234`, `entries/000.p/7`."""

    tile: Annotated[str, Field(max_length=60)]


class ConsistencyQuery(BaseModel):
    """The sizes of two checkpoints of the log, the earlier first."""

    model_config = ConfigDict(extra="forbid")

    old: Size
    size: Size


class Consistency(BaseModel):
    """RFC 6962, section 2.1.2: hashes in base64 that show the larger log to begin with the old."""

    old: int
    size: int
    proof: list[str]


class StatementPath(BaseModel):
    """A statement by its id."""

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class ProofQuery(BaseModel):
    """`size`: of the checkpoint that the proof is to lead to; left out, the present one."""

    model_config = ConfigDict(extra="forbid")

    size: Size | None = None


def routes(current: Current) -> APIBlueprint:
    """Checkpoint, tiles and proofs."""
    api = APIBlueprint(
        "log", __name__, url_prefix="/v1", abp_tags=[Tag(name="log")], abp_responses=REFUSALS
    )
    text: dict[str, object] = {"content": {"text/plain": {}}}
    binary: dict[str, object] = {"content": {"application/octet-stream": {}}}
    read = current.registry.read

    @api.get("/log/checkpoint", responses={200: text}, summary="The signed size and root")
    def checkpoint() -> Response:
        with read() as reader:
            data = checkpoint_of(reader.session, current.registry.keys.signing)
        return cached(tagged(data), TEXT, fresh(FRESH_S))

    @api.get("/log/tile/<path:tile>", responses={200: binary}, summary="A tile or entry bundle")
    def tile(path: TilePath) -> Response:
        named = read_path(path.tile)
        with read() as reader:
            data = tile_of(reader.session, named) if named else None
        if data is None:
            raise RequestError(Problem.NOT_FOUND, "the log has no such tile")
        return cached(tagged(data), "application/octet-stream", IMMUTABLE)

    @api.get("/log/consistency", responses={200: Consistency}, summary="That the log only grew")
    def consistency(query: ConsistencyQuery) -> Response:
        with read() as reader:
            if not query.old <= query.size <= size(reader.session):
                raise RequestError(Problem.INVALID_REQUEST, "old and size must rise to the log's")
            proof = consistency_proof(query.old, query.size, subtree(reader.session))
        nodes = [base64.b64encode(node).decode("ascii") for node in proof]
        return answer(Consistency(old=query.old, size=query.size, proof=nodes))

    @api.get("/statements/<id>/proof", responses={200: text}, summary="A statement's offline proof")
    def proof(path: StatementPath, query: ProofQuery) -> Response:
        with read() as reader:
            data = proof_of(reader.session, path.id, current.registry.keys.signing, query.size)
        if data is None:
            raise RequestError(Problem.NOT_FOUND, f"the log has no statement {path.id}")
        return cached(tagged(data), TEXT, fresh(FRESH_S))

    return share(api, "GET")
