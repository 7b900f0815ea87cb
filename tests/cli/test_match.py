from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from reelmark.demo.encoding import Edit, write_copy
from tests import videos
from tests.cli.conftest import Shell


@pytest.fixture
def episode(shell: Shell, tmp_path: Path) -> Path:
    """A registered episode of 12 s."""
    path = videos.write(tmp_path / "演示 第1集.mp4", videos.scenes(11, 12))
    shell.run("register", path, "--title", "演示·甲", "--ai", "generated", "--json")
    return path


def answers(shell: Shell, *clips: Path, code: int = 0) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for line in shell.run("match", "--json", *clips, code=code).stdout.splitlines()
    ]


def test_it_names_the_drama_and_the_place(shell: Shell, episode: Path, tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    write_copy(episode, clip, Edit(start_s=3, duration_s=6, crf=32, short_side=180))
    (answer,) = answers(shell, clip)
    (place,) = answer["matches"]
    assert answer["verdict"] == "match"
    assert (place["title"], place["edition"], place["episode"]) == ("演示·甲", "main", 1)
    assert abs(place["start_s"] - 3) <= place["start_uncertainty_s"]
    assert abs(place["end_s"] - 9) <= 0.5
    assert place["log10_e"] <= -6


def test_a_file_longer_than_one_search_is_one_place(shell: Shell, tmp_path: Path) -> None:
    path = videos.write(tmp_path / "long.mp4", videos.scenes(12, 40))
    shell.run("register", path, "--title", "演示·长", "--json")
    (answer,) = answers(shell, path)
    assert [(round(m["start_s"]), round(m["end_s"])) for m in answer["matches"]] == [(0, 40)]


def test_it_says_in_which_part_of_the_frame_the_pictures_are(shell: Shell, tmp_path: Path) -> None:
    pictures = [np.roll(p, at, (0, 1)) for at, p in enumerate(videos.scenes(14, 20))]
    episode = videos.write(tmp_path / "episode.mp4", pictures)
    shell.run("register", episode, "--title", "演示·框", "--json")
    clip = videos.write(tmp_path / "framed.mp4", [*map(videos.framed, pictures)])
    (answer,) = answers(shell, clip)
    (place,) = answer["matches"]
    edges = {"top": 0.125, "bottom": 0.625, "left": 0.25, "right": 0.75}
    assert (round(place["start_s"]), round(place["end_s"])) == (0, 20)
    assert place["area"] == pytest.approx(edges, abs=0.01)
    said = shell.run("match", clip).stdout
    assert "picture: 25% to 75% of the frame's width, 12% to 62% of its height" in said
    assert "picture:" not in shell.run("match", episode).stdout


def test_what_is_not_registered_is_not_matched(shell: Shell, episode: Path, tmp_path: Path) -> None:
    other = videos.write(tmp_path / "other.mp4", videos.scenes(13, 6))
    (answer,) = answers(shell, other)
    assert (answer["verdict"], answer["matches"]) == ("no_match", [])
    assert "unlicensed" not in shell.run("match", other).stdout


def test_a_still_picture_gets_a_candidate_and_no_verdict(
    shell: Shell, episode: Path, tmp_path: Path
) -> None:
    still = tmp_path / "still.png"
    with av.open(episode) as container:
        Image.fromarray(next(container.decode(video=0)).to_ndarray(format="rgb24")).save(still)
    (answer,) = answers(shell, still)
    assert answer["verdict"] == "not_enough_picture"
    assert [candidate["title"] for candidate in answer["candidates"]] == ["演示·甲"]


def test_bad_files_get_a_line_each_and_the_others_an_answer(
    shell: Shell, episode: Path, tmp_path: Path
) -> None:
    bad = videos.bad_files(tmp_path)
    found = answers(shell, *bad, episode, code=1)
    assert [answer["file"] for answer in found] == [*map(str, bad), str(episode)]
    assert found[-1]["verdict"] == "match"
    for answer, words in zip(found, bad.values(), strict=False):
        said = " ".join(answer["problems"]) or answer["verdict"]
        assert words in said or said == "not_enough_picture"
