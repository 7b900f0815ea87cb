"""Runs frames through an FFmpeg filter graph, with the library that PyAV carries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import av
from av.filter import Graph
from av.filter.context import FilterContext
from av.video.format import VideoFormat

Frames = Sequence[av.VideoFrame]

TIME_BASE = Fraction(1, 90_000)

_FILTER = re.compile(r"((?:\[\w+\])*)(\w+)(?:=((?:\\.|[^,;\[\]])*))?((?:\[\w+\])*)([,;]|$)")


def run(filters: str, inputs: Mapping[str, Frames]) -> Iterator[av.VideoFrame]:
    """Frames of `inputs["clip"]`, and of others it names, as a filter graph makes them.

    The graph is written as FFmpeg has it; a chain that begins without a label takes [clip].
    """
    graph = Graph()
    used = {name: frames for name, frames in inputs.items() if name in _named(filters)}
    sources = {name: _source(graph, frames[0]) for name, frames in used.items()}
    sink = _link(graph, filters, sources)
    graph.configure()
    waiting = {name: iter(frames) for name, frames in used.items()}
    while True:
        try:
            frame = sink.pull()
        except av.BlockingIOError:
            _feed(sources, waiting)
        except av.EOFError:
            return
        else:
            assert isinstance(frame, av.VideoFrame)
            yield frame


def _named(filters: str) -> set[str]:
    return {"clip", *re.findall(r"\[(\w+)\]", filters)}


def _source(graph: Graph, frame: av.VideoFrame) -> FilterContext:
    return graph.add_buffer(
        width=frame.width,
        height=frame.height,
        format=VideoFormat(frame.format.name),
        time_base=TIME_BASE,
    )


def _link(graph: Graph, filters: str, sources: Mapping[str, FilterContext]) -> FilterContext:
    """Add and link all filters; returns the sink."""
    outputs = {name: (source, 0) for name, source in sources.items()}
    before = outputs["clip"]
    fresh = True
    for labels, name, options, names, end in _FILTER.findall(filters):
        node = graph.add(name, options or None)
        given = [outputs[label] for label in re.findall(r"\w+", labels)]
        for pad, (source, index) in enumerate(given or [outputs["clip"] if fresh else before]):
            source.link_to(node, index, pad)
        for index, label in enumerate(re.findall(r"\w+", names)):
            outputs[label] = (node, index)
        before, fresh = (node, 0), end == ";"
    even = graph.add("scale", "trunc(iw/2)*2:trunc(ih/2)*2:out_range=tv")
    planar, sink = graph.add("format", "yuv420p"), graph.add("buffersink")
    before[0].link_to(even, before[1])
    graph.link_nodes(even, planar, sink)
    return sink


def _feed(
    sources: Mapping[str, FilterContext], waiting: dict[str, Iterator[av.VideoFrame]]
) -> None:
    """Push the next frame of every input, or that it has ended."""
    for name, frames in list(waiting.items()):
        frame = next(frames, None)
        sources[name].push(frame)
        if frame is None:
            del waiting[name]
