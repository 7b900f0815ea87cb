"""How fast episodes are registered in bulk over the API, and how fast a drama is read.

`python -m benchmarks.registry` prints rates of this machine, each beside what it is held against,
taken in turns in the same run: bulk registration against bare SQLite writing rows of the same
sizes, a transaction each; `GET /v1/dramas/<id>` against an empty route of Flask.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from flask import Flask
from flask.testing import FlaskClient

from reelmark.app import create_app
from reelmark.config import read_config
from reelmark.fingerprint import Track
from reelmark.registry.api_keys import Scope, make
from reelmark.registry.organisations import OrganisationKind, add
from reelmark.registry.store import open_registry

EPISODES = 200
"""A round; of two minutes each, 132 kept frames, 2.4 KB."""

ROUNDS = 5
READS = 300

REGISTER_LIMIT = 0.4
READ_LIMIT = 0.5

Result = tuple[float, float]
"""Rates a second: what is measured, and what it is held against."""


def tracks(seed: int) -> list[bytes]:
    """Tracks of random hashes."""
    rng = np.random.default_rng(seed)
    times = np.arange(132, dtype=np.uint32) * 910
    words = rng.integers(0, 2**64, (EPISODES, 2, 132), np.uint64)
    return [Track(times, pair[0], pair[1], 121_000).to_bytes() for pair in words]


def rate(count: int, work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return count / (time.perf_counter() - started)


def append_bare(folder: Path, pictures: list[bytes]) -> None:
    """What any registry must write at least: statement, leaf and track, kept when told."""
    with closing(sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("CREATE TABLE IF NOT EXISTS statement (seq INTEGER PRIMARY KEY, data)")
        database.execute("CREATE TABLE IF NOT EXISTS leaf (seq INTEGER PRIMARY KEY, hash)")
        database.execute("CREATE TABLE IF NOT EXISTS track (sha256 TEXT PRIMARY KEY, data)")
        for track in pictures:
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT INTO statement (data) VALUES (?)", (os.urandom(800),))
            database.execute("INSERT INTO leaf (hash) VALUES (?)", (os.urandom(32),))
            sha256 = hashlib.sha256(track).hexdigest()
            database.execute("INSERT INTO track VALUES (?, ?)", (sha256, track))
            database.execute("COMMIT")


def lines(round_: int, pictures: list[bytes]) -> bytes:
    """A body of dramas with 80 episodes each."""
    said = (
        {"title": f"Drama {round_}-{n // 80}", "episode": n % 80 + 1, "ai": "generated"}
        | {"track": {"data": base64.b64encode(data).decode()}}
        for n, data in enumerate(pictures)
    )
    return b"\n".join(json.dumps(each).encode() for each in said)


def register(client: FlaskClient, key: str, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {key}"}
    kind = "application/x-ndjson"
    answer = client.post("/v1/registrations", data=body, content_type=kind, headers=headers)
    assert answer.text.count('"status":"new"') == EPISODES, answer.text[:500]


def registrations(client: FlaskClient, key: str, folder: Path) -> Iterator[Result]:
    for round_ in range(ROUNDS):
        pictures = tracks(round_)
        body = lines(round_, pictures)
        bare = rate(EPISODES, lambda: append_bare(folder, pictures))  # noqa: B023
        yield rate(EPISODES, lambda: register(client, key, body)), bare  # noqa: B023


def reads(client: FlaskClient) -> Iterator[Result]:
    empty = Flask("empty")
    empty.add_url_rule("/", view_func=lambda: "")
    bare, listed = empty.test_client(), client.get("/v1/dramas").get_json()
    drama = listed["dramas"][0]["id"]
    address = f"/v1/dramas/{drama}"
    client.get(address)
    for _ in range(ROUNDS):
        nothing = rate(READS, lambda: [bare.get("/") for _ in range(READS)])
        yield rate(READS, lambda: [client.get(address) for _ in range(READS)]), nothing


def report(what: str, against: str, limit: float, results: list[Result]) -> None:
    """Print the medians, and whether their ratio holds the limit."""
    ratio = float(np.median([ours / bare for ours, bare in results]))
    ours, bare = (float(np.median(each)) for each in zip(*results, strict=True))
    held = "held" if ratio >= limit else "NOT HELD"
    print(f"{what}: {ours:,.0f}/s; {against}: {bare:,.0f}/s; ratio {ratio:.2f}, {limit} {held}")


def main() -> None:
    with TemporaryDirectory() as home:
        config = read_config({"REELMARK_HOME": home})
        registry, now = open_registry(config), datetime.now(UTC)
        with registry.write() as writer:
            add(writer.session, "platform", "Platform", OrganisationKind.PLATFORM, now)
            key = make(writer.session, "platform", "bench", [Scope.REGISTER], now)
        client = create_app(config).test_client()
        written = list(registrations(client, key, Path(home)))
        report("bulk registration", "bare SQLite", REGISTER_LIMIT, written)
        read = list(reads(client))
        report("GET /v1/dramas/<id>", "empty Flask route", READ_LIMIT, read)


if __name__ == "__main__":
    main()
