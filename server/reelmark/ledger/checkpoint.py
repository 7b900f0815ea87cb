"""A log's signed size and root (https://c2sp.org/tlog-checkpoint, https://c2sp.org/signed-note)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from reelmark.ledger.statement import key_id
from reelmark.ledger.tree import LogError

MAX_BYTES = 64 * 1024
"""Of a checkpoint: room for the 16 signatures that readers must take, and more."""

_ED25519 = b"\x01"
_TEXT = re.compile(r"([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\n([^\n]+\n)*")
_SIGNATURE = re.compile(r"— (?P<name>[^\s+]+) (?P<data>[A-Za-z0-9+/]+={0,2})")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log named `origin` has `size` leaves, and `root` is their tree hash."""

    origin: str
    size: int
    root: bytes


def origin_of(key: Ed25519PublicKey) -> str:
    """The name of the log that a server keeps, told by its key: whoever holds the key knows it."""
    return f"reelmark/{key_id(key)}"


def sign(size: int, root: bytes, key: Ed25519PrivateKey) -> bytes:
    """The signed checkpoint of a server's log. Equal logs have equal bytes: it has no time."""
    origin = origin_of(key.public_key())
    text = f"{origin}\n{size}\n{_base64(root)}\n"
    signature = _key_hash(key.public_key()) + key.sign(text.encode())
    return f"{text}\n— {origin} {_base64(signature)}\n".encode()


def read(data: bytes, key: Ed25519PublicKey) -> Checkpoint:
    """Check a signed checkpoint of the server that holds `key`. Raises LogError.

    Signatures by others, such as witnesses, are passed over.
    """
    text, signatures = _parts(data)
    origin, size, root = text.split("\n")[:3]
    if origin != origin_of(key):
        raise LogError(f"the checkpoint is of the log {origin}, not of {origin_of(key)}")
    _check_signature(text, signatures, key)
    return Checkpoint(origin, int(size), base64.b64decode(root))


def _parts(data: bytes) -> tuple[str, list[str]]:
    """The text that is signed and the lines of signatures."""
    try:
        note = data[: MAX_BYTES + 1].decode("utf-8")
    except UnicodeDecodeError as error:
        raise LogError("the checkpoint is not UTF-8") from error
    text, blank, rest = note.rpartition("\n\n")
    lines = rest.split("\n")
    whole = len(data) <= MAX_BYTES and blank and lines.pop() == "" and lines
    if not whole or not _TEXT.fullmatch(text + "\n"):
        raise LogError("the checkpoint is not a signed note of origin, size and root")
    return text + "\n", lines


def _check_signature(text: str, lines: list[str], key: Ed25519PublicKey) -> None:
    """Find the key's own signature by name and hash, as the specification has it."""
    wanted = origin_of(key), _key_hash(key)
    for line in lines:
        name, data = _signature(line)
        if (name, data[:4]) != wanted:
            continue
        try:
            return key.verify(data[4:], text.encode())
        except InvalidSignature:
            raise LogError("the signature of the checkpoint does not verify") from None
    raise LogError("the checkpoint is not signed by the server's key")


def _signature(line: str) -> tuple[str, bytes]:
    found = _SIGNATURE.fullmatch(line)
    try:
        data = base64.b64decode(found["data"], validate=True) if found else b""
    except binascii.Error:
        data = b""
    if found is None or len(data) <= 4:
        raise LogError("a signature line of the checkpoint is malformed")
    return found["name"], data


def _key_hash(key: Ed25519PublicKey) -> bytes:
    name = origin_of(key).encode()
    return hashlib.sha256(name + b"\n" + _ED25519 + key.public_bytes_raw()).digest()[:4]


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
