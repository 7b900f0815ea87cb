"""`register --manifest`, here and with `--server`; test_platforms_day.py cuts it off."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reelmark.cli.manifest import ManifestError, read_manifest
from reelmark.registry.api_keys import Scope, make
from reelmark.registry.organisations import OrganisationKind, add
from tests.cli.conftest import Shell
from tests.cli.test_serve import Running
from tests.registry.samples import START, registry
from tests.videos import scenes, write

HEAD = ("file", "title", "edition", "episode", "ai", "credential")
NUMBER = "（总局）网微剧审字（2026）第003号"


@pytest.fixture(scope="module")
def videos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of short episodes, and another."""
    folder = tmp_path_factory.mktemp("videos")
    for number in (1, 2, 3, 9):
        write(folder / f"第{number}集.mp4", scenes(number, 2))
    return folder


def manifest(folder: Path, episodes: int, **more: str) -> Path:
    """A manifest of the first episodes."""
    path = folder / f"manifest-{episodes}-{len(more)}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow((*HEAD, *more))
        for n in range(1, episodes + 1):
            said = (f"第{n}集.mp4", "雾港来信", "", n, "generated", NUMBER)
            rows.writerow((*said, *more.values()))
    return path


@pytest.fixture
def server(shell: Shell) -> Iterator[Running]:
    running = Running(shell.start("serve", "--port", "0", "--workers", "2"))
    yield running
    running.stop()


@pytest.fixture
def platform(shell: Shell, tmp_path: Path) -> Shell:
    """A platform with a key of the server's, on a machine of its own."""
    with registry(shell.home).write() as writer:
        session = writer.session
        add(session, "hong-guo", "红果", OrganisationKind.PLATFORM, START)
        key = make(session, "hong-guo", "upload", [Scope.REGISTER], START)
    there = Shell(tmp_path / "platform")
    there.environ["REELMARK_KEY"] = key
    return there


def test_a_manifest_registers_on_this_machine_as_well(shell: Shell, videos: Path) -> None:
    lines = shell.run("register", "--manifest", manifest(videos, 3), "--json").stdout.splitlines()
    assert sorted(json.loads(line)["episode"] for line in lines) == [1, 2, 3]


def test_the_server_says_why_it_refuses(
    shell: Shell, server: Running, platform: Shell, videos: Path, tmp_path: Path
) -> None:
    shell.run("register", videos / "第9集.mp4", "--title", "雾港来信", "--drama", "taken")
    taken = manifest(videos, 1, drama="taken")
    refused = platform.run("register", "--manifest", taken, "--server", server.address, code=1)
    assert "第1集.mp4: drama taken was registered by local-operator" in refused.stderr
    (tmp_path / "key").write_text("rmk_aaaaaaaa_" + "A" * 43)
    given = ("--server", server.address, "--key-file", tmp_path / "key")
    unknown = platform.run("register", "--manifest", manifest(videos, 1), *given, code=1)
    assert "this API key is not known here" in unknown.stderr
    assert "AAAA" not in unknown.stderr


def test_it_says_when_the_server_is_not_there(platform: Shell, videos: Path) -> None:
    given = ("--manifest", manifest(videos, 1), "--server")
    gone = platform.run("register", *given, "http://127.0.0.1:9", code=1).stderr
    assert "http://127.0.0.1:9 cannot be reached (" in gone
    open_ = platform.run("register", *given, "http://192.0.2.1", code=1).stderr
    assert "--server must begin with https://" in open_


def test_it_asks_for_a_key(shell: Shell, videos: Path) -> None:
    given = ("--manifest", manifest(videos, 1), "--server", "http://127.0.0.1:9")
    assert "an API key is needed" in shell.run("register", *given, code=1).stderr


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "lacks file"),
        ("file,title\n", "lacks episode"),
        ("file,title,episode,colour\n", "has colour too many"),
        ("file,title,episode\na.mp4,x,0\n", "line 2 of the manifest, episode: "),
        ("file,title,episode\na.mp4,x,1\nb.mp4,y\n", "line 3 of the manifest has not as many"),
        ("file,title,episode\na.mp4,x\u202ey,1\n", "line 2 of the manifest, title: "),
        ("file,title,episode,ai\na.mp4,x,1,maybe\n", "line 2 of the manifest, ai: "),
        ("file,title,episode\na.mp4,x,1\nb.mp4,x,1\n", "episode 1 is in the manifest twice"),
    ],
)
def test_it_names_the_line_that_is_wrong(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "m.csv").write_text(text, "utf-8")
    with pytest.raises(ManifestError, match=re.escape(reason)):
        read_manifest(tmp_path / "m.csv")


def test_it_says_what_is_wrong_with_a_manifest(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("file,title\n", "utf-8")
    told = shell.run("register", "--manifest", tmp_path / "m.csv", code=1).stderr
    assert told.startswith("reelmark: the manifest's first row lacks episode")


def test_a_manifest_stands_alone(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("file,title,episode\n", "utf-8")
    shell.run("register", "a.mp4", "--manifest", tmp_path / "m.csv", code=2)
    shell.run("register", "--manifest", tmp_path / "m.csv", "--title", "x", code=2)
