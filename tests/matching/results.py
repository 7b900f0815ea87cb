"""Matches as the vectors have them, and how exactly they are to be met."""

from __future__ import annotations

from typing import Any

import pytest

from reelmark.matching.recognise import Match

MatchJson = dict[str, Any]

ROUNDED = {"start": 1e-6, "end": 1e-6, "uncertainty": 1e-6, "bits": 1e-9, "log10_e": 1e-9}


def as_json(match: Match) -> MatchJson:
    entry, place, evidence = match.entry, match.place, match.evidence
    return {
        "drama": entry.drama,
        "edition": entry.edition,
        "episode": entry.episode,
        "log10_e": evidence.log10_e,
        "shots": evidence.shots,
        "frames": evidence.frames,
        "start": place.start,
        "end": place.end,
        "uncertainty": place.uncertainty,
        "speed": place.speed,
        "window": place.window,
        "bits": place.bits,
        "clip_start": place.clip_start,
        "clip_end": place.clip_end,
    }


def rounded(expected: MatchJson) -> MatchJson:
    """What is to be met exactly, and the rest within its tolerance."""
    return expected | {
        key: pytest.approx(expected[key], rel=0, abs=near) for key, near in ROUNDED.items()
    }
