"""Headers that keep a page from doing, or being made to do, what it is not for."""

from __future__ import annotations

from flask import Response

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""No scripts at all. A blueprint that needs more sets its own policy first."""


HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)


def secure(response: Response) -> Response:
    """Add the headers to any response."""
    if "Content-Security-Policy" not in response.headers:
        response.headers.add("Content-Security-Policy", POLICY)
    for header in HEADERS:
        response.headers.add(*header)
    return response
