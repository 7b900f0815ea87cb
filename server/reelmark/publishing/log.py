"""The log as it is published: checkpoint, tiles, and the proofs of statements."""

from __future__ import annotations

from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlmodel import Session

from reelmark.ledger import proof
from reelmark.ledger.checkpoint import sign
from reelmark.ledger.log import hashes, subtree
from reelmark.ledger.proof import Proof
from reelmark.ledger.statement import Kind, Statement, leaf
from reelmark.ledger.store import public_key, size, statement_of, statements_between
from reelmark.ledger.tiles import Tile, bundle
from reelmark.ledger.tree import audit_path

WITHHELD = frozenset({Kind.REPORT, Kind.DISPUTE})
"""Anyone may write these, and what anyone writes may name anyone: proofs leave the payload out."""


def checkpoint_of(session: Session, key: Ed25519PrivateKey, first: int | None = None) -> bytes:
    """The signed checkpoint of all statements there are, or of the `first` ones."""
    found = size(session) if first is None else first
    return sign(found, subtree(session)(0, found), key)


def tile_of(session: Session, tile: Tile) -> bytes | None:
    """The bytes of a tile or entry bundle; None while the log is shorter than that."""
    if tile.level is None:
        leaves = [leaf(said) for said in statements_between(session, tile.begin, tile.end)]
        return bundle(leaves) if len(leaves) == tile.width else None
    found = hashes(session, tile.level, tile.begin, tile.end)
    return b"".join(found) if len(found) == tile.width else None


def proof_of(
    session: Session, statement: str, key: Ed25519PrivateKey, first: int | None = None
) -> bytes | None:
    """The proof file of a statement by its id, in the log as it is or of the `first` statements.

    None when that log has no such statement.
    """
    found = statement_of(session, statement)
    total = size(session) if first is None else min(first, size(session))
    if found is None or found[0] > total:
        return None
    seq, said = found
    made = Proof(
        statement=_public(said),
        key=public_key(session, said.key_id),
        index=seq - 1,
        path=audit_path(seq - 1, total, subtree(session)),
        checkpoint=checkpoint_of(session, key, total),
    )
    return proof.write(made)


def _public(statement: Statement) -> Statement:
    withheld = statement.kind in WITHHELD
    return replace(statement, payload=None, salt=None) if withheld else statement
