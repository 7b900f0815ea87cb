from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reelmark.ledger.tree import (
    LogError,
    Subtree,
    audit_path,
    check_consistency,
    consistency_proof,
    leaf_hash,
    node_hash,
    root_of_path,
    tree_hash,
)
from tests.ledger.vectors import VECTORS

REFERENCE = VECTORS["reference"]
LEAVES = [leaf_hash(bytes.fromhex(leaf)) for leaf in REFERENCE["leaves"]]
HASHES = [leaf_hash(str(number).encode()) for number in range(600)]


def subtree(leaves: list[bytes]) -> Subtree:
    return lambda begin, end: tree_hash(leaves[begin:end])


def test_it_gives_the_published_roots() -> None:
    roots = [tree_hash(LEAVES[:size]).hex() for size in range(9)]
    assert roots == REFERENCE["roots"]


@pytest.mark.parametrize("case", REFERENCE["consistency"])
def test_it_gives_the_published_consistency_proofs(case: dict[str, Any]) -> None:
    proof = consistency_proof(case["old"], case["size"], subtree(LEAVES))
    assert [node.hex() for node in proof] == case["proof"]


@pytest.mark.parametrize("case", VECTORS["trees"], ids=lambda case: str(case["size"]))
def test_it_gives_the_proofs_of_the_vectors(case: dict[str, Any]) -> None:
    size, whole = case["size"], subtree(HASHES)
    assert whole(0, size).hex() == case["root"]
    for index, path in case["paths"].items():
        assert [node.hex() for node in audit_path(int(index), size, whole)] == path
    for old, proof in case["consistency"].items():
        assert [node.hex() for node in consistency_proof(int(old), size, whole)] == proof


sizes = st.integers(1, 300)


@given(sizes, st.data())
def test_every_leaf_leads_to_the_root(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    path = audit_path(index, size, subtree(HASHES))
    assert root_of_path(HASHES[index], index, size, path) == tree_hash(HASHES[:size])


@given(sizes, st.data())
def test_no_other_leaf_place_or_path_leads_to_the_root(size: int, data: st.DataObject) -> None:
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    path, root = audit_path(index, size, subtree(HASHES)), tree_hash(HASHES[:size])
    assert root_of_path(node_hash(b"", b""), index, size, path) != root
    if other != index:
        assert leads_elsewhere(HASHES[index], other, size, path, root)
    for changed in altered(path, data):
        assert leads_elsewhere(HASHES[index], index, size, changed, root)


@given(sizes, st.data())
def test_a_log_is_shown_to_go_on_from_every_earlier_one(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, size))
    proof = consistency_proof(old, size, subtree(HASHES))
    check_consistency(old, tree_hash(HASHES[:old]), size, tree_hash(HASHES[:size]), proof)


@given(sizes, st.data())
def test_a_log_is_not_shown_to_go_on_from_another_one(size: int, data: st.DataObject) -> None:
    old, changed = data.draw(st.integers(1, size)), data.draw(st.integers(0, size - 1))
    other = [*HASHES[:changed], bytes(32), *HASHES[changed + 1 : size]]
    proof = consistency_proof(old, size, subtree(HASHES))
    root = tree_hash(HASHES[:size])
    with pytest.raises(LogError):
        check_consistency(old, tree_hash(HASHES[:old]), size, tree_hash(other), proof)
    for wrong in altered(proof, data):
        with pytest.raises(LogError):
            check_consistency(old, tree_hash(HASHES[:old]), size, root, wrong)
    if changed < old:
        with pytest.raises(LogError):
            check_consistency(old, tree_hash(other[:old]), size, root, proof)


def altered(path: list[bytes], data: st.DataObject) -> list[list[bytes]]:
    """The path with a hash too many, one too few, and one changed."""
    longer = [*path, bytes(32)]
    if not path:
        return [longer]
    place = data.draw(st.integers(0, len(path) - 1))
    return [longer, path[:-1], path[1:], [*path[:place], bytes(32), *path[place + 1 :]]]


def leads_elsewhere(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    try:
        return root_of_path(leaf, index, size, path) != root
    except LogError:
        return True


@pytest.mark.parametrize(("index", "size"), [(3, 3), (-1, 3), (0, 0), (0, 2**64)])
def test_it_refuses_a_leaf_outside_the_log(index: int, size: int) -> None:
    with pytest.raises(LogError, match=f"leaf {index} is not in a log of {size}"):
        root_of_path(bytes(32), index, size, [])


def test_it_refuses_a_log_that_became_shorter() -> None:
    with pytest.raises(LogError, match=re.escape("a log of 2 cannot go on from one of 3")):
        check_consistency(3, bytes(32), 2, bytes(32), [])
