"""`as_of`: the statement up to which the registry is asked about."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from reelmark.api.callers import charge_lookup
from reelmark.api.problems import Problem, RequestError
from reelmark.ledger.store import last_before
from reelmark.publishing.current import Current
from reelmark.publishing.snapshot import Snapshot

AS_OF = r"^([0-9]{1,18}|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))$"

AsOf = Annotated[
    str,
    Field(
        pattern=AS_OF,
        description="A statement's `seq`, or a day (UTC, YYYY-MM-DD): the state at its end.",
    ),
]


def snapshot_of(current: Current, as_of: str | None) -> Snapshot:
    """The present state, or that as of a statement or day.

    Raises RequestError for a statement that is not there yet, and where an address asks too often.
    """
    if as_of is None:
        return current.snapshot()
    charge_lookup(current.registry)
    found = current.snapshot_at(_place(current, as_of))
    if found is None:
        raise RequestError(Problem.INVALID_REQUEST, f"as_of: there is no statement {as_of} yet")
    return found


def _place(current: Current, as_of: str) -> int:
    if "-" not in as_of:
        return int(as_of)
    with current.registry.read() as reader:
        return last_before(reader.session, f"{as_of}T24")  # sorts after every time of that day
