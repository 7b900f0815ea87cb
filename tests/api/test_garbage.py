"""Every route with everything that is wrong: said plainly, nothing fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from reelmark.app import create_app
from tests.registry.samples import config
from tests.registry_of_all import registry_of_all

pytestmark = pytest.mark.usefixtures("each_database")

HUGE = 100_000_000


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One application for all of this: nothing here may change it."""
    home = tmp_path_factory.mktemp("home")
    registry_of_all(home)
    return create_app(config(home))


DEEP = b"[" * 50_000
BODIES = {
    "empty": b"",
    "cut off": b'{"v": 1, "frames": [',
    "deep": DEEP,
    "deep object": b'{"frames":' * 20_000,
    "not UTF-8": b'{"v": "\xff\xfe"}',
    "half a pair": b'{"v": "\\ud800"}',
    "NaN": b'{"v": NaN}',
    "a number": b"1",
    "null": b"null",
    "a text of JSON": b'"{}"',
    "a huge number": b'{"v":1,"stage":0,"length_ms":' + b"9" * 5000 + b',"frames":[]}',
    "wrong types": b'{"v":[],"stage":{},"length_ms":"x","frames":{"0":1}}',
    "wrong frames": b'{"v":1,"stage":0,"length_ms":1,"frames":[1,null,[],{"t_ms":1e400}]}',
    "binary": bytes(range(256)) * 8,
    "twice": b'{"v":1,"v":2}',
}
PATHS = ["%00", "%FF%FE", "..%2f..%2fetc%2fpasswd", "'%3B--", "%F0%9F%8E%AC", "a" * 3000, "{}"]
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "NONSENSE"]


def addresses(app: Flask) -> Iterator[str]:
    """Every route, its parameters filled with nonsense of each kind."""
    for rule in sorted({rule.rule for rule in app.url_map.iter_rules()}):
        for nonsense in PATHS if "<" in rule else [""]:
            yield re.sub("<[^>]+>", nonsense, rule)
    yield from ("/nowhere", "/v1/nowhere", "/v1", "/v1/bundle/")


def check(answer: Response, address: str) -> None:
    assert answer.status_code < 500, (address, answer.get_data(as_text=True))
    assert "Traceback" not in answer.get_data(as_text=True)
    if answer.status_code >= 400 and address.startswith(("/v1/", "/healthz")):
        assert answer.content_type == "application/problem+json", (
            address,
            answer.get_data(as_text=True),
        )
        problem: dict[str, Any] = answer.get_json(force=True)
        assert problem["type"].startswith("/problems/")
        assert problem["status"] == answer.status_code


def ask(app: Flask, method: str, address: str, **options: Any) -> Response:  # noqa: ANN401
    environ = EnvironBuilder(address, method=method, **options).get_environ()
    return Response.from_app(app, environ)  # unlike the test client, it mends nothing


def test_it_answers_every_method(app: Flask) -> None:
    for address in addresses(app):
        for method in METHODS:
            check(ask(app, method, address), address if method != "HEAD" else "")


@pytest.mark.parametrize("name", BODIES)
def test_it_refuses_a_bad_body(app: Flask, name: str) -> None:
    for address in addresses(app):
        answer = ask(app, "POST", address, data=BODIES[name], content_type="application/json")
        check(answer, address)
        assert answer.status_code >= 400


def test_it_refuses_other_media_types(app: Flask) -> None:
    for kind in ("text/plain", "multipart/form-data", "application/x-www-form-urlencoded", "\x01"):
        answer = ask(app, "POST", "/v1/match", data=b"a=b", content_type=kind)
        assert answer.status_code == 415
        check(answer, "/v1/match")


class Unreadable:
    """A body that must not be touched."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read")

    readline = read


def test_it_refuses_a_huge_body_without_reading_it(app: Flask) -> None:
    for address in addresses(app):
        for method in ("GET", "POST", "PUT", "DELETE"):
            builder = EnvironBuilder(address, method=method, content_type="application/json")
            environ = builder.get_environ()
            environ |= {"CONTENT_LENGTH": str(HUGE), "wsgi.input": Unreadable()}
            answer = Response.from_app(app, environ)
            check(answer, address)
            assert answer.status_code == 413


@pytest.mark.parametrize("length", ["-1", "x", "1" * 5000, "1, 2"])
def test_it_takes_any_announced_length(app: Flask, length: str) -> None:
    environ = EnvironBuilder("/v1/match", method="POST").get_environ()
    environ |= {"CONTENT_LENGTH": length, "CONTENT_TYPE": "application/json"}
    check(Response.from_app(app, environ), "/v1/match")


@pytest.mark.parametrize(
    "query", ["q=%FF", "limit=%F0%9F%8E%AC", "limit=" + "9" * 5000, "cursor=" + "A" * 40, "&&=&%"]
)
def test_it_takes_any_query(app: Flask, query: str) -> None:
    for path in ("/v1/dramas", "/", "/d/feng-gui", "/v1/dramas/feng-gui"):
        check(ask(app, "GET", f"{path}?{query}"), path)


@pytest.mark.parametrize(
    "header",
    [
        ("If-None-Match", '"\x80'),
        ("Accept-Language", ";q=x,,zh;q=nan,*;;"),
        ("Range", "bytes=9-1,-"),
        ("Origin", "null"),
        ("Access-Control-Request-Method", "\x80"),
        ("If-Modified-Since", "yesterday"),
    ],
)
def test_it_takes_any_header(app: Flask, header: tuple[str, str]) -> None:
    for address in ("/", "/d/feng-gui", "/v1/bundle/manifest.json", "/v1/dramas"):
        for method in ("GET", "OPTIONS"):
            check(ask(app, method, address, headers=[header]), address)
