from __future__ import annotations

import sqlite3

from tests.cli.conftest import Shell
from tests.registry.test_store import register_one


def test_it_says_how_many_statements_it_verified(shell: Shell) -> None:
    register_one(shell.home, 1)
    assert shell.run("rebuild").stdout == "3 statements verified, all views rebuilt\n"


def test_it_names_a_statement_that_was_tampered_with(shell: Shell) -> None:
    register_one(shell.home, 1)
    with sqlite3.connect(shell.home / "reelmark.sqlite3") as raw:
        raw.execute("DROP TRIGGER statement_is_never_changed")
        raw.execute("UPDATE statement SET signature = zeroblob(64) WHERE seq = 2")
    raw.close()
    ran = shell.run("rebuild", code=1)
    assert ran.stderr.startswith("reelmark: statement 2 (")
    assert ran.stderr.endswith("): its signature does not verify\n")
