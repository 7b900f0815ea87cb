"""`reelmark match`: which registered drama is this clip from?"""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track as progress

from reelmark.api.places import tell
from reelmark.cli.output import both, file_name, print_json
from reelmark.cli.source import check_file
from reelmark.config import read_config
from reelmark.errors import VideoError
from reelmark.fingerprint.luma import PLANE, probe, read_planes
from reelmark.fingerprint.video import is_cut_off
from reelmark.matching import background
from reelmark.matching.clip import SAMPLE_RATE
from reelmark.matching.footage import Footage, recognise_footage
from reelmark.matching.library import Library
from reelmark.matching.recognise import Match
from reelmark.registry.library import read_library
from reelmark.registry.reading import Reader
from reelmark.registry.record import read_record
from reelmark.registry.store import open_registry
from reelmark.registry.vocabulary import AiInvolvement, ApprovalState

NOTHING = {
    "no_match": "no match: the registry does not hold these pictures. That says nothing about "
    "a licence, or about how they were made",
    "not_enough_picture": "not enough picture: too short, too dark or too plain to be told apart",
}


@click.command()
@click.argument("clips", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a clip.")
def command(clips: tuple[Path, ...], as_json: bool) -> None:
    """Look CLIPS up in the registry: videos of any length, or still pictures."""
    failed = False
    with open_registry(read_config()).read() as reader:
        library = read_library(reader)
        for path in progress(clips, "", console=Console(stderr=True), transient=True):
            answer = answer_for(path, library, reader)
            failed |= answer["verdict"] == "unreadable"
            if as_json:
                print_json(answer)
            else:
                for line in as_lines(answer):
                    print(f"{answer['file']}: {line}", flush=True)
    sys.exit(1 if failed else 0)


def answer_for(path: Path, library: Library, reader: Reader) -> dict[str, object]:
    """What there is to say of one file, in JSON values (docs/formats.md)."""
    try:
        check_file(path)
        footage, problems = _look_at(path, library)
    except VideoError as error:
        return _answer(path, "unreadable", problems=[str(error)])
    return _answer(
        path,
        footage.verdict,
        matches=[_as_dict(match, reader) for match in footage.matches],
        candidates=[_as_dict(match, reader) for match in footage.candidates],
        query=_query(footage),
        problems=problems,
    )


def _answer(path: Path, verdict: str, **found: object) -> dict[str, object]:
    empty: dict[str, object] = {"matches": [], "candidates": [], "query": None, "problems": []}
    return {"file": file_name(path), "verdict": verdict} | empty | found


def _look_at(path: Path, library: Library) -> tuple[Footage, list[str]]:
    promised_s = probe(path).duration_s
    footage = recognise_footage(read_planes(path, SAMPLE_RATE), library, background.load())
    if is_cut_off(footage.length_ms, round(promised_s * 1000)):
        read_s = footage.length_ms / 1000
        return footage, [f"is cut off: {read_s:.1f} s of {promised_s:.1f} s can be read"]
    return footage, []


def _query(footage: Footage) -> dict[str, object]:
    return {
        "samples": footage.samples,
        "usable": footage.usable,
        "seconds": footage.length_ms / 1000,
        "stage": footage.stage,
    }


def _as_dict(match: Match, reader: Reader) -> dict[str, object]:
    """A place as the HTTP API tells it, with what is known of the work."""
    drama = reader.drama(match.entry.drama)
    assert drama is not None  # the library was read from these very rows
    record = read_record(reader, drama)
    edition = next(one for one in record.editions if one.edition.id == match.entry.edition)
    known = {
        "status": record.standing.status,
        "ai": drama.ai_involvement,
        "approval": edition.approval.state,
        "area": _area(match),
    }
    return tell(match, drama.title, edition.edition.name).model_dump() | known


def _area(match: Match) -> dict[str, float]:
    """The part of the file's frames that was recognised: edges as shares of height and width."""
    assert match.area is not None  # only a clip known by its hashes has none
    return {edge: round(at / PLANE, 3) for edge, at in asdict(match.area).items()}


def as_lines(answer: dict[str, object]) -> list[str]:
    """An answer in words: one line a place, one line where there is none."""
    problems, matches, candidates = answer["problems"], answer["matches"], answer["candidates"]
    assert isinstance(problems, list)
    assert isinstance(matches, list)
    assert isinstance(candidates, list)
    nothing = [NOTHING[str(answer["verdict"])]] if answer["verdict"] in NOTHING else []
    return [
        *problems,
        *map(_line, matches),
        *nothing,
        *(f"only one picture speaks for {_line(place)}" for place in candidates),
    ]


def _line(place: dict[str, object]) -> str:
    return (
        f"{place['title']} ({place['drama']}), edition {place['edition']}, "
        f"episode {place['episode']}, {place['start_s']:.1f} to {place['end_s']:.1f} s "
        f"(± {place['start_uncertainty_s']:.1f} s)\n"
        f"{_part(place['area'])}"
        f"    AI: {both(AiInvolvement(str(place['ai'])))}; "
        f"approval: {both(ApprovalState(str(place['approval'])))}"
    )


def _part(area: object) -> str:
    """A line on what of the frame holds the picture, where it is not all."""
    assert isinstance(area, dict)
    width, height = (
        f"{area[first]:.0%} to {area[last]:.0%}"
        for first, last in (("left", "right"), ("top", "bottom"))
    )
    whole = width == height == "0% to 100%"
    return "" if whole else f"    picture: {width} of the frame's width, {height} of its height\n"
