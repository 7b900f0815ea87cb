"""The AI label in a registered file, from its metadata to the conflict it makes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reelmark.app import create_app
from tests.cli.conftest import Shell
from tests.cli.test_manifest import manifest, platform, server
from tests.cli.test_serve import Running
from tests.registry.samples import config
from tests.videos import scenes, write

__all__ = ["platform", "server"]  # fixtures

LABEL = '{"Label": 1, "ContentProducer": "001191350100M000100Y4300001", "ProduceID": "1"}'


@pytest.fixture(scope="module")
def videos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an episode that carries a label, one that carries none, and one of junk."""
    folder = tmp_path_factory.mktemp("videos")
    for number, label in enumerate((LABEL, "", "{" * 200_000), 1):
        metadata = {"AIGC": label} if label else None
        write(folder / f"第{number}集.mp4", scenes(number, 2), metadata=metadata)
    return folder


def get(shell: Shell, path: str) -> dict[str, Any]:
    return dict(create_app(config(shell.home)).test_client().get(path).json or {})


def payloads(shell: Shell) -> list[dict[str, Any]]:
    found = get(shell, "/v1/statements?kind=register")["statements"]
    return [one["payload"] for one in found if one["payload"]["subject"] == "episode"]


def test_a_label_is_registered_and_a_contradiction_told(shell: Shell, videos: Path) -> None:
    files = [videos / f"第{number}集.mp4" for number in (1, 2, 3)]
    options = ("--title", "凤归", "--drama", "feng-gui", "--ai", "none_declared")
    given: list[str | Path | bytes] = ["register", *files, *options]
    ran = shell.run(*given)
    assert ran.stdout.count("; implicit AI label in the file: AI-generated\n") == 1
    assert ran.stdout.count("; implicit AI label in the file: not readable (too_long)\n") == 1
    said = {one["episode"]: one.get("implicit_label") for one in payloads(shell)}
    producer = "001191350100M000100Y4300001"
    assert said == {1: {"value": "1", "producer": producer}, 2: None, 3: None}
    (conflict,) = get(shell, "/v1/conflicts?work=feng-gui")["conflicts"]
    assert (conflict["kind"], conflict["label"]) == ("ai_label", "1")
    assert conflict["sides"][0]["episodes"] == [1]
    assert "implicit label in the file" in shell.run("show", "feng-gui").stdout
    shown = json.loads(shell.run("show", "feng-gui", "--json").stdout)
    assert [one["episodes"] for one in shown["ai"]["observed"]] == [1]
    again = shell.run(*given, "--json").stdout.splitlines()
    labels = {line["episode"]: line["implicit_label"] for line in map(json.loads, again)}
    assert labels[1] == {"value": "1", "producer": producer, "problems": []}
    assert labels[3] == {"value": None, "producer": None, "problems": ["too_long"]}
    assert len(payloads(shell)) == 3
    assert not get(shell, "/v1/statements?kind=amend")["statements"]


def test_a_file_registered_before_its_label_was_known_is_amended_once(
    shell: Shell, videos: Path, tmp_path: Path
) -> None:
    bare = write(tmp_path / "bare.mp4", scenes(1, 2))
    shell.run("register", bare, "--title", "凤归")
    amended = shell.run("register", videos / "第1集.mp4", "--title", "凤归").stdout
    assert "already registered" in amended
    assert "amended" in amended
    assert "amended" not in shell.run("register", bare, "--title", "凤归").stdout
    assert len(get(shell, "/v1/statements?kind=amend")["statements"]) == 1


def test_a_manifest_takes_the_labels_to_a_server(
    shell: Shell, server: Running, platform: Shell, videos: Path
) -> None:
    given = ("register", "--manifest", manifest(videos, 2), "--server", server.address)
    assert "implicit AI label" in platform.run(*given).stdout
    assert platform.run(*given).stdout.count("already registered") == 2
    said = {one["episode"]: one.get("implicit_label", {}).get("value") for one in payloads(shell)}
    assert said == {1: "1", 2: None}
