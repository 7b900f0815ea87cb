from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from reelmark.ledger.proof import Proof, check, read, write
from reelmark.ledger.statement import SIGNED, StatementError, key_id, leaf
from reelmark.ledger.tree import LogError, audit_path, leaf_hash, tree_hash
from tests.ledger.vectors import PUBLIC, STATEMENTS, VECTORS

HASHES = [leaf_hash(leaf(statement)) for statement in STATEMENTS]
WHOLE, REMOVED = (case["file"].encode() for case in VECTORS["proofs"])


def proof(index: int, removed: bool) -> Proof:
    statement = STATEMENTS[index]
    return Proof(
        replace(statement, payload=None, salt=None) if removed else statement,
        PUBLIC.public_bytes_raw(),
        index,
        audit_path(index, 5, lambda begin, end: tree_hash(HASHES[begin:end])),
        VECTORS["checkpoint"].encode(),
    )


@pytest.mark.parametrize("case", VECTORS["proofs"], ids=lambda case: str(case["index"]))
def test_it_writes_the_files_of_the_vectors(case: dict[str, object]) -> None:
    made = proof(int(str(case["index"])), bool(case["removed"]))
    assert write(made).decode() == case["file"]


def test_it_reads_what_it_wrote() -> None:
    assert read(WHOLE) == proof(2, removed=False)
    assert read(REMOVED) == proof(4, removed=True)


def test_it_is_checked_with_the_servers_key_alone() -> None:
    assert check(read(WHOLE), PUBLIC).size == 5
    assert check(read(REMOVED), PUBLIC).root == tree_hash(HASHES)


def test_it_proves_nothing_about_another_server() -> None:
    with pytest.raises(LogError, match="of the log"):
        check(read(WHOLE), Ed25519PrivateKey.generate().public_key())


def test_it_refuses_another_payload_than_the_one_signed() -> None:
    other = replace(STATEMENTS[2], payload=STATEMENTS[1].payload)
    with pytest.raises(StatementError, match="payload is not the one"):
        check(replace(proof(2, removed=False), statement=other), PUBLIC)


def test_it_refuses_a_statement_signed_anew() -> None:
    """The signature is part of the leaf: whoever keeps the log cannot exchange it."""
    key = Ed25519PrivateKey.generate()
    named = STATEMENTS[2]
    forged = replace(
        named, signature=key.sign(SIGNED + named.header), key_id=key_id(key.public_key())
    )
    own = replace(
        proof(2, removed=False), statement=forged, key=key.public_key().public_bytes_raw()
    )
    with pytest.raises(LogError, match="not leaf 2"):
        check(own, PUBLIC)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"index": 3}, "not leaf 3"),
        ({"index": 7}, "leaf 7 is not in a log of 5"),
        ({"path": ()}, "too few"),
        ({"path": (*proof(2, removed=False).path, bytes(32))}, "too many|not leaf"),
    ],
)
def test_it_refuses_a_statement_from_elsewhere(change: dict[str, object], reason: str) -> None:
    with pytest.raises(LogError, match=reason):
        check(replace(proof(2, removed=False), **change), PUBLIC)  # type: ignore[arg-type]


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_it_refuses_a_file_with_any_byte_changed(place: int, change: int) -> None:
    changed = WHOLE[:place] + bytes([WHOLE[place] ^ change]) + WHOLE[place + 1 :]
    if decoded(changed) != decoded(WHOLE):
        with pytest.raises((LogError, StatementError)):
            check(read(changed), PUBLIC)


def decoded(data: bytes) -> Proof | None:
    """Some last digits of base64 have bits that mean nothing."""
    try:
        return read(data)
    except (LogError, StatementError):
        return None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        WHOLE[1:],
        WHOLE + b"x" * 2_000_000,
        WHOLE.replace(b"index 2", b"index 02"),
        b"c2sp.org/tlog-proof@v1\nextra " + base64.b64encode(b"[" * 100_000) + b"\nindex 0\n\nx",
        b"c2sp.org/tlog-proof@v1\nextra " + base64.b64encode(b'{"leaf": 1}') + b"\nindex 0\n\nx",
        WHOLE.replace(
            WHOLE.split()[2], base64.b64encode(b'{"leaf":"a\\nb\\n","payload":"\\ud800"}')
        ),
        b"c2sp.org/tlog-proof@v1\nextra e30\nindex 0\n\nx",
    ],
)
def test_it_refuses_what_is_no_proof(data: bytes) -> None:
    with pytest.raises(LogError, match="not a proof file"):
        read(data)
