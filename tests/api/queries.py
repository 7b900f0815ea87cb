"""Made-up clips, and the bodies of `POST /v1/match` that speak of them."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from reelmark.fingerprint import Track
from reelmark.fingerprint.luma import Plane
from reelmark.fingerprint.registered import is_storable
from reelmark.fingerprint.thumb import thumb
from reelmark.fingerprint.windows import STAGES
from reelmark.matching.clip import PictureClip

Body = dict[str, Any]


def planes(seed: int, count: int = 6) -> list[tuple[int, Plane]]:
    """Unlike pictures with soft shapes, one each 700 ms."""
    random = np.random.default_rng(seed)
    small = random.integers(0, 256, (count, 24, 24), np.uint8)
    return [(700 * number, _enlarged(one)) for number, one in enumerate(small)]


def _enlarged(small: npt.NDArray[np.uint8]) -> Plane:
    large = Image.fromarray(small).resize((256, 256), Image.Resampling.BICUBIC)
    return np.asarray(large, np.uint8)


def track_of(samples: list[tuple[int, Plane]]) -> Track:
    """The track of a video that shows these pictures."""
    clip = PictureClip.from_planes(samples)
    centre = np.array([0])
    frames = range(len(clip.times_ms))
    return Track(
        clip.times_ms.astype(np.uint32),
        np.array([clip.hashes(frame, centre)[0] for frame in frames]),
        np.array([clip.details(frame, centre)[0] for frame in frames]),
        clip.length_ms,
    )


def query(samples: list[tuple[int, Plane]], stage: int) -> Body:
    """What a client sends of these pictures at a stage."""
    clip = PictureClip.from_planes(samples)
    windows = np.array([window for ids in STAGES[: stage + 1] for window in ids])
    frames = [
        {
            "t_ms": int(at),
            "rich": is_storable(thumb(plane)),
            "words": words(clip.hashes(number, windows), clip.details(number, windows)),
        }
        for number, (at, plane) in enumerate(samples)
    ]
    return {"v": 1, "stage": stage, "length_ms": clip.length_ms, "frames": frames}


def words(hashes: npt.NDArray[np.uint64], details: npt.NDArray[np.uint64]) -> str:
    """pHash and detail word of each window, big-endian, in base64."""
    pairs = np.stack([hashes, details], axis=1).astype(">u8")
    return base64.b64encode(pairs.tobytes()).decode()
