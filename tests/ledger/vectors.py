"""shared/vectors/log.json, which tests/oracle/log.py makes."""

from __future__ import annotations

import base64
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reelmark.contract import shared_folder
from reelmark.ledger.statement import Statement, read_leaf

VECTORS: dict[str, Any] = json.loads((shared_folder() / "vectors/log.json").read_text("utf-8"))
KEY = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["seed"]))
PUBLIC = KEY.public_key()

STATEMENTS: list[Statement] = [
    read_leaf(said["leaf"].encode(), said["payload"].encode(), bytes.fromhex(said["salt"]))
    for said in VECTORS["statements"]
]

assert base64.b64encode(PUBLIC.public_bytes_raw()).decode() == VECTORS["key"]
