from __future__ import annotations

import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reelmark.ledger.checkpoint import origin_of, read, sign
from reelmark.ledger.statement import leaf
from reelmark.ledger.tree import LogError, leaf_hash, tree_hash
from tests.ledger.vectors import KEY, PUBLIC, STATEMENTS, VECTORS

SIGNED = VECTORS["checkpoint"].encode()
ROOT = tree_hash([leaf_hash(leaf(statement)) for statement in STATEMENTS])


def test_it_signs_what_the_vectors_have() -> None:
    assert sign(5, ROOT, KEY) == SIGNED


def test_it_reads_what_it_signed() -> None:
    found = read(SIGNED, PUBLIC)
    assert (found.origin, found.size, found.root) == (origin_of(PUBLIC), 5, ROOT)


def test_it_passes_over_signatures_and_lines_of_others() -> None:
    witnessed = SIGNED + "— witness.example/w1 jWbPPwAAAABkGFDLEZMHwSRa\n".encode()
    assert read(witnessed, PUBLIC).size == 5


def test_it_refuses_the_log_of_another_server() -> None:
    stranger = Ed25519PrivateKey.generate().public_key()
    with pytest.raises(LogError, match="of the log reelmark/56475aa75463474c, not of"):
        read(SIGNED, stranger)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"\n5\n", b"\n6\n", "does not verify"),
        (b"\n5\n", b"\n05\n", "not a signed note"),
        (b"\n5\n", b"\n-5\n", "not a signed note"),
        (b"=\n\n", b"=\nmore\n\n", "does not verify"),
        (b"=\n\n", b"=\n", "not a signed note"),
        (b"reelmark/5", b"\nreelmark/5", "not a signed note"),
        ("— reelmark/".encode(), "— other/".encode(), "not signed by the server's key"),
        ("— reelmark/".encode(), b"- reelmark/", "malformed"),
        ("— ".encode(), b"", "malformed"),
        (b"reelmark", b"\xff", "not UTF-8"),
    ],
)
def test_it_refuses_a_checkpoint_that_was_altered(old: bytes, new: bytes, reason: str) -> None:
    assert old in SIGNED
    with pytest.raises(LogError, match=reason):
        read(SIGNED.replace(old, new, 1), PUBLIC)


@pytest.mark.parametrize("data", [b"", b"\n\n", SIGNED[:-1], SIGNED + b"x" * 100_000])
def test_it_refuses_what_is_no_checkpoint(data: bytes) -> None:
    with pytest.raises(LogError, match="not a signed note"):
        read(data, PUBLIC)


def test_its_signature_is_no_statements() -> None:
    text = SIGNED.rpartition(b"\n\n")[0].decode()
    assert re.match("reelmark/[0-9a-f]{16}\n", text)  # a statement's begins `reelmark statement`
