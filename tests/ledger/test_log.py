from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, create_engine, func, select, text

from reelmark.ledger.log import LogHash, append_hash, hashes, subtree
from reelmark.ledger.statement import Kind, leaf
from reelmark.ledger.store import statements
from reelmark.ledger.tiles import WIDTH
from reelmark.ledger.tree import (
    audit_path,
    check_consistency,
    consistency_proof,
    leaf_hash,
    root_of_path,
    tree_hash,
)
from reelmark.registry.store import Registry
from tests.databases import plain
from tests.ledger.test_store import report

pytestmark = pytest.mark.usefixtures("each_database")

LEAVES = [leaf_hash(str(number).encode()) for number in range(WIDTH * WIDTH + 300)]


@pytest.fixture(scope="module")
def large() -> Iterator[Session]:
    """A log of three levels."""
    engine = create_engine("sqlite://")
    SQLModel.metadata.tables["log_hash"].create(engine)
    with Session(engine) as session:
        for index, value in enumerate(LEAVES):
            append_hash(session, index, value)
        yield session
    engine.dispose()


def test_it_keeps_a_leaf_a_statement(three: Registry) -> None:
    with three.read() as reader:
        said = [leaf_hash(leaf(s)) for _, s in statements(reader.session)]
        assert hashes(reader.session, 0, 0, 10) == said


def test_it_reads_every_level(large: Session) -> None:
    size = len(LEAVES)
    assert hashes(large, 0, 0, size) == LEAVES
    assert hashes(large, 1, 3, 5) == [
        tree_hash(LEAVES[n * WIDTH : (n + 1) * WIDTH]) for n in range(3, 5)
    ]
    assert hashes(large, 2, 0, 5) == [tree_hash(LEAVES[: WIDTH * WIDTH])]
    assert hashes(large, 3, 0, 5) == []


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 512, 65535, 65536, len(LEAVES)])
def test_it_knows_the_root_of_every_size(large: Session, size: int) -> None:
    assert subtree(large)(0, size) == tree_hash(LEAVES[:size])


def test_it_proves_from_what_is_stored(large: Session) -> None:
    size, root = len(LEAVES), tree_hash(LEAVES)
    for index in (0, 255, 65535, 65536, size - 1):
        path = audit_path(index, size, subtree(large))
        assert root_of_path(LEAVES[index], index, size, path) == root
    for old in (1, 256, 65536, size - 1):
        proof = consistency_proof(old, size, subtree(large))
        check_consistency(old, tree_hash(LEAVES[:old]), size, root, proof)


@pytest.mark.parametrize(
    "forbidden",
    [
        "DELETE FROM log_hash WHERE number = 1",
        "UPDATE log_hash SET hash = :bytes WHERE number = 1",
        "INSERT INTO log_hash VALUES (0, 1, :bytes) ON CONFLICT (level, number) "
        "DO UPDATE SET hash = :bytes",
    ],
)
def test_it_refuses_every_change(tmp_path: Path, three: Registry, forbidden: str) -> None:
    with pytest.raises(IntegrityError, match="a hash of the log"), plain(tmp_path) as connection:
        connection.execute(text(forbidden), {"bytes": bytes(1)})


def test_it_says_nothing_twice(three: Registry) -> None:
    with three.write() as writer:
        writer.append(Kind.REPORT, "feng-gui", report("two"))
        assert writer.session.exec(select(func.count()).select_from(LogHash)).one() == 3
