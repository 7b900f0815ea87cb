"""JavaScript finds what Python finds, on pictures of demo episodes and of real videos."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pytest

from reelmark.demo.encoding import Edit, write_copy, write_episode
from reelmark.demo.episodes import EPISODES
from reelmark.fingerprint import fingerprint_video
from reelmark.fingerprint.luma import Plane, read_planes
from reelmark.matching import background
from reelmark.matching.clip import SAMPLE_RATE, PictureClip
from reelmark.matching.library import Entry, Library
from reelmark.matching.samples import recognise_samples
from tests.api.queries import track_of
from tests.clips import clips, work
from tests.matching.results import as_json, rounded
from tests.videos import barred, captioned, darkened, framed, marked, stuck

Samples = list[tuple[int, Plane]]
Answer = dict[str, Any]

COMMAND = Path(__file__).parents[1] / "js" / "match_cli.js"
LOW = Edit(start_s=2, duration_s=6, letterbox=0.15, short_side=360, crf=32)
EDITS = [replace(LOW, crop=(0.1, 0, 0, 0)), replace(LOW, mirror=True)]


def answers_of_python(shown: Sequence[Samples], entries: Sequence[Entry]) -> list[Answer]:
    known = Library(entries)
    found = [
        recognise_samples(PictureClip.from_planes(samples), samples, known, background.load())
        for samples in shown
    ]
    return [
        {
            "verdict": result.verdict,
            "stage": result.stage,
            "settled": result.settled,
            "view": result.view,
            "matches": [as_json(match) for match in result.matches],
            "candidates": [as_json(match) for match in result.candidates],
            "areas": [match.area and asdict(match.area) for match in result.matches],
        }
        for result in found
    ]


def answers_of_javascript(shown: Sequence[Samples], entries: Sequence[Entry]) -> list[Answer]:
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    node = shutil.which("node", path=beside)
    if node is None:
        pytest.skip("there is no node to run JavaScript with: make install brings one")
    asked = {
        "entries": [
            {
                "drama": entry.drama,
                "edition": entry.edition,
                "episode": entry.episode,
                "track": base64.b64encode(entry.track.to_bytes()).decode(),
            }
            for entry in entries
        ],
        "clips": [
            [[at, base64.b64encode(plane.tobytes()).decode()] for at, plane in samples]
            for samples in shown
        ],
    }
    done = subprocess.run(
        [node, COMMAND], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    answers: list[Answer] = json.loads(done.stdout)
    return answers


def assert_alike(shown: Sequence[Samples], entries: Sequence[Entry]) -> list[str]:
    """Compare the answers to all clips, and return the verdicts."""
    expected = answers_of_python(shown, entries)
    for answer in expected:
        answer["matches"] = [*map(rounded, answer["matches"])]
        answer["candidates"] = [*map(rounded, answer["candidates"])]
    assert answers_of_javascript(shown, entries) == expected
    return [str(answer["verdict"]) for answer in expected]


def joined(*parts: Iterable[tuple[int, Plane]]) -> Samples:
    """Samples one after the other, four a second."""
    return [(250 * i, plane) for i, (_, plane) in enumerate(chain(*parts))]


def test_it_agrees_on_altered_copies_of_demo_episodes(tmp_path: Path) -> None:
    entries, shown = [], []
    for episode, edit in zip(EPISODES[::3], EDITS, strict=True):
        name = f"{episode.drama.key}.mp4"
        write_episode(replace(episode, shots=episode.shots[:3]), tmp_path / name)
        write_copy(tmp_path / name, tmp_path / f"copy of {name}", edit)
        track = fingerprint_video(tmp_path / name)
        entries.append(Entry(episode.drama.key, "main", episode.number, track))
        shown.append(list(read_planes(tmp_path / f"copy of {name}", SAMPLE_RATE)))
    seen = islice(read_planes(tmp_path / name, SAMPLE_RATE), 24)
    shown.append([(at, framed(plane)) for at, plane in seen])
    shown.append(shown[1][:1])
    assert assert_alike(shown, entries) == ["match", "match", "match", "not_enough_picture"]
    assert assert_alike(shown[:1], entries[1:]) == ["no_match"]


def test_it_agrees_on_real_videos() -> None:
    sources = sorted(clips(), key=lambda path: path.stat().st_size)[2:8]
    known = sources[:-1]
    entries = [Entry(work(path), path.name, 1, fingerprint_video(path)) for path in known]
    shown = [joined(islice(read_planes(path, SAMPLE_RATE), 8, 32)) for path in sources]
    shown.append(joined(shown[0][:12], shown[1][-12:], shown[2][:12]))
    barred_piece = [(at, barred(plane)) for at, plane in shown[0][:12]]
    shown.append(joined(barred_piece, shown[1][-12:]))
    shown += [[(at, stuck(plane)) for at, plane in samples] for samples in shown[:2]]
    shown.append([(at, captioned(plane)) for at, plane in shown[0]])
    half_dark = [(at, darkened(plane) if at < 3000 else plane) for at, plane in shown[1]]
    entries.append(Entry("dark", "main", 1, track_of(half_dark)))
    shown.append(half_dark[:12])
    shown += [[(at, marked(plane)) for at, plane in samples] for samples in shown[:2]]
    assert {"match", "several", "no_match"} <= {*assert_alike(shown, entries)}
