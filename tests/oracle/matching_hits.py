"""Samples that resemble stored frames: matching.md, section 2."""

import itertools
from typing import NamedTuple

from tests.oracle.matching_input import Background, Clip, Sample, Stored, distance
from tests.oracle.windows import stages

RADIUS = 8
MAX_DETAIL_BITS = 22


class Hit(NamedTuple):
    """A sample and a stored frame (both numbered), the window, the weight, the two times."""

    sample: int
    stored: int
    window: int
    weight: int
    clip_time: int
    episode_time: int


def windows_tried(stage: int) -> list[int]:
    """The windows of all stages up to this one."""
    return [window for added in stages()[: stage + 1] for window in added]


def _nearest(sample: Sample, frame: Stored, tried: list[int]) -> tuple[int, int]:
    """The least distance of pHashes and the first window that has it."""
    bits = [distance(sample.words[window][0], frame.phash) for window in tried]
    return min(bits), tried[bits.index(min(bits))]


def plainness(word: int) -> int:
    """How far the neighbours that differ, in rows and columns of 8 bits, are from half of them."""
    bits = f"{word:064b}"
    rows = [bits[at : at + 8] for at in range(0, 64, 8)]
    lines = rows + ["".join(column) for column in zip(*rows, strict=True)]
    turns = sum(a != b for line in lines for a, b in itertools.pairwise(line))
    return abs(turns - 56)


def find_hits(clip: Clip, frames: list[Stored], background: Background, stage: int) -> list[Hit]:
    """All hits, sample by sample, stored frame by stored frame."""
    tried = windows_tried(stage)
    hits = []
    for i, sample in enumerate(clip.samples):
        for j, frame in enumerate(frames):
            p, window = _nearest(sample, frame, tried)
            q = distance(sample.words[window][1], frame.detail)
            if p <= RADIUS and q <= MAX_DETAIL_BITS:
                weight = background.phash[stage][p] + background.detail[q]
                weight += background.plain[plainness(frame.phash)]
                hits.append(Hit(i, j, window, weight, sample.time, frame.time))
    return hits


def by_weight(hits: list[Hit]) -> list[Hit]:
    """The heaviest first; of equals the earliest sample, then the lowest stored frame."""
    return sorted(hits, key=lambda hit: (-hit.weight, hit.sample, hit.stored))


def total_of_heaviest(hits: list[Hit]) -> int:
    """The sum over the samples of the heaviest hit's weight."""
    samples = {hit.sample for hit in hits}
    return sum(max(hit.weight for hit in hits if hit.sample == sample) for sample in samples)
