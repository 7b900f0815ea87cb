"""What `POST /v1/match` receives: a clip as hashes of sampled frames, never pictures."""

from __future__ import annotations

import base64
import binascii
from itertools import pairwise
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, StrictBool, model_validator

from reelmark.fingerprint.thumb import Area
from reelmark.fingerprint.windows import STAGES, WINDOWS, Words
from reelmark.matching.views import LAST_VIEW

MAX_FRAMES = 64
MAX_WINDOWS = 8192
"""Hashes in one body: 16 frames with all their windows."""

MAX_LENGTH_MS = 24 * 3_600_000

WORD_BYTES = 16
"""A pHash and a detail word, 8 bytes each."""

Milliseconds = Annotated[int, Field(strict=True, ge=0, le=MAX_LENGTH_MS)]


class _Received(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QueryFrame(_Received):
    """A sample that is not flat. `rich`: it shows enough that the registry would store it.

    `words` is the base64 of 16 bytes a window, in the order of the stages: pHash, detail word,
    both big-endian.
    """

    t_ms: Milliseconds
    rich: StrictBool
    words: Annotated[str, Field(max_length=(WORD_BYTES * WINDOWS + 2) // 3 * 4)]


class MatchQuery(_Received):
    """A clip of `length_ms` with the windows of stages 0 to `stage` of each usable sample.

    `view`: 0, the clip as it is; from 1, the number of what else is looked at (shared/matching.md,
    sections 9 and 10).
    """

    v: Literal[1]
    stage: Annotated[int, Field(strict=True, ge=0, lt=len(STAGES))]
    view: Annotated[int, Field(strict=True, ge=0, le=LAST_VIEW)] = 0
    length_ms: Milliseconds
    frames: Annotated[list[QueryFrame], Field(min_length=1, max_length=MAX_FRAMES)]

    @model_validator(mode="after")
    def _fits(self) -> MatchQuery:
        if len(self.frames) * self.windows_per_frame > MAX_WINDOWS:
            raise ValueError(f"at most {MAX_WINDOWS} windows in all frames together")
        times = [frame.t_ms for frame in self.frames]
        if any(later <= earlier for earlier, later in pairwise(times)):
            raise ValueError("the times t_ms of the frames must rise")
        if times[-1] > self.length_ms:
            raise ValueError("length_ms must not be less than the last t_ms")
        return self

    @property
    def windows_per_frame(self) -> int:
        """How many windows each frame has at this stage."""
        return sum(len(ids) for ids in STAGES[: self.stage + 1])


class ReceivedClip:
    """A clip (matching.clip.Clip) of which only the hashes are here, up to one stage.

    Whether it is still they do not say; its sender knows.
    """

    still = False

    def __init__(self, query: MatchQuery) -> None:
        """Decode the words. Raises ValueError naming the frame whose words are not as expected."""
        self.area: Area | None = None
        self.length_ms = query.length_ms
        self.rich = sum(frame.rich for frame in query.frames)
        self.times_ms = np.array([frame.t_ms for frame in query.frames], np.int64)
        self._places = np.full(WINDOWS, -1)
        sent = [window for ids in STAGES[: query.stage + 1] for window in ids]
        self._places[sent] = np.arange(len(sent))
        words = [
            _decode(frame.words, len(sent), number) for number, frame in enumerate(query.frames)
        ]
        self._hashes = [pair[:, 0] for pair in words]
        self._details = [pair[:, 1] for pair in words]

    def hashes(self, frame: int, windows: npt.NDArray[np.int64]) -> Words:
        """The pHashes of some windows of one sample."""
        words: Words = self._hashes[frame][self._places[windows]]
        return words

    def details(self, frame: int, windows: npt.NDArray[np.int64]) -> Words:
        """The detail words of some windows of one sample."""
        words: Words = self._details[frame][self._places[windows]]
        return words


def _decode(words: str, windows: int, frame: int) -> Words:
    """(windows, 2): pHash and detail word of each window."""
    try:
        data = base64.b64decode(words, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError(f"frame {frame}: words are not base64") from error
    if len(data) != WORD_BYTES * windows:
        expected = f"{WORD_BYTES * windows} for {windows} windows"
        raise ValueError(f"frame {frame}: words hold {len(data)} bytes, not {expected}")
    return np.frombuffer(data, ">u8").astype(np.uint64).reshape(windows, 2)
