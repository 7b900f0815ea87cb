from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from reelmark.ledger.statement import Kind
from reelmark.registry.payloads import Revoke, Source
from reelmark.registry.registration import plan, register_episode
from reelmark.registry.vocabulary import AiInvolvement
from tests.cli.conftest import Shell
from tests.databases import change
from tests.registry.samples import registry, track

pytestmark = pytest.mark.usefixtures("each_database")

NUMBER = "（演示）网微剧审字（2099）第000号"


@pytest.fixture
def filled(shell: Shell) -> Shell:
    """A home with one drama of two episodes."""
    opened = registry(shell.home)
    ai = AiInvolvement.GENERATED
    said = plan(opened.keys.salt, "凤归 [red]", "feng-gui", "main", ai, NUMBER)
    for number in (1, 2):
        with opened.write() as writer:
            register_episode(writer, said, number, track(number), f"{number:064x}")
    return shell


def test_it_says_how_to_start(shell: Shell) -> None:
    assert "reelmark register" in shell.run("show").stdout


def test_it_lists_dramas(filled: Shell) -> None:
    listed = filled.run("show").stdout
    for text in ("feng-gui", "凤归 [red]", "AI 生成", "AI-generated", "登记方声明", "0:10"):
        assert text in listed


def test_it_shows_a_drama_with_ai_and_approval_and_whose_word_it_is(filled: Shell) -> None:
    shown = filled.run("show", "feng-gui").stdout
    for text in (
        "凤归 [red]",
        "AI 生成 · AI-generated",
        "registrant's declaration, 2026-11-21",
        "登记方声明 · declared by the registrant",
        NUMBER,
        "well-formed, not verified",
        "register episode 2",
    ):
        assert text in shown


def test_it_shows_a_revocation_with_its_source(filled: Shell) -> None:
    source = Source(name="演示公告", date=date(2099, 2, 1), url="https://example.org/1")
    with registry(filled.home).write() as writer:
        writer.append(Kind.REVOKE, "feng-gui", Revoke(subject="drama", source=source))
    shown = filled.run("show", "feng-gui").stdout
    assert "撤销 · revoked" in shown
    assert "演示公告, 2099-02-01, https://example.org/1" in shown


def test_it_gives_the_same_as_json(filled: Shell) -> None:
    shown = json.loads(filled.run("show", "feng-gui", "--json").stdout)
    assert shown == json.loads(filled.run("show", "--json").stdout)
    assert (shown["title"], shown["status"]) == ("凤归 [red]", "active")
    assert shown["ai"]["involvement"] == "generated"
    (edition,) = shown["editions"]
    assert edition["approval"]["state"] == "declared"
    assert edition["credential"] == NUMBER
    assert [episode["episode"] for episode in edition["episodes"]] == [1, 2]
    assert [statement["seq"] for statement in shown["statements"]] == [1, 2, 3, 4]


def test_it_says_when_a_payload_was_removed(filled: Shell) -> None:
    change(filled.home, "UPDATE statement SET payload = NULL, salt = NULL WHERE seq = 1")
    assert "4 statements verified" in filled.run("rebuild").stdout
    shown = filled.run("show", "feng-gui").stdout
    assert "凤归" not in shown
    assert "payload removed" in shown


def test_it_knows_no_drama_of_another_id(filled: Shell) -> None:
    ran = filled.run("show", "other", code=1)
    assert ran.stderr == "reelmark: no drama other is registered: `reelmark show` lists all\n"


def test_it_refuses_a_file_that_is_no_database(shell: Shell, tmp_path: Path) -> None:
    shell.environ["REELMARK_DATABASE_URL"] = f"sqlite:///{__file__}"
    ran = shell.run("show", code=1)
    assert ran.stderr == f"reelmark: {__file__} cannot be used (file is not a database)\n"
