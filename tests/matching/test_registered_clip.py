"""What another registrant registered before is found again, also mirrored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reelmark.fingerprint import Track, fingerprint_video
from reelmark.fingerprint.registered import MIRRORED_DETAIL, MIRRORED_PHASH, hash_thumb
from reelmark.fingerprint.thumb import thumb
from reelmark.matching import background
from reelmark.matching.library import Entry, Library
from reelmark.matching.registered_clip import agreements
from tests.videos import scenes, write


def track(path: Path, seed: int, step: int = 1) -> Track:
    """That of six scenes; with `step` -1 they are mirrored."""
    return fingerprint_video(write(path, [shown[:, ::step].copy() for shown in scenes(seed, 6)]))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("videos")
    entries = [
        Entry(f"work-{seed}", "main", 1, track(folder / f"{seed}.mp4", seed)) for seed in range(4)
    ]
    return Library(entries)


@pytest.mark.parametrize("step", [1, -1])
def test_it_finds_the_same_pictures(library: Library, tmp_path: Path, step: int) -> None:
    found = agreements(track(tmp_path / "copy.mp4", 2, step), library, background.load())
    assert [match.entry.drama for match in found] == ["work-2"]


def test_it_finds_nothing_in_others(library: Library, tmp_path: Path) -> None:
    assert agreements(track(tmp_path / "other.mp4", 9), library, background.load()) == []


def test_a_mirrored_picture_has_the_bits_that_are_said() -> None:
    picture = thumb(scenes(1, 1)[0].mean(axis=2).astype(np.uint8))
    plain, turned = hash_thumb(picture), hash_thumb(np.ascontiguousarray(picture[:, ::-1]))
    assert turned.detail == plain.detail ^ int(MIRRORED_DETAIL)
    assert (turned.phash ^ plain.phash ^ int(MIRRORED_PHASH)).bit_count() <= 6
