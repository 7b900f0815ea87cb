"""Published bytes against shared/vectors/bundle.json, which tests/oracle/bundles.py makes."""

from __future__ import annotations

import json
from base64 import b64decode
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reelmark.contract import shared_folder
from reelmark.matching.background import Background
from reelmark.publishing.bundle import Bundle, build_bundle
from reelmark.publishing.envelope import Purpose, public_text, seal
from reelmark.publishing.manifest import describe
from reelmark.publishing.recent import LastSaid, recent_changes
from reelmark.publishing.record import PublishedDrama
from reelmark.publishing.sites import Sites

VECTORS: dict[str, Any] = json.loads((shared_folder() / "vectors/bundle.json").read_text("utf-8"))
DRAMAS = [PublishedDrama.model_validate(drama) for drama in VECTORS["dramas"]]
KEY = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["seed"]))
SITES = Sites.model_validate_json(json.dumps(VECTORS["manifest"]["payload"]["sites"]))
MADE = datetime.fromisoformat(VECTORS["manifest"]["payload"]["made"])


def bundle() -> Bundle:
    tables = VECTORS["background"]
    phash = tuple(map(tuple, tables["phash_log10"]))
    background = Background(phash, tuple(tables["detail_log10"]), tuple(tables["plain_log10"]))
    return build_bundle(DRAMAS, map(bytes.fromhex, VECTORS["tracks"]), background)


def test_it_lays_out_the_bundle() -> None:
    assert bundle().data.hex() == VECTORS["bundle"]


def test_it_signs_the_manifest() -> None:
    manifest = describe(bundle(), 9, MADE, SITES).model_dump(mode="json")
    assert manifest == VECTORS["manifest"]["payload"]
    assert seal(manifest, Purpose.MANIFEST, KEY).decode() == VECTORS["manifest"]["file"]


def test_it_signs_recent_changes_the_newest_first() -> None:
    said = [
        LastSaid(DRAMAS[0], 7, "2026-11-20T08:00:00.000Z"),
        LastSaid(DRAMAS[1], 9, "2026-11-21T06:05:12.123Z"),
    ]
    recent = recent_changes(said, 9, MADE).model_dump(mode="json")
    assert recent == VECTORS["recent"]["payload"]
    assert seal(recent, Purpose.RECENT, KEY).decode() == VECTORS["recent"]["file"]


def test_its_signature_is_for_its_purpose_alone() -> None:
    envelope = json.loads(VECTORS["manifest"]["file"])
    payload, signature = b64decode(envelope["payload"]), b64decode(envelope["signature"])
    KEY.public_key().verify(signature, b"reelmark manifest v1\0" + payload)


def test_it_writes_the_key_as_packages_hold_it() -> None:
    assert public_text(KEY.public_key()) == VECTORS["key"]
