from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Shell
from tests.registry.samples import registry
from tests.videos import scenes, write, write_sound


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("videos") / "第 01 集.mp4", scenes(1, 3))


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("videos") / "第 02 集.mp4", scenes(2, 3))


def lines(output: str) -> list[dict[str, Any]]:
    return sorted(map(json.loads, output.splitlines()), key=lambda line: line["episode"])


def test_it_registers_videos_as_episodes_in_the_order_given(
    shell: Shell, one: Path, two: Path
) -> None:
    ran = shell.run("register", two, one, "--title", "凤归", "--episode", "7")
    assert f"{two}: registered as 凤归 (d" in ran.stdout
    assert "edition main, episode 8: " in ran.stdout
    with registry(shell.home).read() as reader:
        (drama,) = reader.dramas()
        (edition,) = reader.editions(drama.id)
        assert [episode.number for episode in reader.episodes(edition.id)] == [7, 8]


def test_it_says_all_of_a_file_on_one_line_of_json(shell: Shell, one: Path) -> None:
    options = ("--drama", "feng-gui", "--edition", "海外版", "--ai", "generated", "--json")
    ran = shell.run("register", one, "--title", "凤归", *options)
    (line,) = lines(ran.stdout)
    assert line.pop("edition_id").startswith("e")
    assert line.pop("hashes") > 0
    assert line.pop("seconds") == pytest.approx(3, abs=0.2)
    assert line == {
        "file": str(one),
        "ok": True,
        "drama": "feng-gui",
        "edition": "海外版",
        "episode": 1,
        "implicit_label": None,
        "problems": [],
    }
    assert ran.stderr == ""


def test_it_does_nothing_twice(shell: Shell, one: Path) -> None:
    first = shell.run("register", one, "--title", "凤归", "--json")
    assert shell.run("register", one, "--title", "凤归", "--json").stdout == first.stdout
    again = shell.run("register", one, "--title", "凤归")
    assert "already registered as 凤归" in again.stdout


def test_it_recognises_a_file_it_decoded_before_under_another_name(
    shell: Shell, one: Path, tmp_path: Path
) -> None:
    shell.run("register", one, "--title", "凤归")
    moved = tmp_path / "moved.mp4"
    moved.write_bytes(one.read_bytes())
    ran = shell.run("register", moved, "--title", "凤归", "--edition", "海外版")
    assert "registered as 凤归" in ran.stdout


def test_it_names_every_bad_file_and_registers_the_others(
    shell: Shell, one: Path, two: Path, tmp_path: Path
) -> None:
    text = tmp_path / "text.mp4"
    text.write_text("no video at all")
    empty = tmp_path / "empty.mp4"
    empty.touch()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(one.read_bytes()[:3000])
    queue = tmp_path / "queue"
    os.mkfifo(queue)
    sound = write_sound(tmp_path / "sound.mp4")
    bad = [text, empty, cut, tmp_path, tmp_path / "missing.mp4", queue, sound]
    ran = shell.run("register", one, *bad, two, "--title", "凤归", "--json", code=1)
    said = lines(ran.stdout)
    assert [line["file"] for line in said] == [str(path) for path in [one, *bad, two]]
    assert [line["ok"] for line in said] == [True, *[False] * len(bad), True]
    problems = [line["problems"] for line in said]
    assert problems[0] == problems[-1] == []
    assert [len(problem) for problem in problems[1:-1]] == [1] * len(bad)
    assert [line["hashes"] for line in said[1:-1]] == [0] * len(bad)
    with registry(shell.home).read() as reader:
        (drama,) = reader.dramas()
        (edition,) = reader.editions(drama.id)
        assert [e.number for e in reader.episodes(edition.id)] == [1, len(bad) + 2]


def test_it_says_a_problem_in_one_line_to_people(shell: Shell, tmp_path: Path) -> None:
    ran = shell.run("register", tmp_path / "没有.mp4", "--title", "凤归", code=1)
    assert ran.stderr == f"{tmp_path}/没有.mp4: does not exist\n"
    assert ran.stdout == ""


def test_it_registers_nothing_when_every_file_is_bad(shell: Shell, tmp_path: Path) -> None:
    shell.run("register", tmp_path, "--title", "凤归", code=1)
    with registry(shell.home).read() as reader:
        assert reader.dramas() == []


def test_it_takes_a_name_of_odd_bytes(shell: Shell, one: Path, tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/odd\xff\xfe.mp4"
    Path(os.fsdecode(odd)).write_bytes(one.read_bytes())
    (line,) = lines(shell.run("register", odd, "--title", "凤归", "--json").stdout)
    assert line["file"] == f"{tmp_path}/odd\ufffd\ufffd.mp4"


def test_it_refuses_other_pictures_for_a_registered_episode(
    shell: Shell, one: Path, two: Path
) -> None:
    shell.run("register", one, "--title", "凤归")
    ran = shell.run("register", two, "--title", "凤归", code=1)
    assert ran.stderr == f"{two}: episode 1 is already registered with other pictures\n"


def test_it_refuses_another_title_before_any_work(shell: Shell, one: Path) -> None:
    shell.run("register", one, "--title", "凤归", "--drama", "feng-gui")
    ran = shell.run("register", one, "--title", "其他", "--drama", "feng-gui", code=1)
    assert ran.stderr.count("\n") == 1
    assert "feng-gui is registered as 凤归" in ran.stderr


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--title", ""],
        ["--title", "a\nb"],
        ["--title", "a\u202eb"],
        ["--title", "x" * 201],
        [b"--title", b"\xff"],
        ["--title", "x", "--drama", "Not An Id"],
        ["--title", "x", "--episode", "0"],
        ["--title", "x", "--episode", "10000"],
        ["--title", "x", "--ai", "maybe"],
        ["--title", "x", "--unknown"],
    ],
)
def test_it_calls_wrong_usage_by_exit_code_2(
    shell: Shell, tmp_path: Path, options: list[str | bytes]
) -> None:
    ran = shell.run("register", tmp_path / "a.mp4", *options, code=2)
    assert "Usage:" in ran.stderr
    assert not shell.home.exists()


def test_it_counts_no_episode_past_the_last(shell: Shell, tmp_path: Path) -> None:
    two = (tmp_path / "a.mp4", tmp_path / "b.mp4")
    shell.run("register", *two, "--title", "x", "--episode", "9999", code=2)


def test_it_names_a_setting_that_is_unknown(shell: Shell, one: Path) -> None:
    shell.environ["REELMARK_HOEM"] = "/tmp"
    ran = shell.run("register", one, "--title", "凤归", code=1)
    assert ran.stderr == "reelmark: REELMARK_HOEM is not a setting of Reelmark: unset it\n"
