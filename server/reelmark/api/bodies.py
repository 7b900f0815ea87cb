"""Bodies in JSON, read before the framework does, which would take a malformed one for none."""

from __future__ import annotations

from flask import request

from reelmark.api.limits import read_body
from reelmark.api.problems import Problem, RequestError


def read_json() -> None:
    """Read and check the body of a POST. Raises what Flask or Werkzeug refuses it with."""
    if request.method != "POST":
        return
    read_body()
    if not isinstance(request.get_json(), dict):
        raise RequestError(Problem.INVALID_REQUEST, "the body must be a JSON object")
