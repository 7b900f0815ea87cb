from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reelmark.errors import VideoError
from reelmark.fingerprint import fingerprint_video
from reelmark.fingerprint.luma import read_planes
from tests import videos


def bits_apart(one: Path, other: Path) -> list[int]:
    """Of the frames both tracks keep at the same time, the bits in which the hashes differ."""
    a, b = fingerprint_video(one), fingerprint_video(other)
    _, i, j = np.intersect1d(a.times_ms, b.times_ms, return_indices=True)
    assert len(i) >= 3
    return [int(bits) for bits in np.bitwise_count(a.hashes[i] ^ b.hashes[j])]


def test_what_is_no_episode_is_refused_with_a_clear_line(tmp_path: Path) -> None:
    for path, words in videos.bad_files(tmp_path).items():
        if words not in ("is empty", "is a folder", "does not exist"):
            with pytest.raises(VideoError, match=words):
                fingerprint_video(path)


def test_a_name_in_chinese_with_spaces_is_no_obstacle(tmp_path: Path) -> None:
    track = fingerprint_video(videos.write(tmp_path / "雾港 来信 第 1 集.mp4", videos.scenes(3, 3)))
    assert len(track) >= 3


def test_a_phone_video_is_turned_upright(tmp_path: Path) -> None:
    pictures = videos.scenes(4, 3)
    upright = videos.write(tmp_path / "upright.mp4", pictures)
    lying = [np.ascontiguousarray(np.rot90(picture, -1)) for picture in pictures]
    turned = videos.write(tmp_path / "turned.mp4", lying, rotation=90)
    assert max(bits_apart(upright, turned)) <= 4


def test_a_variable_frame_rate_changes_no_time(tmp_path: Path) -> None:
    pictures = videos.scenes(5, 4)
    steady = videos.write(tmp_path / "steady.mp4", pictures)
    times = [index * 40 for index in range(100) if index % 25 < 8 or index % 3 == 0]
    chosen = [pictures[time // 40] for time in times]
    varying = videos.write(tmp_path / "varying.mp4", chosen, times_ms=times)
    shown = dict(read_planes(steady, 25))
    apart = [
        np.abs(plane - shown[at].astype(float)).mean() for at, plane in read_planes(varying, 8)
    ]
    assert max(apart) < 4


def test_progress_rises_from_nothing_to_all(tmp_path: Path) -> None:
    told: list[float] = []
    fingerprint_video(videos.write(tmp_path / "a.mp4", videos.scenes(7, 2)), told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
