"""A second implementation of docs/formats.md, "Log": `python -m tests.oracle.log` writes
shared/vectors/log.json.

Plain Python on that page, RFC 6962 and the C2SP pages alone. Every hash is worked out from the
leaves by the RFC's own definitions, without tiles and without anything kept.
"""

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FILE = Path(__file__).parents[2] / "shared" / "vectors" / "log.json"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
KEY_ID = sha256(PUBLIC).hexdigest()[:16]
ORIGIN = f"reelmark/{KEY_ID}"

Json = dict[str, Any]

# The leaves and roots that implementations of RFC 6962 are tested with, from
# https://github.com/google/certificate-transparency/blob/master/cpp/merkletree/merkle_tree_test.cc
REFERENCE_LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
REFERENCE_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
REFERENCE_CONSISTENCY = [
    {
        "old": 1,
        "size": 8,
        "proof": [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    },
    {
        "old": 6,
        "size": 8,
        "proof": [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    },
    {
        "old": 2,
        "size": 5,
        "proof": [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    },
]


def mth(leaves: list[bytes]) -> bytes:
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = largest_power_below(len(leaves))
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def largest_power_below(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = largest_power_below(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = largest_power_below(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


def numbered(size: int) -> list[bytes]:
    return [str(n).encode() for n in range(size)]


def tile(level: int, number: int, leaves: list[bytes]) -> bytes:
    """Every hash from the leaves it covers, as far as the log has all of them."""
    unit = 256**level
    begins = [(number * 256 + i) * unit for i in range(256)]
    return b"".join(mth(leaves[b : b + unit]) for b in begins if b + unit <= len(leaves))


def base64(data: bytes) -> str:
    return b64encode(data).decode()


def checkpoint(leaves: list[bytes]) -> str:
    text = f"{ORIGIN}\n{len(leaves)}\n{base64(mth(leaves))}\n"
    key_hash = sha256(ORIGIN.encode() + b"\n\x01" + PUBLIC).digest()[:4]
    return f"{text}\n— {ORIGIN} {base64(key_hash + KEY.sign(text.encode()))}\n"


def compact(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def statement(number: int, payload: Json) -> Json:
    body, salt = compact(payload), bytes([number] * 16)
    header = compact(
        {
            "v": 1,
            "kind": "register",
            "work": f"work-{number}",
            "actor": "local-operator",
            "time": f"2026-11-21T06:05:{number:02d}.123Z",
            "payload": sha256(salt + body).hexdigest(),
        }
    )
    signature = KEY.sign(b"reelmark statement v1\0" + header)
    leaf = header.decode() + f"\n{KEY_ID} {base64(signature)}\n"
    return {"leaf": leaf, "payload": body.decode(), "salt": salt.hex()}


def proof(index: int, statements: list[Json], removed: bool) -> str:
    leaves = [said["leaf"].encode() for said in statements]
    extra = statements[index] | {"key": base64(PUBLIC)}
    if removed:
        del extra["payload"], extra["salt"]
    lines = ["c2sp.org/tlog-proof@v1", f"extra {base64(compact(extra))}", f"index {index}"]
    lines += [base64(node) for node in path(index, leaves)]
    return "\n".join(lines) + "\n\n" + checkpoint(leaves)


def trees() -> list[Json]:
    """Sizes around where tiles fill up; proofs of the first, middle and last leaf."""
    made = []
    for size in (1, 2, 3, 7, 8, 255, 256, 257, 600):
        leaves = numbered(size)
        paths = {m: [node.hex() for node in path(m, leaves)] for m in {0, size // 2, size - 1}}
        olds = {m: subproof(m, leaves, True) for m in {1, size // 2 or 1, size - 1 or 1, size}}
        made.append(
            {
                "size": size,
                "root": mth(leaves).hex(),
                "paths": {str(m): paths[m] for m in sorted(paths)},
                "consistency": {str(m): [n.hex() for n in olds[m]] for m in sorted(olds)},
            }
        )
    return made


def make() -> str:
    payload = {"subject": "drama", "title": "凤归", "ai": {"involvement": "unknown"}}
    statements = [statement(n, payload | {"title": f"凤归 {n}"}) for n in range(5)]
    leaves = numbered(600)
    tiles = {f"{level}/{number:03}": (level, number) for level, number in [(0, 1), (0, 2), (1, 0)]}
    vectors = {
        "about": "Golden vectors of docs/formats.md, Log: `python -m tests.oracle.log`.",
        "reference": {
            "leaves": REFERENCE_LEAVES,
            "roots": REFERENCE_ROOTS,
            "consistency": REFERENCE_CONSISTENCY,
        },
        "seed": bytes(range(32)).hex(),
        "key": base64(PUBLIC),
        "trees": trees(),
        "tiles": {name: sha256(tile(*of, leaves)).hexdigest() for name, of in tiles.items()},
        "statements": statements,
        "checkpoint": checkpoint([said["leaf"].encode() for said in statements]),
        "proofs": [
            {"index": 2, "removed": False, "file": proof(2, statements, removed=False)},
            {"index": 4, "removed": True, "file": proof(4, statements, removed=True)},
        ],
    }
    return json.dumps(vectors, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(make(), encoding="utf-8")
