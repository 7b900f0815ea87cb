"""Small videos made by code, and files that only look like one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from PIL import Image

Picture = npt.NDArray[np.uint8]

RATE = 25


def scenes(seed: int, seconds: float, size: tuple[int, int] = (192, 320)) -> list[Picture]:
    """RGB pictures (height, width, 3) of a new rich scene every second, drifting sideways."""
    rng = np.random.default_rng(seed)
    width, height = size
    shown = []
    for second in range(int(np.ceil(seconds))):
        scene = np.zeros((height, width + RATE, 3))
        for cell in (64, 32, 16, 8):
            coarse = rng.normal(0, cell, (height // cell + 1, (width + RATE) // cell + 2))
            scene += np.kron(coarse, np.ones((cell, cell)))[:height, : width + RATE, None]
        picture = np.clip(scene + 128, 0, 255).astype(np.uint8)
        count = min(RATE, round((seconds - second) * RATE))
        shown += [np.ascontiguousarray(picture[:, step : step + width]) for step in range(count)]
    return shown


def framed(picture: Picture) -> Picture:
    """A picture, RGB or one plane, at half its size and off the middle of slanted stripes."""
    height, width = picture.shape[:2]
    shown = np.empty_like(picture)
    shown.T[:] = (np.add.outer(np.arange(width), np.arange(height)) % 64 + 90).astype(np.uint8)
    top, left = height // 8, width // 4
    small = np.asarray(Image.fromarray(picture).reduce(2))
    shown[top : top + height // 2, left : left + width // 2] = small
    return shown


def stuck(plane: Picture) -> Picture:
    """A plane with a bright sticker that has a dark mouth over its middle."""
    covered = plane.copy()
    covered[80:176, 80:176] = 230
    covered[130:150, 96:160] = 20
    return covered


def marked(plane: Picture) -> Picture:
    """A plane with a station's bright logo in a corner."""
    covered = plane.copy()
    covered[12:44, 176:240] = 245
    covered[20:36, 188:204] = 40
    return covered


def barred(plane: Picture) -> Picture:
    """A plane squeezed between black bars above and below."""
    held = np.zeros_like(plane)
    held[48:208] = np.asarray(Image.fromarray(plane).resize((256, 160)))
    return held


def darkened(plane: Picture) -> Picture:
    """A plane whose left quarter lies in the dark."""
    held = plane.copy()
    held[:, :72] = 16
    return held


def captioned(plane: Picture) -> Picture:
    """The same with a line of letters in the lower bar."""
    held = barred(plane)
    held[232:240, 40:216:8] = 220
    return held


def read(path: Path) -> list[Picture]:
    """All pictures of a video, RGB (height, width, 3)."""
    with av.open(path) as container:
        frames = container.decode(video=0)
        return [np.asarray(frame.to_ndarray(format="rgb24"), np.uint8) for frame in frames]


def write(
    path: Path,
    pictures: Sequence[Picture],
    *,
    times_ms: list[int] | None = None,
    rotation: int = 0,
    metadata: Mapping[str, str] | None = None,
) -> Path:
    """Encode pictures, 25 a second or at the times given, with a phone's rotation if any.

    `metadata` of an MP4 go where players look for `mdta` keys.
    """
    with av.open(path, "w", options={"movflags": "+faststart+use_metadata_tags"}) as container:
        container.metadata.update(metadata or {})
        stream = container.add_stream("libx264", rate=RATE)
        stream.height, stream.width, _ = pictures[0].shape
        stream.pix_fmt, stream.codec_context.time_base = "yuv420p", Fraction(1, 1000)
        if rotation:
            stream.set_display_rotation(rotation)
        for index, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(picture, "rgb24")
            frame.pts = times_ms[index] if times_ms else index * 1000 // RATE
            frame.time_base = Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def join(parts: Sequence[Path], path: Path) -> Path:
    """One video after another, encoded anew at 25 a second."""
    return write(path, [picture for part in parts for picture in read(part)])


def write_sound(path: Path) -> Path:
    """A second of silence, without a picture."""
    with av.open(path, "w") as container:
        stream = container.add_stream("aac", rate=8000)
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.float32), "fltp", "mono")
        silence.sample_rate = 8000
        container.mux(stream.encode(silence))
        container.mux(stream.encode(None))
    return path


def bad_files(folder: Path) -> dict[Path, str]:
    """One file for each thing that can be wrong, with words that must be said of it."""
    good = write(folder / "good.mp4", scenes(1, 4))
    files = {
        "no video.mp4": (b"this is a letter, not a video\n" * 50, "cannot be read as video"),
        "cut off.mp4": (good.read_bytes()[: good.stat().st_size // 3], "is cut off"),
        "index missing.mp4": (_without_index(good), "cannot be read as video"),
        "empty.mp4": (b"", "is empty"),
        "huge.y4m": (b"YUV4MPEG2 W10000 H10000 F25:1 C420\nFRAME\n", "10000 x 10000"),
    }
    good.unlink()
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    said = {folder / name: words for name, (_, words) in files.items()}
    black = [np.zeros((320, 192, 3), np.uint8)] * RATE * 3
    said[write_sound(folder / "sound only.mp4")] = "holds no video"
    said[write(folder / "one frame.mp4", scenes(2, 1)[:1])] = "single picture"
    said[write(folder / "all black.mp4", black)] = "nothing to recognise"
    (folder / "a folder.mp4").mkdir()
    said[folder / "a folder.mp4"] = "is a folder"
    said[folder / "missing.mp4"] = "does not exist"
    return said


def _without_index(good: Path) -> bytes:
    """An MP4 whose upload ended before its index, which most files carry at their end."""
    data = good.read_bytes()
    index = data.index(b"moov") - 4
    end = index + int.from_bytes(data[index : index + 4], "big")
    return data[:index] + data[end:]
