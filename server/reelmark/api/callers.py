"""Who asks: the API key of a request, or else its address, each within its rate."""

from __future__ import annotations

import hmac
import math
from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from flask import request

from reelmark.api.problems import Problem, RequestError
from reelmark.registry.api_keys import Caller, KeyRefusedError, Scope, find
from reelmark.registry.buckets import Rate, take
from reelmark.registry.store import Registry

KEY_RATE = Rate(per_second=20, burst=400)
"""Requests with one key; in bulk each may bring thousands of episodes."""

ADDRESS_RATE = Rate(per_second=0.2, burst=30)
"""Refused keys from one address, and whatever else comes without a key."""

LOOKUP_RATE = Rate(per_second=10, burst=300)
"""Lookups that take the server long, from one address: an extension that matches on the server asks
up to 23 times a clip, and a household or an office has several."""

SKEW = timedelta(minutes=5)

BEARER = {"WWW-Authenticate": "Bearer"}


def identify(registry: Registry, scope: Scope | None = None) -> Caller:
    """Who sends this request. Raises RequestError."""
    _check_clock(registry)
    given = request.authorization
    token = given.token if given and given.type == "bearer" else None
    if token is None:
        charge_address(registry)
        detail = "send the header Authorization: Bearer and an API key"
        raise RequestError(Problem.UNAUTHORISED, detail, headers=BEARER)
    try:
        with registry.read() as reader:
            caller = find(reader.session, token, registry.now())
    except KeyRefusedError as error:
        charge_address(registry)
        raise RequestError(Problem.UNAUTHORISED, str(error), headers=BEARER) from None
    _charge(registry, f"key {caller.key.id}", KEY_RATE)
    if scope and scope not in caller.key.scopes:
        raise RequestError(Problem.WRONG_SCOPE, f"this needs a key with the scope {scope}")
    return caller


def charge_lookup(registry: Registry) -> None:
    """Count a lookup that takes long: against the key it brings, which must have the scope `read`,
    else against its address. Raises RequestError."""
    if request.authorization:
        identify(registry, Scope.READ)
    else:
        _charge(registry, f"lookups {_origin(registry)}", LOOKUP_RATE)


def charge_address(registry: Registry) -> None:
    """Count a request against its address. Raises RequestError."""
    _charge(registry, f"address {_origin(registry)}", ADDRESS_RATE)


def _origin(registry: Registry) -> str:
    """The address of a request, of which only a keyed hash is kept."""
    told = _network(request.remote_addr or "").encode()
    return hmac.digest(registry.keys.salt, b"address\0" + told, "sha256").hex()[:32]


def _charge(registry: Registry, bucket: str, rate: Rate) -> None:
    with registry.write() as writer:
        wait = take(writer.session, bucket, rate, registry.now().timestamp())
    if wait > 0:
        seconds = math.ceil(wait)
        detail = f"ask again in {seconds} s"
        headers = {"Retry-After": str(seconds)}
        raise RequestError(Problem.TOO_MANY_REQUESTS, detail, headers=headers)


def _check_clock(registry: Registry) -> None:
    """A client that says what time it is should be right: what it dates would be wrong as well."""
    if request.date and abs(registry.now() - request.date) > SKEW:
        now = registry.now().isoformat(timespec="seconds")
        detail = f"the header Date is more than 5 minutes off; here it is {now}: set your clock"
        raise RequestError(Problem.CLOCK_SKEW, detail)


def _network(address: str) -> str:
    """An address as one subscriber has it: of IPv6 that is a /64."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(IPv6Address(int(parsed) >> 64 << 64))
    return address
