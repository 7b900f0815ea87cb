"""What the demo shows: every episode, and an altered copy of a stretch of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reelmark.demo.encoding import Edit, write_copy, write_episode
from reelmark.demo.episodes import EPISODES, Episode

EDITS = {
    "360p": Edit(start_s=5, duration_s=6, short_side=360, crf=32),
    "cropped": Edit(start_s=8, duration_s=6, crop=(0.1, 0, 0, 0), short_side=360, crf=32),
    "mirrored": Edit(start_s=7, duration_s=6, mirror=True, short_side=360, crf=32),
    "letterboxed": Edit(start_s=6, duration_s=6, letterbox=0.15, short_side=360, crf=32),
}
"""What is done to the episodes in turn, as uploaders do it."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """A demo episode, its video, and the copy that a viewer meets."""

    episode: Episode
    original: Path
    copy: Path
    edit: str

    @property
    def registered(self) -> bool:
        """One drama is kept out of the registry: its copy must not be recognised."""
        return self.episode.drama.role != "kept_out"

    @property
    def start_s(self) -> float:
        """Where in the episode the copy begins."""
        return EDITS[self.edit].start_s


def specimens(folder: Path) -> list[Specimen]:
    """All specimens with their files in `folder`, whether these are there yet or not."""
    edits = list(EDITS)
    names = [f"{episode.drama.key}-{episode.number}" for episode in EPISODES]
    return [
        Specimen(episode, folder / f"{name}.mp4", folder / f"{name}-{edit}.mp4", edit)
        for number, (episode, name) in enumerate(zip(EPISODES, names, strict=True))
        for edit in [edits[number % len(edits)]]
    ]


def draw(specimen: Specimen) -> None:
    """Make the episode's video. Raises FontError."""
    write_episode(specimen.episode, specimen.original)


def alter(specimen: Specimen) -> None:
    """Make the copy."""
    write_copy(specimen.original, specimen.copy, EDITS[specimen.edit])
