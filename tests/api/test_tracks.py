from __future__ import annotations

import hashlib
import struct

import numpy as np
import pytest
from flask.testing import FlaskClient

from reelmark.fingerprint import Track
from reelmark.fingerprint.track import MAX_FRAMES
from reelmark.registry.api_keys import Scope
from reelmark.registry.store import Registry
from tests.api.writing import Platform, problem
from tests.registry.samples import track

pytestmark = pytest.mark.usefixtures("each_database")


def kept(registry: Registry, sha256: str) -> bool:
    with registry.read() as reader:
        return reader.track(sha256) is not None


def of(frames: int) -> bytes:
    """A track of so many frames, one a millisecond."""
    words = np.zeros(frames, np.uint64)
    return Track(np.arange(frames, dtype=np.uint32), words, words, frames).to_bytes()


def test_it_keeps_a_track_once(platform: Platform) -> None:
    answer = platform.put(track(7))
    assert answer.status_code == 201
    assert answer.json == {"sha256": track(7).sha256, "frames": 5, "duration_ms": 5000}
    assert platform.put(track(7)).status_code == 200
    assert kept(platform.registry, track(7).sha256)


def test_it_refuses_a_track_that_is_not_what_its_sha256_says(platform: Platform) -> None:
    other = "0f" * 32
    assert problem(platform.put(track(7), other)) == "wrong-track"
    assert not kept(platform.registry, other)
    assert not kept(platform.registry, track(7).sha256)


def test_it_takes_a_million_frames_and_no_more(platform: Platform) -> None:
    whole = of(MAX_FRAMES)
    sha256 = hashlib.sha256(whole).hexdigest()
    assert platform.put_bytes(whole, sha256).status_code == 201
    more = of(MAX_FRAMES + 1)
    sha256 = hashlib.sha256(more).hexdigest()
    refused = platform.put_bytes(more, sha256)
    assert problem(refused) == "wrong-track"
    assert "at most 1,000,000 kept frames" in refused.text
    assert not kept(platform.registry, sha256)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"RMT1",
        b"RMT1" + struct.pack("<II", 2**32 - 1, 1),
        track(7).to_bytes() + b"x",
        track(7).to_bytes()[:-1],
        of(0),
    ],
)
def test_it_refuses_what_is_no_track(platform: Platform, data: bytes) -> None:
    sha256 = hashlib.sha256(data).hexdigest()
    assert problem(platform.put_bytes(data, sha256)) == "wrong-track"
    assert not kept(platform.registry, sha256)


def test_it_refuses_a_body_of_another_type(platform: Platform) -> None:
    address = f"/v1/tracks/{track(7).sha256}"
    data, headers = track(7).to_bytes(), platform.headers()
    refused = platform.client.put(address, data=data, content_type="text/x", headers=headers)
    assert problem(refused) == "unsupported-media-type"


def test_it_needs_a_key_that_registers(client: FlaskClient, filled: Registry) -> None:
    reader = Platform(client, filled, "reader", Scope.READ)
    assert problem(reader.put(track(7))) == "wrong-scope"
    assert problem(client.put(f"/v1/tracks/{track(7).sha256}", data=b"x")) == "unauthorised"
