from __future__ import annotations

import json
import os
import signal
import urllib.request
from pathlib import Path

import pytest

from reelmark.demo.encoding import Edit, write_copy
from reelmark.demo.specimens import specimens
from tests.cli.conftest import Shell
from tests.videos import scenes, write

APPROVALS = {
    "fog-harbour-1-360p.mp4": ["listed"],
    "fog-harbour-2-cropped.mp4": ["listed"],
    "long-street-1-mirrored.mp4": ["declared"],
    "harbour-city-1-letterboxed.mp4": ["revoked"],
    "paper-moon-1-360p.mp4": ["declared"],
    "last-train-1-cropped.mp4": [],
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.mark.timeout(400)
@pytest.mark.thorough
def test_every_clip_of_the_feed_gets_the_right_verdict_in_both_modes(home: Path) -> None:
    ran = Shell(home).run("demo", "--once", "--json")
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert all(clip["right"] and clip["browser"] == clip["server"] for clip in told)
    approvals = {clip["clip"]: [m["approval"] for m in clip["match"]["matches"]] for clip in told}
    assert approvals == APPROVALS


@pytest.mark.timeout(400)
@pytest.mark.thorough
def test_it_draws_what_it_shows_and_says_where(home: Path) -> None:
    _starts(Shell(home))


def test_what_was_drawn_before_is_shown_at_once(shell: Shell) -> None:
    """Short films stand in for the episodes, which take a minute of the processor."""
    folder = shell.home / "demo" / "videos"
    folder.mkdir(parents=True)
    for number, one in enumerate(specimens(folder)):
        write(one.original, scenes(number, 4))
        write_copy(one.original, one.copy, Edit())
    _starts(shell)


def _starts(shell: Shell) -> None:
    """The demo starts without a display, serves its pages, and ends at Ctrl-C."""
    shell.environ.pop("DISPLAY", None)
    process = shell.start("demo", "--port", "0")
    assert process.stdout
    said = ""
    while "Ctrl-C ends" not in said:
        line = process.stdout.readline()
        assert line, process.communicate()
        said += line
    address = said.partition("plays at ")[2].split()[0]
    with urllib.request.urlopen(address) as page:
        assert "演示数据" in page.read().decode()
    with urllib.request.urlopen(address.removesuffix("demo/")) as page:
        assert 'href="/demo/"' in page.read().decode()
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert "Traceback" not in errors


def test_json_without_once_is_wrong_usage(shell: Shell) -> None:
    assert "--once" in shell.run("demo", "--json", code=2).stderr
