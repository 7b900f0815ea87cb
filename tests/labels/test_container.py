"""Labels in files as FFmpeg writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reelmark.errors import VideoError
from reelmark.labels import Label, label_of
from reelmark.labels.implicit import Problem
from tests.labels.test_implicit import XMP
from tests.videos import scenes, write

XMP_BOX = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


def labelled(path: Path, text: str) -> Path:
    return write(path, scenes(1, 0.2), metadata={"AIGC": text})


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.mkv"])
def test_it_reads_what_ffmpeg_writes(tmp_path: Path, name: str) -> None:
    assert label_of(labelled(tmp_path / name, '{"Label": "1"}')) == Label("1")


def test_a_file_without_one_says_nothing(tmp_path: Path) -> None:
    assert label_of(write(tmp_path / "a.mp4", scenes(1, 0.2))) is None


def test_bytes_that_are_no_utf8_are_a_problem_and_no_crash(tmp_path: Path) -> None:
    file = labelled(tmp_path / "a.mp4", '{"Label": "XXX"}')
    file.write_bytes(file.read_bytes().replace(b"XXX", b"\xff\xfe("))
    assert label_of(file) == Label(problems=(Problem.LABEL_UNKNOWN,))


def test_a_label_as_large_as_a_book_is_not_read(tmp_path: Path) -> None:
    file = labelled(tmp_path / "a.mp4", '{"Label": "1"}' + " " * 200_000)
    assert label_of(file) == Label(problems=(Problem.TOO_LONG,))


def test_it_reads_the_xmp_box(tmp_path: Path) -> None:
    file = write(tmp_path / "a.mp4", scenes(1, 0.2))
    xmp = f'{XMP}><TC260:AIGC>{{"Label": "2"}}</TC260:AIGC></d></x:xmpmeta>'.encode()
    box = (24 + len(xmp)).to_bytes(4, "big") + b"uuid" + XMP_BOX + xmp
    file.write_bytes(file.read_bytes() + box)
    assert label_of(file) == Label("2")


def test_what_is_no_video_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.mp4"
    file.write_text("no video at all")
    with pytest.raises(VideoError, match="cannot be read as video"):
        label_of(file)
