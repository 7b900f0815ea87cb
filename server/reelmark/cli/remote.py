"""A registry elsewhere, over HTTP."""

from __future__ import annotations

import base64
import http.client
import json
import time
from email.message import Message
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from reelmark.errors import ConfigError, ReelmarkError, RegistryError

SILENCE_S = 60
LONGEST_WAIT_S = 300
TRIES = 10
"""Of a request that came too soon after others."""

AGAIN = "the same command goes on from here"


class ServerError(ReelmarkError):
    """The server cannot be reached, or does not take this key."""


class _NoRedirect(HTTPRedirectHandler):
    """The key goes to the server it is for, and nowhere else."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Follow none; the redirect is then an HTTPError."""


class Server:
    """A server by its address, with the API key that opens it."""

    def __init__(self, address: str, key: str) -> None:
        """Raises ConfigError for an address to which no key should be sent."""
        parts = urlsplit(address)
        local = parts.hostname in ("localhost", "127.0.0.1", "::1")
        if parts.scheme != "https" and not (parts.scheme == "http" and local):
            raise ConfigError("--server must begin with https://, or be http:// on this machine")
        self._address = address.rstrip("/")
        self._key = key
        self._opener = build_opener(_NoRedirect)

    def register(self, said: dict[str, object], track: bytes) -> dict[str, Any]:
        """Register one episode. Raises RegistryError when it is refused, ServerError."""
        line = said | {"track": {"data": base64.b64encode(track).decode("ascii")}}
        body = json.dumps(line, ensure_ascii=False).encode()
        answered = self._post("/v1/registrations", body, "application/x-ndjson")
        try:
            answer: dict[str, Any] = json.loads(answered)
        except ValueError as error:
            raise ServerError(f"{self._address} broke its answer off: {AGAIN}") from error
        if answer["status"] == "refused":
            raise RegistryError(_told(answer["problem"]))
        return answer

    def _post(self, path: str, body: bytes, kind: str) -> bytes:
        headers = {"Authorization": f"Bearer {self._key}", "Content-Type": kind}
        request = Request(self._address + path, body, headers, method="POST")
        for _ in range(TRIES):
            try:
                with self._opener.open(request, timeout=SILENCE_S) as answer:
                    data: bytes = answer.read()
                    return data
            except HTTPError as error:
                if error.code != http.HTTPStatus.TOO_MANY_REQUESTS:
                    raise ServerError(f"{self._address}: {_problem(error)}") from None
                time.sleep(min(_seconds(error), LONGEST_WAIT_S))
            except (OSError, http.client.HTTPException) as error:
                reason = error.reason if isinstance(error, URLError) else error
                told = f"{self._address} cannot be reached ({reason}): {AGAIN}"
                raise ServerError(told) from error
        raise ServerError(f"{self._address} takes no more for now: {AGAIN}")


def read_key(file: Path | None, given: str | None) -> str:
    """The API key from a file, else from REELMARK_KEY. Raises ConfigError."""
    try:
        key = file.read_text("ascii").strip() if file else given
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read as an API key") from error
    if not key:
        raise ConfigError("an API key is needed: --key-file FILE, or REELMARK_KEY")
    return key


def _problem(error: HTTPError) -> str:
    """What a refusal says, or only its status when it is no problem of ours."""
    try:
        return _told(json.loads(error.read()))
    except (ValueError, TypeError, KeyError, OSError, http.client.HTTPException):
        return f"answered {error.code} {error.reason}"


def _told(problem: dict[str, Any]) -> str:
    parts = [f"{each['at']}: {each['detail']}" for each in problem.get("errors") or []]
    return "; ".join(parts or [str(problem.get("detail") or problem["title"])])


def _seconds(error: HTTPError) -> float:
    after = error.headers.get("Retry-After", "")
    return float(after) if after.isdigit() else 1.0
