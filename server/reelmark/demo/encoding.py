"""Video files: the episodes themselves, and altered copies as uploaders make them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Literal

import av
from av.filter import Graph
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

from reelmark.demo.episodes import FPS, Episode, Frame, render_frames
from reelmark.errors import VideoError

Codec = Literal["libx264", "libvpx-vp9"]

# Without cpu-independent, x264's macroblock tree gave 2 to 4 different files in 5 runs on frames
# 540 wide, one thread, the same input (x264 of PyAV 18, 2026-11-21). It takes no longer.
_OPTIONS: Mapping[Codec, dict[str, str]] = {
    "libx264": {"preset": "veryfast", "x264-params": "cpu-independent=1"},
    "libvpx-vp9": {"b": "0", "deadline": "realtime", "cpu-used": "8"},
}


@dataclass(frozen=True)
class Edit:
    """What an uploader did to a stretch of a video, in the order of the fields.

    `crop` cuts shares off the left, top, right and bottom. `contrast` and `brightness` (-1 to 1)
    act on luma as ffmpeg's eq does. `letterbox` adds black bars, each that share of the height.
    `short_side` scales to that many pixels. None keeps what the source has.
    """

    start_s: float = 0
    duration_s: float | None = None
    speed: float = 1
    fps: int | None = None
    crop: tuple[float, float, float, float] = (0, 0, 0, 0)
    mirror: bool = False
    contrast: float = 1
    brightness: float = 0
    letterbox: float = 0
    short_side: int | None = None
    codec: Codec = "libx264"
    crf: int = 23


def write_episode(episode: Episode, path: Path) -> None:
    """Writes an episode as silent H.264 in MP4. Raises FontError."""
    _encode(map(_converter(), render_frames(episode)), path, Fraction(FPS), "libx264", 21)


def _converter() -> Callable[[Frame], av.VideoFrame]:
    """RGB to BT.709; one converter for all frames saves a quarter of its time."""
    one = VideoReformatter()
    return lambda frame: one.reformat(
        av.VideoFrame.from_ndarray(frame),
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
    )


def write_copy(source: Path, target: Path, edit: Edit) -> None:
    """Writes an altered copy of a video's picture; the target's suffix names the container.

    Raises VideoError when the source has no picture in the stretch asked for.
    """
    with av.open(source) as container:
        stream = container.streams.video[0]
        rate = Fraction(edit.fps or stream.average_rate or FPS)
        frames = _edited(container, stream, edit, rate)
        _encode(frames, target, rate, edit.codec, edit.crf)


def _edited(
    container: av.container.InputContainer, stream: av.VideoStream, edit: Edit, rate: Fraction
) -> Iterator[av.VideoFrame]:
    graph = _graph(stream, edit, rate)
    end = None if edit.duration_s is None else edit.start_s + edit.duration_s
    container.seek(int(edit.start_s * av.time_base))
    for frame in container.decode(stream):
        if frame.time < edit.start_s:
            continue
        if end is not None and frame.time >= end:
            break
        frame.colorspace = 2  # "unspecified", or the graph converts it to BT.601
        graph.push(frame)
        yield from _ready(graph, stream)
    graph.push(None)
    yield from _ready(graph, stream)


def _ready(graph: Graph, stream: av.VideoStream) -> Iterator[av.VideoFrame]:
    """What the graph has finished, its colours tagged as those of the source."""
    while True:
        try:
            frame = graph.vpull()
        except (av.BlockingIOError, av.EOFError):
            return
        frame.colorspace = stream.codec_context.colorspace
        frame.color_range = ColorRange.MPEG
        yield frame


def _graph(stream: av.VideoStream, edit: Edit, rate: Fraction) -> Graph:
    graph = Graph()
    nodes = [graph.add_buffer(template=stream)]
    nodes += [graph.add(name, options) for name, options in _steps(edit, rate)]
    nodes.append(graph.add("buffersink"))
    graph.link_nodes(*nodes).configure()
    return graph


def _steps(edit: Edit, rate: Fraction) -> Iterator[tuple[str, str]]:
    yield "setpts", f"(PTS-STARTPTS)/{edit.speed}"
    yield "fps", str(rate)
    left, top, right, bottom = edit.crop
    if any(edit.crop):
        yield "crop", f"iw*{1 - left - right}:ih*{1 - top - bottom}:iw*{left}:ih*{top}"
    if edit.mirror:
        yield "hflip", ""
    if edit.contrast != 1 or edit.brightness:
        yield "lutyuv", f"y='clip((val-128)*{edit.contrast}+128+255*{edit.brightness},16,235)'"
    if edit.letterbox:
        yield "pad", f"iw:ih*{1 + 2 * edit.letterbox}:0:-1"
    width, height = _scale(edit.short_side)
    yield "scale", f"'{width}':'{height}':out_range=tv"
    yield "format", "yuv420p"


def _scale(short_side: int | None) -> tuple[str, str]:
    """Even sizes, as yuv420p needs; the short side as asked, the other in proportion."""
    if short_side is None:
        return "trunc(iw/2)*2", "trunc(ih/2)*2"
    wide = f"trunc({short_side}*max(iw/ih,1)/2)*2"
    return wide, wide.replace("iw/ih", "ih/iw")


def _encode(
    frames: Iterable[av.VideoFrame], path: Path, rate: Fraction, codec: Codec, crf: int
) -> None:
    """Writes beside the target first, so that a file under its name is always whole."""
    queue = iter(frames)
    first = next(queue, None)
    if first is None:
        raise VideoError("There is no picture in the stretch asked for.")
    draft = path.with_name(f".{path.name}.part{path.suffix}")
    flags = {"movflags": "+faststart"} if path.suffix == ".mp4" else {}
    with av.open(draft, "w", options=flags) as output:
        stream = output.add_stream(codec, rate, options={"crf": str(crf), **_OPTIONS[codec]})
        stream.width, stream.height, stream.pix_fmt = first.width, first.height, "yuv420p"
        context = stream.codec_context
        context.thread_count = 1  # callers run one process per episode
        context.colorspace, context.color_range = first.colorspace, first.color_range
        for index, frame in enumerate(chain([first], queue)):
            frame.pts, frame.time_base = index, 1 / rate
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
    os.replace(draft, path)
