"""The product's fingerprint against shared/vectors/fingerprint.json, to the bit."""

import hashlib
import json
from base64 import b64decode
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from reelmark.errors import TrackError
from reelmark.fingerprint import insets, luma, overlays, registered, thumb, track, windows
from reelmark.fingerprint.operators import make_operators, operators
from tests.oracle.pictures import Recipe, draw

FILE = Path(__file__).parents[2] / "shared" / "vectors" / "fingerprint.json"
VECTORS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
RECIPES: dict[str, Recipe] = {each["name"]: each["recipe"] for each in VECTORS["pictures"]}
Case = dict[str, Any]
Samples = NDArray[np.uint8]


def cases(section: str) -> pytest.MarkDecorator:
    found = VECTORS[section]
    names = [case.get("name") or f"{case['picture']} {case.get('id', '')}" for case in found]
    return pytest.mark.parametrize("case", found, ids=names)


def picture(recipe: Recipe) -> Samples:
    return np.array(draw(recipe), np.uint8)


def samples(text: str) -> Samples:
    return np.frombuffer(b64decode(text), np.uint8)


def digest(values: Samples) -> str:
    return hashlib.sha256(values.tobytes()).hexdigest()


def words_digest(words: NDArray[np.uint64]) -> str:
    return hashlib.sha256(words.astype(">u8").tobytes()).hexdigest()


def words(texts: list[str]) -> list[int]:
    return [int(text, 16) for text in texts]


def frame_words(frame: registered.FrameHash) -> list[int]:
    return [frame.phash, frame.detail]


@cases("luma")
def test_it_averages_luma(case: Case) -> None:
    source = picture(case["picture"])
    assert digest(source) == case["picture_sha256"]
    plane = luma.average(source, case["limited"])
    assert plane[100].tolist() == samples(case["row_100"]).tolist()
    assert digest(plane) == case["plane_sha256"]


@cases("area")
def test_it_finds_the_area(case: Case) -> None:
    borders = thumb.Borders()
    found = [borders.area()]
    for recipe, expected in zip(case["planes"], case["plane_sha256"], strict=True):
        plane = picture(recipe)
        assert digest(plane) == expected
        borders.see(plane)
        found.append(borders.area())
    assert found == [thumb.Area(*edges) for edges in case["areas"]]


@cases("overlays")
def test_it_fills_overlays(case: Case) -> None:
    thumbs = [picture(recipe) for recipe in case["thumbs"]]
    cells, corners = overlays.overlays(thumbs)
    assert (0 if cells is None else cells.sum()) == case["cells"]
    if cells is not None:
        assert np.array_equal(overlays.fill(thumbs[-1], cells).ravel(), samples(case["last"]))
    filled = [digest(overlays.fill(thumbs[-1], corner)) for corner in corners]
    assert filled == case["corners_sha256"]


@cases("insets")
def test_it_finds_insets(case: Case) -> None:
    found = insets.insets([picture(recipe) for recipe in case["planes"]])
    assert found == tuple(thumb.Area(*edges) for edges in case["insets"])


@cases("thumb")
def test_it_makes_thumbs(case: Case) -> None:
    small = thumb.thumb(picture(case["plane"]), thumb.Area(*case["area"]))
    assert small.ravel().tolist() == samples(case["thumb"]).tolist()


@cases("pictures")
def test_it_draws_the_pictures(case: Case) -> None:
    assert digest(picture(case["recipe"])) == case["sha256"]


@cases("registered")
def test_it_hashes_frames_for_the_registry(case: Case) -> None:
    small = picture(RECIPES[case["picture"]])
    assert registered.central(small).ravel().tolist() == samples(case["central"]).tolist()
    assert frame_words(registered.hash_thumb(small)) == words([case["hash"], case["detail"]])


@cases("flat")
def test_it_tells_flat_pictures(case: Case) -> None:
    small = picture(RECIPES[case["picture"]])
    central = registered.central(small)
    busy = {bend: registered.busy_cells(central, int(bend)) for bend in case["busy_cells"]}
    assert busy == case["busy_cells"]
    flat = {"registered": registered.hash_thumb(small).flat, "query": windows.is_flat(small)}
    assert flat == case["flat"]


def test_it_has_the_operators() -> None:
    committed = operators().astype("<i4")
    assert committed.size == VECTORS["operators"]["count"]
    assert (
        hashlib.sha256(committed.tobytes()).hexdigest() == VECTORS["operators"]["int32_le_sha256"]
    )
    assert np.array_equal(make_operators(), committed)


def test_it_orders_the_detail_places() -> None:
    places = np.stack([registered.DETAIL_ROWS, registered.DETAIL_COLS], axis=1)
    assert places.tolist() == VECTORS["detail_places"]


def test_it_tries_windows_in_stages() -> None:
    assert [list(stage) for stage in windows.STAGES] == VECTORS["stages"]


@cases("query")
def test_it_hashes_windows_for_a_query(case: Case) -> None:
    small = picture(RECIPES[case["picture"]])
    hashes = windows.hash_windows(small)
    few = np.array([511, 0, 85, 300])
    assert windows.hash_some(small, few).tolist() == hashes[few].tolist()
    assert hashes[case["ids"]].tolist() == words(case["hashes"])
    assert words_digest(hashes) == case["hashes_sha256"]
    details = windows.detail_words(small, np.arange(512))
    assert details[case["ids"]].tolist() == words(case["details"])
    assert words_digest(details) == case["details_sha256"]


@cases("coefficients")
def test_it_measures_margins(case: Case) -> None:
    margins = windows.margins(picture(RECIPES[case["picture"]]), case["id"])
    assert margins.tolist() == pytest.approx(case["margins"], rel=1e-12, abs=0)


@cases("clips")
def test_it_goes_from_frames_to_hashes(case: Case) -> None:
    planes = [luma.average(picture(frame), case["limited"]) for frame in case["frames"]]
    borders = thumb.Borders()
    for plane in planes:
        borders.see(plane)
    assert borders.area() == thumb.Area(*case["area"])
    for plane, result in zip(planes, case["results"], strict=True):
        small = thumb.thumb(plane, borders.area())
        assert digest(small) == result["thumb_sha256"]
        frame = registered.hash_thumb(small)
        assert {"registered": frame.flat, "query": windows.is_flat(small)} == result["flat"]
        if "registered" in result:
            assert frame_words(frame) == words(result["registered"])
            window = [windows.hash_windows(small)[:1], windows.detail_words(small, np.arange(1))]
            assert np.concatenate(window).tolist() == words(result["window_0"])


def write_video(path: Path, stamps: list[int], time_base: Fraction) -> None:
    """A lossless video whose frames are plain; the grey level is three times the number."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=30)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "gray"
        stream.codec_context.time_base = time_base
        for number, stamp in enumerate(stamps):
            frame = av.VideoFrame.from_ndarray(np.full((32, 32), 3 * number, np.uint8), "gray")
            frame.pts, frame.time_base = stamp, time_base
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


@cases("scan")
def test_it_scans_frames(case: Case, tmp_path: Path) -> None:
    write_video(tmp_path / "scan.nut", case["pts"], Fraction(*case["time_base"]))
    seen = luma.read_planes(tmp_path / "scan.nut", track.SCAN_RATE)
    assert [[int(plane[0, 0]) // 3, at] for at, plane in seen] == case["scanned"]


@cases("keep")
def test_it_keeps_frames(case: Case) -> None:
    frames = [
        (time, registered.FrameHash(phash, 0, index in case["flat"]))
        for index, (time, phash) in enumerate(
            zip(case["times_ms"], words(case["hashes"]), strict=True)
        )
    ]
    kept = track.keep(frames)
    assert kept.times_ms.tolist() == [case["times_ms"][index] for index in case["kept"]]
    assert kept.hashes.tolist() == [frames[index][1].phash for index in case["kept"]]
    assert kept.duration_ms == (case["times_ms"][-1] if frames else 0)


@cases("track")
def test_it_writes_tracks(case: Case) -> None:
    written = track.Track(
        np.array(case["times_ms"], np.uint32),
        np.array(words(case["hashes"]), np.uint64),
        np.array(words(case["details"]), np.uint64),
        case["last_ms"],
    )
    assert written.to_bytes().hex() == case["bytes"]
    assert written.sha256 == case["sha256"]


@cases("track")
def test_it_reads_tracks(case: Case) -> None:
    read = track.Track.from_bytes(bytes.fromhex(case["bytes"]))
    assert read.times_ms.tolist() == case["times_ms"]
    assert read.hashes.tolist() == words(case["hashes"])
    assert read.details.tolist() == words(case["details"])
    assert read.duration_ms == case["last_ms"]


@cases("refused")
def test_it_refuses_what_is_no_track(case: Case) -> None:
    with pytest.raises(TrackError):
        track.Track.from_bytes(bytes.fromhex(case["bytes"]))


@pytest.mark.parametrize(("count", "refused"), [(1_000_000, False), (1_000_001, True)])
def test_it_reads_a_million_frames_but_not_more(count: int, refused: bool) -> None:
    number = count.to_bytes(4, "little")
    data = b"RMT1" + number + number + b"\1" * count + bytes(16 * count)
    if refused:
        with pytest.raises(TrackError):
            track.Track.from_bytes(data)
    else:
        assert track.Track.from_bytes(data).times_ms[-1] == count
