from __future__ import annotations

import pytest

from tests.cli.conftest import Shell
from tests.databases import change
from tests.registry.test_store import register_one

pytestmark = pytest.mark.usefixtures("each_database")


def test_it_says_how_many_statements_it_verified(shell: Shell) -> None:
    register_one(shell.home, 1)
    assert shell.run("rebuild").stdout == "3 statements verified, all views rebuilt\n"


def test_it_names_a_statement_that_was_tampered_with(shell: Shell) -> None:
    register_one(shell.home, 1)
    change(shell.home, "UPDATE statement SET signature = :bytes WHERE seq = 2")
    ran = shell.run("rebuild", code=1)
    assert ran.stderr.startswith("reelmark: statement 2 (")
    assert ran.stderr.endswith("): its signature does not verify\n")
