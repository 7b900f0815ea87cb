"""Lists as JSON, NDJSON or CSV, as the client's Accept says."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from flask import Response, request
from pydantic import BaseModel

from reelmark.api.caching import Tagged, cached, fresh, tagged
from reelmark.ledger.statement import canonical

FRESH_S = 30
"""Caches may keep an answer that long: what is said shows within 60 s."""

JSON, NDJSON, CSV = "application/json", "application/x-ndjson", "text/csv"

Row = Mapping[str, str | int | None]

FORMULA = "=+-@\t\r＝＋－＠"
"""A spreadsheet takes a cell that begins so for a formula (OWASP, CSV Injection)."""


def answer(model: BaseModel) -> Response:
    """One JSON value that caches may keep for a short time."""
    return send(tagged(model.model_dump_json().encode()), JSON)


def list_answer(
    page: BaseModel, items: Sequence[BaseModel], rows: Iterable[Row], next_cursor: str | None
) -> Response:
    """A page of a list: `page` as JSON, `items` as NDJSON, `rows` as CSV; `Link` leads on."""
    kind = request.accept_mimetypes.best_match([JSON, NDJSON, CSV], JSON)
    if kind == CSV:
        response = send(tagged(_csv(rows)), "text/csv; charset=utf-8")
    elif kind == NDJSON:
        lines = [canonical(item.model_dump(mode="json")) + b"\n" for item in items]
        response = send(tagged(b"".join(lines)), NDJSON)
    else:
        response = answer(page)
    response.vary.add("Accept")
    if next_cursor:
        asked = request.args.to_dict() | {"cursor": next_cursor}
        response.headers["Link"] = f'<{request.path}?{urlencode(asked)}>; rel="next"'
    return response


def send(body: Tagged, content_type: str) -> Response:
    """Bytes that caches may keep for a short time, or 304 for who has them."""
    return cached(body, content_type, fresh(FRESH_S))


def _csv(rows: Iterable[Row]) -> bytes:
    """RFC 4180 with a header. It begins with a byte order mark: without, Excel misreads Chinese."""
    out = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(out, row.keys())
            writer.writeheader()
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return out.getvalue().encode("utf-8-sig")


def _cell(value: str | int | None) -> str | int | None:
    """A text that a spreadsheet would compute gets an apostrophe, which it does not show."""
    return f"'{value}" if isinstance(value, str) and value.startswith(tuple(FORMULA)) else value
