"""Small videos made by code, and files that only look like one."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

RATE = 15


def make_video(path: Path, seed: int, seconds: int = 3) -> Path:
    """A vertical video of a new smooth picture every second, drifting sideways."""
    rng = np.random.default_rng(seed)
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = 96, 160, "yuv420p"
        for _ in range(seconds):
            coarse = rng.integers(20, 235, (10, 9, 3)).astype(np.uint8)
            scene = np.kron(coarse, np.ones((16, 16, 1), np.uint8))
            for step in range(RATE):
                picture = np.ascontiguousarray(scene[:, step : step + 96])
                container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        container.mux(stream.encode(None))
    return path


def make_sound(path: Path) -> Path:
    """A second of silence, without a picture."""
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=8000)
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.float32), "fltp", "mono")
        silence.sample_rate = 8000
        container.mux(stream.encode(silence))
        container.mux(stream.encode(None))
    return path
