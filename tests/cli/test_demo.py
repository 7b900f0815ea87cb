from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Shell


@pytest.mark.timeout(300)
def test_every_copy_is_recognised_but_the_one_kept_out(shell: Shell) -> None:
    ran = shell.run("demo", "--json")
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert all(answer["right"] for answer in answers)
    approvals = {answer["title"]: [m["approval"] for m in answer["matches"]] for answer in answers}
    assert approvals == {
        "演示·雾港来信": ["listed"],
        "演示·长街旧事": ["declared"],
        "演示·港城夜话": ["revoked"],
        "演示·纸月亮": ["declared"],
        "演示·末班列车": [],
    }
