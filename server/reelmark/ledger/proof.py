"""The offline proof of one statement (https://c2sp.org/tlog-proof), docs/formats.md, "Log"."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from reelmark.ledger import checkpoint
from reelmark.ledger.checkpoint import Checkpoint
from reelmark.ledger.statement import Statement, canonical, leaf, read_leaf, verify
from reelmark.ledger.tree import LogError, leaf_hash, root_of_path

FIRST_LINE = "c2sp.org/tlog-proof@v1"
MAX_BYTES = 1024 * 1024
"""Of a proof file: payloads have a few thousand characters."""

_FORM = re.compile(
    rf"{re.escape(FIRST_LINE)}\n"
    r"extra (?P<extra>[A-Za-z0-9+/]+={0,2})\n"
    r"index (?P<index>0|[1-9][0-9]{0,18})\n"
    r"(?P<path>([A-Za-z0-9+/]{43}=\n){0,63})"
    r"\n(?P<checkpoint>.+)",
    re.DOTALL,
)

_EXTRA = {
    "leaf": r"[ -~]+\n[ -~]+\n",
    "key": r"[A-Za-z0-9+/]{43}=",
    "payload": r"[^\ud800-\udfff]+",
    "salt": r"([0-9a-f]{2})+",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """A statement, the raw public key it is signed with, and its way up to a signed checkpoint."""

    statement: Statement
    key: bytes
    index: int
    path: Sequence[bytes]
    checkpoint: bytes


def write(proof: Proof) -> bytes:
    """The bytes of a proof file."""
    statement = proof.statement
    extra: dict[str, object] = {"leaf": _text(leaf(statement)), "key": _base64(proof.key)}
    if statement.payload is not None and statement.salt is not None:
        extra |= {"payload": _text(statement.payload), "salt": statement.salt.hex()}
    lines = [FIRST_LINE, f"extra {_base64(canonical(extra))}", f"index {proof.index}"]
    lines += [_base64(node) for node in proof.path]
    return "\n".join([*lines, "", ""]).encode() + proof.checkpoint


def read(data: bytes) -> Proof:
    """Parse a proof file; nothing is verified yet. Raises LogError or StatementError."""
    try:
        found = _FORM.fullmatch(data[: MAX_BYTES + 1].decode("utf-8"))
        extra = _extra(base64.b64decode(found["extra"], validate=True)) if found else None
    except (ValueError, RecursionError):
        found = extra = None
    if found is None or extra is None or len(data) > MAX_BYTES:
        raise LogError(f"this is not a proof file of a statement ({FIRST_LINE})")
    payload, salt = extra.get("payload"), extra.get("salt")
    return Proof(
        statement=read_leaf(
            extra["leaf"].encode(),
            payload.encode() if payload is not None else None,
            bytes.fromhex(salt) if salt is not None else None,
        ),
        key=base64.b64decode(extra["key"]),
        index=int(found["index"]),
        path=[base64.b64decode(line) for line in found["path"].split()],
        checkpoint=found["checkpoint"].encode(),
    )


def check(proof: Proof, server: Ed25519PublicKey) -> Checkpoint:
    """Check a proof against the key of the server that keeps the log; returns its checkpoint.

    Raises LogError or StatementError.
    """
    verify(proof.statement, Ed25519PublicKey.from_public_bytes(proof.key))
    signed = checkpoint.read(proof.checkpoint, server)
    found = root_of_path(leaf_hash(leaf(proof.statement)), proof.index, signed.size, proof.path)
    if found != signed.root:
        raise LogError(f"the statement is not leaf {proof.index} of the checkpoint's log")
    return signed


def _extra(data: bytes) -> dict[str, str] | None:
    """The parts of the extra data, when they are those of a statement. Raises ValueError."""
    extra = json.loads(data)
    if not isinstance(extra, dict) or not {"leaf", "key"} <= extra.keys() <= _EXTRA.keys():
        return None
    fits = (isinstance(v, str) and re.fullmatch(_EXTRA[name], v) for name, v in extra.items())
    return extra if all(fits) else None


def _text(data: bytes) -> str:
    return data.decode("utf-8")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
