"""The Merkle tree of RFC 6962, section 2.1: hashes, audit paths and consistency proofs.

Leaves count from 0. A part of a tree is named by its leaves [begin, end).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from reelmark.errors import ReelmarkError

HASH_BYTES = 32

MAX_SIZE = 2**63
"""Leaves of a log; a path in a tree so large has at most 63 hashes."""

Subtree = Callable[[int, int], bytes]
"""MTH(D[begin:end]) of a log, for the parts that the RFC's proofs are made of."""


class LogError(ReelmarkError):
    """The log, or something said of it, is not what was once signed."""


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one leaf."""
    return hashlib.sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbouring parts."""
    return hashlib.sha256(b"\1" + left + right).digest()


def tree_hash(leaves: Sequence[bytes]) -> bytes:
    """MTH of leaves given by their hashes."""
    if len(leaves) > 1:
        middle = split(len(leaves))
        return node_hash(tree_hash(leaves[:middle]), tree_hash(leaves[middle:]))
    return leaves[0] if leaves else hashlib.sha256().digest()


def split(size: int) -> int:
    """Where a part of `size` > 1 leaves is divided: the largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def audit_path(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """PATH(index, D[0:size]) of section 2.1.1, from the leaf's neighbour upwards."""
    begin, end = 0, size
    path = []
    while end - begin > 1:
        middle = begin + split(end - begin)
        if index < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(begin, middle))
            begin = middle
    return path[::-1]


def consistency_proof(old: int, size: int, subtree: Subtree) -> list[bytes]:
    """PROOF(old, D[0:size]) of section 2.1.2; for an empty old tree there is nothing to prove."""
    if old == 0:
        return []
    begin, end = 0, size
    proof = []
    while end > old:
        middle = begin + split(end - begin)
        if old <= middle:
            proof.append(subtree(middle, end))
            end = middle
        else:
            proof.append(subtree(begin, middle))
            begin = middle
    if begin > 0:
        proof.append(subtree(begin, end))
    return proof[::-1]


def root_of_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that an audit path leads to from a leaf's hash. Raises LogError."""
    if not 0 <= index < size <= MAX_SIZE:
        raise LogError(f"leaf {index} is not in a log of {size}")
    return _climb(leaf, index, size, path)


def check_consistency(
    old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that a tree of `size` leaves begins with the `old` ones. Raises LogError."""
    if not 0 <= old <= size <= MAX_SIZE:
        raise LogError(f"a log of {size} cannot go on from one of {old}")
    if old == 0:
        begins, ends, rest = tree_hash([]), root, len(proof)
    else:
        begins, ends, rest = _both_roots(old, size, proof, old_root)
    if rest or begins != old_root or ends != root:
        raise LogError(f"the log of {size} does not go on from the one of {old}")


def _climb(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    if size == 1:
        if path:
            raise LogError("its path has too many hashes")
        return leaf
    if not path:
        raise LogError("its path has too few hashes")
    middle = split(size)
    if index < middle:
        return node_hash(_climb(leaf, index, middle, path[:-1]), path[-1])
    return node_hash(path[-1], _climb(leaf, index - middle, size - middle, path[:-1]))


def _both_roots(
    old: int, size: int, proof: Sequence[bytes], known: bytes | None
) -> tuple[bytes, bytes, int]:
    """Roots of the old and the new part that SUBPROOF speaks of, and how many hashes are left.

    `known` is the old root while the part begins at leaf 0, where the proof leaves it out.
    """
    if old == size and known is not None:
        return known, known, len(proof)
    if not proof:
        raise LogError("the proof has too few hashes")
    if old == size:
        return proof[-1], proof[-1], len(proof) - 1
    middle, last = split(size), proof[-1]
    if old <= middle:
        begins, ends, rest = _both_roots(old, middle, proof[:-1], known)
        return begins, node_hash(ends, last), rest
    begins, ends, rest = _both_roots(old - middle, size - middle, proof[:-1], None)
    return node_hash(last, begins), node_hash(last, ends), rest
