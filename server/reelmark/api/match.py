"""`POST /v1/match`: the same matching as in the browser, on the server."""

from __future__ import annotations

from typing import Literal

from flask import g
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel

from reelmark.api.bodies import read_json
from reelmark.api.callers import charge_lookup
from reelmark.api.places import FoundPlace, tell
from reelmark.api.problems import REFUSALS, Problem, RequestError
from reelmark.api.query import MatchQuery, ReceivedClip
from reelmark.api.sharing import share
from reelmark.matching import background
from reelmark.matching.recognise import Match, Result, Verdict, recognise
from reelmark.matching.views import last_stage
from reelmark.publishing.current import Current
from reelmark.publishing.record import PublishedDrama
from reelmark.publishing.snapshot import Snapshot


class MatchAnswer(BaseModel):
    """The verdict up to `stage`. `more`: a further stage can be sent, and may find what is not
    found yet, or place better what is.

    `dramas` are the records of all dramas named in `matches` and `candidates`, as of statement
    `generation`, in the form the bundle has them.
    """

    v: Literal[1]
    verdict: Verdict
    stage: int
    more: bool
    generation: int
    matches: list[FoundPlace]
    candidates: list[FoundPlace]
    dramas: list[PublishedDrama]


def routes(current: Current) -> APIBlueprint:
    """The endpoint; of a request nothing is kept but that its key or address asked once more."""
    api = APIBlueprint(
        "match", __name__, url_prefix="/v1", abp_tags=[Tag(name="match")], abp_responses=REFUSALS
    )
    api.before_request(read_json)

    @api.post("/match", responses={200: MatchAnswer}, summary="Recognise a clip from its hashes")
    def match(body: MatchQuery) -> dict[str, object]:
        charge_lookup(current.registry)
        answered = answer(body, current.snapshot())
        g.verdict = answered.verdict  # for whoever watches
        return answered.model_dump(mode="json")

    return share(api, "POST")


def answer(query: MatchQuery, snapshot: Snapshot) -> MatchAnswer:
    """Recognise a received clip. Raises RequestError when its words are not as documented."""
    try:
        clip = ReceivedClip(query)
    except ValueError as error:
        raise RequestError(Problem.INVALID_REQUEST, str(error)) from error
    result = recognise(clip, snapshot.library, background.load(), query.stage, query.view)
    return MatchAnswer(
        v=1,
        verdict=result.verdict,
        stage=result.stage,
        more=not result.settled and query.stage < last_stage(query.view),
        generation=snapshot.generation,
        matches=[_tell(match, snapshot) for match in result.matches],
        candidates=[_tell(match, snapshot) for match in result.candidates],
        dramas=_named(result, snapshot),
    )


def _tell(match: Match, snapshot: Snapshot) -> FoundPlace:
    drama = snapshot.by_id[match.entry.drama]
    edition = next(one.name for one in drama.editions if one.id == match.entry.edition)
    return tell(match, drama.title, edition)


def _named(result: Result, snapshot: Snapshot) -> list[PublishedDrama]:
    ids = dict.fromkeys(one.entry.drama for one in (*result.matches, *result.candidates))
    return [snapshot.by_id[drama] for drama in ids]
