"""Videos cut into segments, as players of Media Source Extensions fetch them."""

from __future__ import annotations

from pathlib import Path

import av

SECOND = 25
"""Frames between two key frames; a segment begins at each."""

X264 = {"g": str(SECOND), "preset": "ultrafast"}

MUXERS = {
    "index.m3u8": ("hls", {"hls_time": "1", "hls_playlist_type": "vod"}),
    "index.mpd": ("dash", {"seg_duration": "1"}),
}


def write_streams(source: Path, folder: Path) -> None:
    """Write a video as HLS, in MPEG-TS segments, and as DASH, in fragments of MP4."""
    folder.mkdir()
    for name, (muxer, options) in MUXERS.items():
        with (
            av.open(source) as given,
            av.open(str(folder / name), "w", format=muxer, options=options) as made,
        ):
            picture = given.streams.video[0]
            stream = made.add_stream("libx264", picture.average_rate, X264)
            stream.width, stream.height = picture.width, picture.height
            for frame in given.decode(picture):
                frame.pict_type = av.video.frame.PictureType.NONE
                made.mux(stream.encode(frame))
            made.mux(stream.encode())
