"""README.md, "A platform's day": its commands run as they stand there, with both sides cut off."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest

from reelmark.api.bundle import FRESH_S
from tests.cli.conftest import Shell
from tests.cli.test_serve import Running
from tests.videos import read, scenes, write

CHECKOUT = Path(__file__).parents[2]
README = (CHECKOUT / "README.md").read_text("utf-8")
DAY = README.partition("\n## A platform's day\n")[2].partition("\n## ")[0]
BLOCKS: list[str] = re.findall(r"```(?:sh|csv)\n(.*?)\n```", DAY, re.DOTALL)
LET_IN, MANIFEST, REGISTER, SAY, COPY, VERIFY = BLOCKS
HEAD, ROW, _ = MANIFEST.splitlines()

EPISODES = 50
COPIED = 7
WORKS = {"fog-harbour": "hong-guo", "sea-letters": "fan-qie"}

CLIENT = (CHECKOUT / "extension/background/registry.js").read_text("utf-8")
POLL_S = sum(int(ms) for ms in re.findall(r"(?:POLL|JITTER)_MS = ([\d_]+);", CLIENT)) / 1000
"""A browser asks for recent.json at least so often."""


class Machine:
    """A machine with a registry's home of its own; all of them see one folder of files."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.shell = Shell(folder / name)

    def start(self, commands: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["bash", "-euo", "pipefail", "-c", commands],
            cwd=self.folder,
            env=self.shell.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, commands: str) -> str:
        """Run to the end; what was printed."""
        process = self.start(commands)
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        return output


def cut_off(process: subprocess.Popen[str]) -> None:
    """As by a power failure: nobody has time to say goodbye."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)


@dataclass
class Day:
    """Two machines, and the server on the first of them."""

    operator: Machine
    platform: Machine
    server: Running

    def read(self, path: str) -> Any:  # noqa: ANN401  # JSON
        status, body = self.server.ask("GET", path)
        assert status == 200, body
        return json.loads(body)

    def episodes(self) -> list[int]:
        """The registered episodes; each was said once, as the manifest has it."""
        told = self.read("/v1/dramas/fog-harbour")
        assert (told["drama"]["registrant"], told["drama"]["verified"]) == ("hong-guo", True)
        assert told["drama"]["ai"]["involvement"] == "generated"
        (edition,) = told["drama"]["editions"]
        assert edition["approval"]["number"] == "（总局）网微剧审字（2026）第000号"
        said = [one["subject"] for one in told["statements"] if one["kind"] == "register"]
        numbers = [episode["number"] for episode in edition["episodes"]]
        assert said == ["drama", "edition", *["episode"] * len(numbers)]
        return numbers

    def serve(self, port: int = 0) -> None:
        self.server = served(self.operator, port)


def served(operator: Machine, port: int = 0) -> Running:
    """What the last line of the operator's block starts; the README's port may be taken."""
    return Running(operator.start(f"{LET_IN.splitlines()[-1]} --port {port}"))


def write_episodes(folder: Path) -> None:
    """Episodes, five pictures a second, with the README's manifest of them, and a mirrored, darker
    and smaller copy of one."""
    times = list(range(0, 2000, 200))
    rows = [HEAD]
    for number in range(1, EPISODES + 1):
        write(folder / f"ep{number:02}.mp4", scenes(number, 2)[::5], times_ms=times)
        rows.append(ROW.replace("ep01", f"ep{number:02}").replace(",1,", f",{number},"))
    (folder / "manifest.csv").write_text("\n".join(rows) + "\n", "utf-8")
    pictures = read(folder / f"ep{COPIED:02}.mp4")
    altered = [(picture[::2, ::-2] * 0.8).astype(np.uint8) for picture in pictures]
    write(folder / "copy.mp4", altered, times_ms=times)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """Everybody is let in, and the registry is served."""
    folder = tmp_path_factory.mktemp("day")
    installed = folder / ".venv/bin/reelmark"
    installed.parent.mkdir(parents=True)
    installed.symlink_to(Path(sys.executable).with_name("reelmark"))
    write_episodes(folder)
    operator, platform = Machine(folder, "registry"), Machine(folder, "platform")
    operator.run("\n".join(LET_IN.splitlines()[:-1]))
    day = Day(operator, platform, served(operator))
    platform.shell.environ["SERVER"] = day.server.address
    yield day
    if day.server.process.poll() is None:
        cut_off(day.server.process)


@pytest.fixture(scope="module")
def register(day: Day) -> str:
    """The README's block with the address of the server."""
    return REGISTER.replace("http://127.0.0.1:8000", day.server.address)


def begun(day: Day, register: str, episodes: int) -> subprocess.Popen[str]:
    """A platform registering, with so many episodes registered anew."""
    process = day.platform.start(register)
    assert process.stdout is not None
    while episodes:
        line = process.stdout.readline()
        assert "registered as 雾港来信" in line
        episodes -= "already" not in line
    return process


@pytest.fixture(scope="module")
def registered(day: Day, register: str) -> str:
    """Registered in three goes: client and server are cut off; what the last go printed."""
    cut_off(begun(day, register, EPISODES // 3))
    assert EPISODES // 3 <= len(day.episodes()) < EPISODES
    process = begun(day, register, EPISODES // 3)
    cut_off(day.server.process)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert re.fullmatch(r"reelmark: .* the same command goes on from here\n", errors), errors
    day.serve(urlsplit(day.server.address).port or 0)
    assert 2 * (EPISODES // 3) <= len(day.episodes()) < EPISODES
    return day.platform.run(register)


@dataclass(frozen=True)
class Said:
    """The files that browsers were given after the revocation, and seconds until then."""

    files: Path
    seconds: float


@pytest.fixture(scope="module")
def said(day: Day, registered: str) -> Said:
    """Amended, withdrawn, revoked; then a browser asks for the signed files, once."""
    began = time.monotonic()
    day.platform.run(SAY)
    folder = day.platform.folder / "fetched/v1"
    (folder / "bundle").mkdir(parents=True)
    for name in ("bundle/manifest.json", "bundle/recent.json"):
        status, data = day.server.ask("GET", f"/v1/{name}")
        assert status == 200
        (folder / name).write_bytes(data)
    seconds = time.monotonic() - began
    day.operator.run(".venv/bin/reelmark publish site")
    (bundle,) = (day.operator.folder / "site/v1/bundle").glob("*.bin")
    shutil.copy(bundle, folder / "bundle")
    return Said(folder, seconds)


@pytest.fixture(scope="module")
def copied(day: Day, said: Said) -> list[dict[str, Any]]:
    """Another platform registered an altered copy: the conflicts it was told of."""
    line, _, conflicts = day.platform.run(COPY).partition("\n")
    assert "registered as 海上来信 (sea-letters)" in line
    return list(json.loads(conflicts)["conflicts"])


def statuses(folder: Path, key: str) -> Any:  # noqa: ANN401  # JSON
    """What the browsers' own reader makes of signed files."""
    node = shutil.which("node", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if node is None:
        pytest.skip("there is no node to run JavaScript with: make install brings one")
    program = CHECKOUT / "tests/js/bundle_cli.js"
    ran = subprocess.run([node, program, folder, key], capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)


def test_fifty_episodes_are_registered_once_although_both_sides_were_cut_off(
    day: Day, registered: str
) -> None:
    assert len(registered.splitlines()) == EPISODES
    assert registered.count("already registered") >= 2 * (EPISODES // 3)
    assert day.episodes() == list(range(1, EPISODES + 1))


def test_it_is_amended_withdrawn_and_revoked(day: Day, said: Said) -> None:
    told = day.read("/v1/dramas/fog-harbour")
    first, (amended, withdrawn, revoked) = told["statements"][0], told["statements"][-3:]
    assert (told["drama"]["title"], told["drama"]["status"]) == ("雾港", "revoked")
    assert (first["status"], first["ended_by"]) == ("superseded", amended["seq"])
    assert (amended["status"], amended["ended_by"]) == ("withdrawn", withdrawn["seq"])
    (cause,) = told["standings"][0]["causes"]
    assert (cause["id"], cause["actor"]) == (revoked["id"], "reviewers")
    assert cause["source"]["name"] == "总局公告"


def test_browsers_know_of_the_revocation_within_a_minute(day: Day, said: Said) -> None:
    revoked = {"fog-harbour": "revoked"}
    expected = {"bundle": revoked, "recent": revoked, "covers": True}
    assert statuses(said.files, day.server.key) == expected
    assert statuses(day.operator.folder / "site/v1", day.server.key) == expected
    assert said.seconds + FRESH_S + POLL_S < 60
    print(f"said and fetched in {said.seconds:.1f} s; caches {FRESH_S} s, polls {POLL_S:.0f} s")


def test_the_conflict_of_a_copy_is_told_to_all(day: Day, copied: list[dict[str, Any]]) -> None:
    (conflict,) = copied
    sides = [(side["drama"], side["registrant"], side["episodes"]) for side in conflict["sides"]]
    assert sides == [("fog-harbour", "hong-guo", [COPIED]), ("sea-letters", "fan-qie", [1])]
    assert day.read("/v1/dramas/sea-letters")["drama"]["status"] == "pending"


@pytest.mark.parametrize("work", WORKS)
def test_api_and_page_of_both_works_show_both_sides(
    day: Day, copied: list[dict[str, Any]], work: str
) -> None:
    assert day.read(f"/v1/dramas/{work}")["conflicts"] == copied
    page = day.server.ask("GET", f"/d/{work}?lang=en")[1].decode()
    sides = page.partition('<ol class="sides">')[2].partition("</ol>")[0]
    shown = re.findall(r"<b>(?:<a [^>]*>)?(.*?)<.*?<span>(\S+), registered", sides, re.DOTALL)
    assert shown == [("雾港", "红果"), ("海上来信", "番茄")]


def test_all_of_it_verifies(day: Day, copied: list[dict[str, Any]]) -> None:
    told = day.operator.run(VERIFY)
    statements = day.read("/v1/stats")["generation"]
    assert f"{statements} statements verified" in told
    assert f"{EPISODES + 1} tracks verified" in told


DAMAGES = {
    "statement": ("SELECT payload FROM statement WHERE seq = 30", "statement 30 ({id}): "),
    "leaf": (
        "SELECT hash FROM log_hash WHERE level = 0 AND number = 29",
        "leaf 29 is not the hash of statement 30 ({id})\n",
    ),
    "track": (
        "SELECT data FROM track WHERE sha256 = '{track}'",
        "statement 30 ({id}): its track {track} is missing or damaged\n",
    ),
}


@pytest.fixture(scope="module")
def backup(day: Day, copied: list[dict[str, Any]]) -> Path:
    """The registry in one SQLite file."""
    day.operator.run(".venv/bin/reelmark backup backup.sqlite3")
    return day.operator.folder / "backup.sqlite3"


@pytest.mark.parametrize("part", DAMAGES)
def test_a_byte_changed_by_hand_is_named(day: Day, backup: Path, tmp_path: Path, part: str) -> None:
    id = day.read("/v1/dramas/fog-harbour")["statements"][29]["id"]
    said = day.read(f"/v1/statements/{id}")["statement"]
    names = {"id": id, "track": said["payload"]["track"]["sha256"]}
    query, message = (text.format(**names) for text in DAMAGES[part])
    change_byte(Path(shutil.copy(backup, tmp_path / "reelmark.sqlite3")), query)
    told = Shell(tmp_path).run("verify", code=1).stderr
    assert told.startswith(f"reelmark: {message}")


def change_byte(file: Path, query: str) -> None:
    """Change the middle byte of a stored value in the file itself."""
    with closing(sqlite3.connect(file)) as connection:
        ((value,),) = connection.execute(query)
    data, at = bytearray(file.read_bytes()), len(value) // 2
    assert data.count(value) == 1
    data[data.index(value) + at] ^= 1
    file.write_bytes(data)
