"""Makes the registry that later versions must read unchanged; run once a format.

python -m tests.registry.make_fixture
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import text

from reelmark.ledger.statement import Kind
from reelmark.registry.payloads import parse
from reelmark.registry.rebuild import rebuild
from reelmark.registry.registration import plan, register_episode
from reelmark.registry.store import Registry, Writer
from reelmark.registry.vocabulary import AiInvolvement
from tests.registry.samples import registry, track

FIXTURE = Path(__file__).parent / "fixtures" / "registry-v1.sqlite3"
DRAMA = "demo-feng-gui"
SOURCE = {"name": "演示公告", "date": "2099-02-01", "url": "https://example.org/revoked"}
LIST = {
    "kind": "licence_list",
    "issuer": "演示局",
    "name": "演示公示",
    "date": "2099-01-15",
    "source_url": "https://example.org/list",
    "row": "第 3 行",
}


def register(
    opened: Registry,
    title: str,
    drama: str | None,
    edition: str,
    pictures: range,
    ai: AiInvolvement | None = None,
    credential: str | None = None,
) -> str:
    """Register random pictures as episodes from 1 on; returns the edition's id."""
    said = plan(opened.keys.salt, title, drama, edition, ai, credential)
    for number, seed in enumerate(pictures, 1):
        with opened.write() as writer:
            register_episode(writer, said, number, track(seed), f"{seed:064x}")
    return said.edition


def say(writer: Writer, kind: Kind, work: str, actor: str, **payload: object) -> str:
    """Append one more statement; returns its id."""
    return writer.append(kind, work, parse(kind, json.dumps(payload).encode()), actor).id


def fill(opened: Registry) -> None:
    """Say something of every kind."""
    number = "（演示）网微剧审字（2099）第000号"
    main = register(opened, "演示·凤归", DRAMA, "main", range(3), AiInvolvement.GENERATED, number)
    register(opened, "演示·凤归", DRAMA, "main", range(1), AiInvolvement.ASSISTED)
    other = register(opened, "演示·凤归", DRAMA, "海外版", range(10, 11))
    register(opened, "演示·长街旧事", "demo-chang-jie", "main", range(20, 22), None, "演示 7 号")
    register(opened, "演示·雾港来信", "demo-wu-gang", "main", range(30, 31))
    drama, edition = {"subject": "drama"}, {"subject": "edition", "edition": other}
    with opened.write() as writer:
        say(writer, Kind.ATTEST, DRAMA, "importer", subject="edition", edition=main, list=LIST)
        dispute = say(writer, Kind.DISPUTE, DRAMA, "reviewer", **drama, about="ai", reason="演示")
        say(writer, Kind.RESOLVE, DRAMA, "reviewer", **drama, resolves=dispute, outcome="lifted")
        say(writer, Kind.SAME_WORK, DRAMA, "local-operator", **edition, drama="demo-wu-gang")
        say(writer, Kind.REVOKE, "demo-chang-jie", "reviewer", **drama, source=SOURCE)
        seen = {"page_url": "https://example.org/v", "seen": "2099-03-01", "text": "未见标注"}
        say(writer, Kind.REPORT, "demo-chang-jie", "reporter", **drama, **seen)
        first = writer.entries("demo-wu-gang")[0]
        say(writer, Kind.WITHDRAW, "demo-wu-gang", "local-operator", **drama, withdraws=first.id)
        say(
            writer,
            Kind.REDACT,
            "demo-wu-gang",
            "reviewer",
            **drama,
            redacts=first.id,
            source=SOURCE,
        )


def main() -> None:
    """Write the fixture, with the payload removed that its last statement names."""
    FIXTURE.parent.mkdir(exist_ok=True)
    FIXTURE.unlink(missing_ok=True)
    with TemporaryDirectory() as home:
        opened = registry(Path(home))
        fill(opened)
        with opened.write() as writer:
            first = writer.entries("demo-wu-gang")[0].seq
            removal = text("UPDATE statement SET payload = NULL, salt = NULL WHERE seq = :seq")
            writer.session.connection().execute(removal, {"seq": first})
        rebuild(opened)
        raw = sqlite3.connect(Path(home) / "reelmark.sqlite3")
        raw.execute("VACUUM INTO ?", [str(FIXTURE)])
        raw.close()


if __name__ == "__main__":
    main()
