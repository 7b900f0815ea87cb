"""A bundle of millions of frames: works that nobody made, beside those that are to be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from struct import pack

import numpy as np

from reelmark.matching import background
from reelmark.publishing.bundle import Bundle, build_bundle
from reelmark.publishing.record import PublishedDrama
from tests.extension.publisher import Work

FRAMES = 132
"""Of an episode of two minutes."""

STEP_MS = 910
DURATION_MS = FRAMES * STEP_MS
EPISODES = 80
"""Of a drama."""


def crowded(works: Sequence[Work], frames: int, seed: int = 1) -> Bundle:
    """A bundle of the works and of dramas with random hashes, of so many frames in all or a few
    more."""
    own = sum(len(work.track) for work in works)
    count = -(-(frames - own) // FRAMES)
    dramas = [
        _drama(works[0].record, first // EPISODES, min(EPISODES, count - first))
        for first in range(0, count, EPISODES)
    ]
    tracks = [*(work.track.to_bytes() for work in works), *_tracks(count, seed)]
    return build_bundle([*(work.record for work in works), *dramas], tracks, background.load())


def _drama(like: PublishedDrama, number: int, episodes: int) -> PublishedDrama:
    (edition,) = like.editions
    (episode,) = edition.episodes
    size = {"duration_ms": DURATION_MS, "frames": FRAMES, "track_bytes": len(_HEAD) + 16 * FRAMES}
    made = [episode.model_copy(update={"number": n + 1, **size}) for n in range(episodes)]
    own = edition.model_copy(update={"id": f"e-crowd-{number}", "episodes": tuple(made)})
    title = f"演示·众多之{number}"
    return like.model_copy(update={"id": f"d-crowd-{number}", "title": title, "editions": (own,)})


def _tracks(count: int, seed: int) -> Iterator[bytes]:
    rng = np.random.default_rng(seed)
    for _ in range(count):
        yield _HEAD + rng.bytes(16 * FRAMES)


_HEAD = (
    pack("<4sII", b"RMT1", FRAMES, DURATION_MS)
    + b"\0"
    + bytes([STEP_MS & 127 | 128, STEP_MS >> 7]) * (FRAMES - 1)
)
"""A track up to its words (shared/fingerprint.md, section 8), its frames STEP_MS apart."""
