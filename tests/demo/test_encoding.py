"""The demo files and their altered copies."""

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from reelmark.demo.encoding import Edit, write_copy
from reelmark.errors import VideoError

Clip = npt.NDArray[np.float32]
Copier = Callable[[Edit], Clip]


def read(path: Path) -> Clip:
    """All frames in grey levels, float32 of shape (frames, height, width)."""
    with av.open(path) as container:
        frames = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
    return np.stack(frames).astype(np.float32)


@pytest.fixture(scope="module")
def original(master: Path) -> Clip:
    return read(master)


@pytest.fixture
def copied(master: Path, tmp_path: Path) -> Copier:
    """Makes a copy and reads it."""

    def copy(edit: Edit) -> Clip:
        write_copy(master, tmp_path / "copy.mp4", edit)
        return read(tmp_path / "copy.mp4")

    return copy


def test_an_episode_is_h264_in_mp4_of_the_promised_size_and_length(master: Path) -> None:
    with av.open(master) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
        assert (context.width, context.height, stream.frames) == (540, 960, 65)
        assert container.duration == pytest.approx(2.6 * av.time_base, abs=1000)


def test_a_copy_starts_and_ends_where_the_edit_says(original: Clip, copied: Copier) -> None:
    copy = copied(Edit(start_s=1, duration_s=0.8))
    assert len(copy) == 20
    assert np.abs(copy[0] - original[25]).mean() < 3


def test_a_faster_copy_is_shorter(copied: Copier) -> None:
    assert len(copied(Edit(speed=2))) in (32, 33)


def test_a_copy_has_the_frame_rate_asked_for(copied: Copier) -> None:
    assert len(copied(Edit(duration_s=1, fps=10))) == 10


def test_a_mirrored_copy_shows_left_as_right(original: Clip, copied: Copier) -> None:
    copy = copied(Edit(duration_s=0.2, mirror=True))
    assert np.abs(copy[0, :, ::-1] - original[0]).mean() < 3


def test_a_cropped_copy_lacks_that_side(original: Clip, copied: Copier) -> None:
    copy = copied(Edit(duration_s=0.2, crop=(0.1, 0, 0, 0.05)))
    assert copy.shape[1:] == (912, 486)
    assert np.abs(copy[0] - original[0, :912, 54:]).mean() < 3


def test_a_small_copy_keeps_its_proportions(copied: Copier) -> None:
    assert copied(Edit(duration_s=0.2, short_side=360, crf=32)).shape[1:] == (640, 360)


def test_a_letterboxed_copy_has_black_bars(original: Clip, copied: Copier) -> None:
    copy = copied(Edit(duration_s=0.2, letterbox=0.1))
    assert copy.shape[1:] == (1152, 540)
    assert copy[0, :90].max() < 8
    assert np.abs(copy[0, 96:-96] - original[0]).mean() < 3


def test_a_brighter_copy_is_brighter(original: Clip, copied: Copier) -> None:
    copy = copied(Edit(duration_s=0.2, brightness=0.1))
    assert copy[0].mean() - original[0].mean() > 10


def test_a_copy_can_be_vp9_in_webm(master: Path, tmp_path: Path) -> None:
    write_copy(master, tmp_path / "copy.webm", Edit(duration_s=0.2, codec="libvpx-vp9"))
    with av.open(tmp_path / "copy.webm") as container:
        assert container.streams.video[0].codec_context.name == "vp9"


def test_the_same_edit_gives_the_same_file(master: Path, tmp_path: Path) -> None:
    for name in ("once.mp4", "again.mp4"):
        write_copy(master, tmp_path / name, Edit())
    assert (tmp_path / "once.mp4").read_bytes() == (tmp_path / "again.mp4").read_bytes()


def test_a_stretch_without_pictures_leaves_no_file(master: Path, tmp_path: Path) -> None:
    with pytest.raises(VideoError, match="no picture"):
        write_copy(master, tmp_path / "copy.mp4", Edit(start_s=60))
    assert list(tmp_path.iterdir()) == []
