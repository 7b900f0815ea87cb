"""Altered copies of the real clips: which are made, the truth about them, and their files."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from pathlib import Path

import av

from benchmarks.accuracy import art, graph
from benchmarks.accuracy.edits import Codec, Edit
from benchmarks.accuracy.kept import kept
from benchmarks.accuracy.sources import Source

VERSION = 1
"""Of what this module, graph.py and art.py make of an edit: a change there is a new number."""

STARTS = 3
"""Places in one video that edits are tried on; each edit of a video has one of them."""

ENCODERS: dict[Codec, tuple[str, str, dict[str, str]]] = {
    # cpu-independent: see reelmark.demo.encoding.
    "h264": ("libx264", "mp4", {"preset": "superfast", "x264-params": "cpu-independent=1"}),
    "vp9": ("libvpx-vp9", "webm", {"b": "0", "deadline": "realtime", "cpu-used": "8"}),
    "av1": ("libsvtav1", "webm", {"preset": "12", "svtav1-params": "lp=1"}),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a source from `start_s`, and when the copy shows it."""

    source: Source
    start_s: float
    begin_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Copy:
    """What an edit makes of a source: the pieces it shows are the truth."""

    edit: Edit
    pieces: tuple[Piece, ...]

    @property
    def source(self) -> Source:
        """The clip it is counted for."""
        return self.pieces[0].source

    @property
    def works(self) -> set[str]:
        """All works it shows."""
        return {piece.source.work for piece in self.pieces}

    @property
    def final(self) -> bool:
        """Whether it is held back for the final figure."""
        return self.edit.final or self.source.final

    @property
    def name(self) -> str:
        """Name of its file: the hash of all that decides its bytes."""
        shown = [(p.source.sha256, p.start_s, p.begin_s, p.end_s) for p in self.pieces]
        row = {k: v for k, v in asdict(self.edit).items() if k not in ("name", "kind", "final")}
        made = json.dumps([VERSION, av.__version__, row, shown], sort_keys=True)
        return f"{hashlib.sha256(made.encode()).hexdigest()[:32]}.{ENCODERS[self.edit.codec][1]}"


def plan(sources: Sequence[Source], edits: Iterable[Edit]) -> list[Copy]:
    """Every edit of every source that is long enough for it, those of one place together."""
    copies = [
        copy for edit in edits for source in sources if (copy := _copy(source, edit, sources))
    ]
    return sorted(copies, key=lambda c: (c.source.path, c.pieces[0].start_s, c.edit.name))


def of_few_clips(copies: Sequence[Copy], count: int) -> list[Copy]:
    """Those of so many clips only, spread over the folder."""
    sources = sorted({copy.source.path for copy in copies})
    few = sources[:: max(1, len(sources) // count)][:count]
    return [copy for copy in copies if copy.source.path in few]


def _copy(source: Source, edit: Edit, sources: Sequence[Source]) -> Copy | None:
    place = hashlib.sha256(edit.name.encode()).digest()[0] % STARTS
    chance = random.Random(f"{source.path.name} {place}")
    each = edit.length_s / len(edit.pieces)
    shown = [source, *_partners(source, sources, max(edit.pieces), chance)]
    starts = {
        number: _starts(shown[number], edit.pieces.count(number), each * abs(edit.speed), chance)
        for number in sorted(set(edit.pieces))
    }
    if not all(starts.values()):
        return None
    pieces = tuple(
        Piece(shown[number], starts[number].pop(), each * index, each * (index + 1))
        for index, number in enumerate(edit.pieces)
    )
    return Copy(edit, pieces)


def _partners(
    source: Source, sources: Sequence[Source], count: int, chance: random.Random
) -> list[Source]:
    """Clips of other works to be stitched to this one: of those nearest in shape."""
    shape = source.width / source.height
    others = {
        other.work: other
        for other in sources
        if other.work != source.work and other.final == source.final
    }
    near = sorted(others.values(), key=lambda o: abs(o.width / o.height / shape - 1))
    return chance.sample(near[: 4 + count], count)


def _starts(source: Source, count: int, length_s: float, chance: random.Random) -> list[float]:
    """Random places of one video that do not overlap, in random order; none if it is too short."""
    slot = (source.length_s - 0.3) / count
    if slot < length_s:
        return []
    places = [round(slot * k + chance.random() * (slot - length_s), 3) for k in range(count)]
    return chance.sample(places, count)


def file_of(copy: Copy, folder: Path) -> Path:
    """The copy's file, made if it is not there."""
    return kept(folder / copy.name, lambda path: _write(copy, path))


def _write(copy: Copy, path: Path) -> None:
    edit, source = copy.edit, copy.source
    width, height = _size(source, edit.side)
    clip: list[av.VideoFrame] = []
    for piece in copy.pieces:
        length = (piece.end_s - piece.begin_s) * abs(edit.speed)
        clip += _frames(piece.source, piece.start_s, length, source.fps, (width, height))
    drawn = {name: [art.still(name, (width, height))] for name in art.DRAWN}
    half = edit.length_s / 2
    filters = edit.filters.format(w=width, h=height, W=height, H=width, fps=source.fps, half=half)
    rate = Fraction(edit.fps or source.fps)
    _encode(graph.run(filters, {"clip": _timed(clip, source.fps), **drawn}), path, rate, edit)


def _size(source: Source, side: int) -> tuple[int, int]:
    """Even, in proportion, the short side as asked unless it is smaller."""
    scale = min(1.0, side / min(source.width, source.height))
    return round(source.width * scale / 2) * 2, round(source.height * scale / 2) * 2


@lru_cache(maxsize=3)
def _frames(
    source: Source, start_s: float, length_s: float, fps: Fraction, size: tuple[int, int]
) -> list[av.VideoFrame]:
    """A stretch of a source, at a constant rate, scaled."""
    shown = list(_decoded(source, start_s, length_s))
    count = round(length_s * fps)
    steps = f"fps={fps},scale={size[0]}:{size[1]}:flags=area:out_range=tv,format=yuv420p"
    held = f"{steps},tpad=stop={count}:stop_mode=clone"
    return list(islice(graph.run(held, {"clip": shown}), count))


def _decoded(source: Source, start_s: float, length_s: float) -> Iterator[av.VideoFrame]:
    """The frames from `start_s`, counted from the first one, their times from there."""
    with av.open(str(source.path)) as container:
        stream = container.streams.video[0]
        stream.thread_count = 1  # one process a core
        origin = next(container.decode(stream)).time
        container.seek(int((origin + start_s) * av.time_base))
        for frame in container.decode(stream):
            at = frame.time - origin - start_s
            if at >= length_s:
                return
            if at > -0.001:
                frame.colorspace = 2  # "unspecified", or the graph converts it to BT.601
                frame.pts, frame.time_base = round(at / graph.TIME_BASE), graph.TIME_BASE
                yield frame


def _timed(frames: Sequence[av.VideoFrame], fps: Fraction) -> list[av.VideoFrame]:
    for index, frame in enumerate(frames):
        frame.pts, frame.time_base = round(index / fps / graph.TIME_BASE), graph.TIME_BASE
    return list(frames)


def _encode(frames: Iterator[av.VideoFrame], path: Path, rate: Fraction, edit: Edit) -> None:
    name, container, options = ENCODERS[edit.codec]
    first = next(frames)
    with av.open(str(path), "w", format=container) as output:
        stream = output.add_stream(name, rate, options={"crf": str(edit.crf), **options})
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = first.width, first.height, "yuv420p"
        stream.codec_context.thread_count = 1
        for index, frame in enumerate([first, *frames]):
            frame.pts, frame.time_base = index, 1 / rate
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
