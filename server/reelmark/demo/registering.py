"""Puts the demo dramas into a registry of their own, each with what became of it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy.engine import URL

from reelmark.config import Config
from reelmark.demo.dramas import DRAMAS, Drama
from reelmark.demo.specimens import Specimen
from reelmark.fingerprint import Track
from reelmark.ledger.statement import Kind
from reelmark.publishing.record import DEMO_OPERATOR
from reelmark.registry.payloads import Attest, ListEntry, Revoke, Source
from reelmark.registry.registration import Registration, plan, register_episode
from reelmark.registry.store import Registry
from reelmark.registry.vocabulary import AiInvolvement, AttestationList, Tier

ISSUER, NOTICE, PUBLISHED = "演示广电局", "演示公示 2099-01", date(2099, 1, 15)
ADDRESS = "https://demo.example/notices/2099-01"
REVOKED = Source(
    name="演示公告", date=date(2099, 2, 1), url="https://demo.example/notices/2099-02-01"
)


def demo_config(config: Config) -> Config:
    """A registry of its own: demo data never mix with real ones."""
    home = config.home / "demo"
    database = URL.create("sqlite", database=str(home / "reelmark.sqlite3"))
    return replace(config, home=home, database=database)


def registration(registry: Registry, drama: Drama) -> Registration:
    """What is said of a demo drama; its ids are the same each time."""
    ai, number = AiInvolvement(drama.ai), drama.credential
    salt = registry.keys.salt
    return plan(salt, drama.title_zh, None, "main", ai, number, actor=DEMO_OPERATOR)


def register(registry: Registry, specimen: Specimen, track: Track, source: str) -> None:
    """Register one episode; `source` is the SHA-256 of its video."""
    said = registration(registry, specimen.episode.drama)
    with registry.write() as writer:
        register_episode(writer, said, specimen.episode.number, track, source)


def write_notice(path: Path) -> None:
    """The demo notice: a list as a regulator publishes it, with the dramas that are listed."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("title", "number", "tier"))
        listed = (drama for drama in DRAMAS if drama.role == "listed")
        rows.writerows((drama.title_zh, drama.credential, Tier.CLASS_1) for drama in listed)


def say_what_became(registry: Registry, notice: Path) -> None:
    """Attest what the notice lists and revoke what is to be revoked; twice is once."""
    with notice.open(encoding="utf-8", newline="") as file:
        listed = {
            row["title"]: (str(number), row) for number, row in enumerate(csv.DictReader(file), 1)
        }
    for drama in _registered(DRAMAS):
        said = registration(registry, drama)
        with registry.write() as writer:
            if drama.title_zh in listed:
                number, row = listed[drama.title_zh]
                attested = _attest(said, number, Tier(row["tier"]))
                writer.append(Kind.ATTEST, said.drama, attested, DEMO_OPERATOR)
            if drama.role == "revoked":
                revoked = Revoke(subject="drama", source=REVOKED)
                writer.append(Kind.REVOKE, said.drama, revoked, DEMO_OPERATOR)


def _registered(dramas: Iterable[Drama]) -> list[Drama]:
    return [drama for drama in dramas if drama.role != "kept_out"]


def _attest(said: Registration, row: str, tier: Tier) -> Attest:
    entry = ListEntry(
        kind=AttestationList.LICENCE_LIST,
        issuer=ISSUER,
        name=NOTICE,
        date=PUBLISHED,
        source_url=ADDRESS,
        row=row,
    )
    return Attest(subject="edition", edition=said.edition, list=entry, tier=tier)
