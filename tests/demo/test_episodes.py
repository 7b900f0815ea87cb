"""The frames of the demo episodes."""

from dataclasses import replace
from itertools import combinations, islice

import imagehash
import numpy as np
import pytest
from PIL import Image

from reelmark.demo.dramas import DRAMAS
from reelmark.demo.episodes import EPISODES, Episode, Frame, render_frames


def glimpse(episode: Episode) -> list[Frame]:
    """The first picture of every shot."""
    shots = tuple(replace(shot, seconds=0.08) for shot in episode.shots)
    return list(render_frames(replace(episode, shots=shots)))[::2]


def central_hash(frame: Frame) -> imagehash.ImageHash:
    """The pHash of the central 70 % of the luma."""
    return imagehash.phash(Image.fromarray(frame[144:816, 81:459]).convert("L"))


@pytest.fixture(scope="module")
def glimpses() -> list[list[Frame]]:
    return [glimpse(EPISODES[index]) for index in (4, 5)]


def test_it_draws_the_same_frames_again(glimpses: list[list[Frame]]) -> None:
    again = glimpse(replace(EPISODES[4], shots=EPISODES[4].shots[:2]))
    assert np.array_equal(np.stack(glimpses[0][:2]), np.stack(again))


def test_frames_are_upright_rgb_pictures(glimpses: list[list[Frame]]) -> None:
    assert glimpses[0][0].shape == (960, 540, 3)
    assert glimpses[0][0].dtype == np.uint8


def test_shots_of_different_places_are_told_apart_by_their_hashes(
    glimpses: list[list[Frame]],
) -> None:
    hashes = [central_hash(frame) for frames in glimpses for frame in frames]
    assert min(one - other for one, other in combinations(hashes, 2)) > 8


def test_something_moves_within_a_shot() -> None:
    first, later = islice(render_frames(EPISODES[5]), 0, 26, 25)
    assert central_hash(first) - central_hash(later) >= 4


def test_every_episode_plays_twenty_to_thirty_seconds() -> None:
    seconds = [sum(shot.seconds for shot in episode.shots) for episode in EPISODES]
    assert all(20 <= length <= 30 for length in seconds)


def test_every_title_and_number_says_that_it_is_a_demo() -> None:
    assert all(drama.title_zh.startswith("演示·") for drama in DRAMAS)
    assert all(drama.title_en.startswith("Demo · ") for drama in DRAMAS)
    assert all(drama.credential.startswith("（演示）") for drama in DRAMAS)


def test_each_part_of_the_demo_is_played_by_one_drama() -> None:
    roles = sorted(drama.role for drama in DRAMAS)
    assert roles == ["declared", "kept_out", "listed", "revoked", "unclear"]
