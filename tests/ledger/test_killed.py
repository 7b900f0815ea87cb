"""Several writers in several processes, killed in the middle of a burst."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from reelmark.ledger.log import hashes, subtree
from reelmark.ledger.statement import leaf
from reelmark.ledger.store import size, verified
from reelmark.ledger.tree import leaf_hash, tree_hash
from reelmark.registry.store import Registry
from tests.registry.samples import registry

pytestmark = pytest.mark.usefixtures("each_database")

WRITERS = 3
COMMITS = 100
"""Of each writer before the kill; three of them pass the first full tile."""


def start(home: Path, name: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ledger.writing", str(home), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def wait(process: subprocess.Popen[str]) -> list[int]:
    assert process.stdout is not None
    return [int(process.stdout.readline()) for _ in range(COMMITS)]


def kill(processes: list[subprocess.Popen[str]]) -> list[int]:
    """Kill all of them at once; how many commits each told of."""
    for process in processes:
        process.kill()
    return [len(process.communicate()[0].split()) for process in processes]


def said(opened: Registry) -> Counter[str]:
    """The texts of all statements, each after it was checked with its leaf."""
    with opened.read() as reader:
        checked = [statement for _, statement in verified(reader.session)]
        leaves = [leaf_hash(leaf(statement)) for statement in checked]
        assert hashes(reader.session, 0, 0, len(leaves) + 9) == leaves
        assert subtree(reader.session)(0, size(reader.session)) == tree_hash(leaves)
    payloads = [(statement.payload or b"").decode() for statement in checked]
    return Counter(match[0] for text in payloads if (match := re.search(r"w\d \d+", text)))


def test_nothing_is_lost_or_doubled_when_writers_are_killed(tmp_path: Path) -> None:
    opened = registry(tmp_path)
    writers = [start(tmp_path, f"w{number}") for number in range(WRITERS)]
    for process in writers:
        assert wait(process) == list(range(COMMITS))
    told = [COMMITS + more for more in kill(writers)]
    found = said(opened)
    assert set(found.values()) == {1}
    for number, commits in enumerate(told):
        numbers = {int(text.split()[1]) for text in found if text.startswith(f"w{number} ")}
        # All that was told, in order; of the last one nobody may have heard.
        assert numbers in (set(range(commits)), set(range(commits + 1)))


def test_writing_goes_on_after_a_kill(tmp_path: Path) -> None:
    for name in ("w1", "w2"):
        process = start(tmp_path, name)
        wait(process)
        kill([process])
    found = said(registry(tmp_path))
    assert {f"w1 {COMMITS - 1}", f"w2 {COMMITS - 1}"} <= found.keys()
