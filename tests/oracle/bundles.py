"""A second implementation of docs/formats.md, "Bundle": `python -m tests.oracle.bundles` writes
shared/vectors/bundle.json.

Plain Python on that page alone. Its JSON is RFC 8785 because all keys here are ASCII and all
numbers are written alike in both.
"""

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.oracle.tracks import OracleTrack, little_endian, to_bytes

FILE = Path(__file__).parents[2] / "shared" / "vectors" / "bundle.json"
SEED = bytes(range(32))
MADE, EXPIRES = "2026-11-21T06:05:12.123Z", "2026-11-28T06:05:12.123Z"
GENERATION = 9
BACKGROUND = {
    "phash_log10": [[-6.5, -6.25], [-6.5, -5.125]],
    "detail_log10": [-9.5, -0.5],
    "plain_log10": [0.5],
}

TRACKS = [
    OracleTrack([0, 700, 2700], [1, 2**64 - 1, 2**63], [0, 5, 2**40 + 3], 3000),
    OracleTrack([40], [0xFEDCBA9876543210], [0x0123456789ABCDEF], 40),
    OracleTrack([], [], [], 0),
]

Json = dict[str, Any]

SOURCE = {
    "name": "演示公示 2099-01",
    "issuer": "演示机关",
    "date": "2099-01-05",
    "url": "https://example.org/notice",
    "document": None,
    "row": "第 3 行",
}


def episode(number: int, track: OracleTrack, status: str = "active") -> Json:
    return {
        "number": number,
        "status": status,
        "duration_ms": max(track.last_ms, 1),
        "frames": len(track.times_ms),
        "track_bytes": len(to_bytes(track)),
    }


LISTED = {
    "state": "listed",
    "verification": "public_list",
    "tier": "class_1",
    "legacy_tier": "key",
    "number": "（总局）网微剧审字（2026）第001号",
    "kind": "microdrama_licence",
    "by": "local-operator",
    "since": "2026-11-20",
    "until": "2027-11-19",
    "source": SOURCE,
}
NOTHING = dict.fromkeys(LISTED) | {"state": "none_seen", "verification": "none"}
DRAMAS = [
    {
        "id": "feng-gui",
        "title": "凤归",
        "status": "active",
        "demo": False,
        "verified": True,
        "registrant": "local-operator",
        "registered": "2026-11-20",
        "ai": {
            "involvement": "generated",
            "scope": ["visuals", "voice"],
            "tools": ["Kling"],
            "since": "2026-11-20",
            "disputed": None,
            "observed": [
                {
                    "value": "1",
                    "basis": "implicit_metadata",
                    "since": "2026-11-20",
                    "episodes": 2,
                },
                {
                    "value": "3",
                    "basis": "implicit_metadata",
                    "since": "2026-11-21",
                    "episodes": 1,
                },
            ],
        },
        "revoked": None,
        "editions": [
            {
                "id": "e-main",
                "name": "main",
                "status": "active",
                "approval": LISTED,
                "episodes": [episode(1, TRACKS[0]), episode(2, TRACKS[1], "withdrawn")],
            },
            {
                "id": "e-other",
                "name": None,
                "status": "active",
                "approval": NOTHING,
                "episodes": [episode(1, TRACKS[2])],
            },
        ],
    },
    {
        "id": "removed",
        "title": None,
        "status": "revoked",
        "demo": True,
        "verified": False,
        "registrant": "somebody",
        "registered": "2026-11-21",
        "ai": {
            "involvement": "unknown",
            "scope": [],
            "tools": [],
            "since": "2026-11-21",
            "disputed": "2026-11-21",
            "observed": [],
        },
        "revoked": SOURCE,
        "editions": [],
    },
]

SITES = {
    "revision": 3,
    "sites": [
        {
            "id": "example",
            "hosts": ["www.example.org", "*.video.example.org"],
            "off": False,
            "lang": "zh",
            "clips": [".slide"],
            "labels": [".info"],
            "texts": ["h1"],
            "words": [{"text": "内容由AI生成", "value": "1", "basis": "author_declared"}],
            "query": ["v"],
        },
        {
            "id": "switched-off",
            "hosts": ["off.example.org"],
            "off": True,
            "lang": "en",
            "clips": [],
            "labels": [],
            "texts": [],
            "words": [],
            "query": [],
        },
    ],
}


def canonical(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def seal(payload: Json, purpose: str) -> str:
    """The text of a signed file."""
    key = Ed25519PrivateKey.from_private_bytes(SEED)
    body = canonical(payload)
    envelope = {
        "payload": b64encode(body).decode(),
        "signature": b64encode(key.sign(f"{purpose}\0".encode() + body)).decode(),
        "key": sha256(key.public_key().public_bytes_raw()).hexdigest()[:16],
    }
    return canonical(envelope).decode()


def bundle() -> bytes:
    header = canonical({"v": 1, "background": BACKGROUND, "dramas": DRAMAS})
    return b"RMB1" + little_endian(len(header), 4) + header + b"".join(map(to_bytes, TRACKS))


def manifest() -> Json:
    data = bundle()
    digest = sha256(data).hexdigest()
    return {
        "v": 1,
        "generation": GENERATION,
        "made": MADE,
        "expires": EXPIRES,
        "bundle": {
            "path": f"bundle/{digest}.bin",
            "sha256": digest,
            "bytes": len(data),
            "frames": sum(len(track.times_ms) for track in TRACKS),
        },
        "recent": "bundle/recent.json",
        "sites": SITES,
    }


def recent() -> Json:
    newest = {"seq": 9, "time": MADE, "drama": DRAMAS[1]}
    earlier = {"seq": 7, "time": "2026-11-20T08:00:00.000Z", "drama": DRAMAS[0]}
    return {
        "v": 1,
        "generation": GENERATION,
        "made": MADE,
        "expires": EXPIRES,
        "changes": [newest, earlier],
        "complete": True,
    }


def make() -> str:
    key = Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw()
    vectors = {
        "about": "Golden vectors of docs/formats.md, Bundle: `python -m tests.oracle.bundles`.",
        "seed": SEED.hex(),
        "key": b64encode(key).decode(),
        "background": BACKGROUND,
        "dramas": DRAMAS,
        "tracks": [to_bytes(track).hex() for track in TRACKS],
        "bundle": bundle().hex(),
        "manifest": {"payload": manifest(), "file": seal(manifest(), "reelmark manifest v1")},
        "recent": {"payload": recent(), "file": seal(recent(), "reelmark recent v1")},
    }
    return json.dumps(vectors, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(make(), encoding="utf-8")
