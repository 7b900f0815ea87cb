"""Writes shared/vectors/matching.json: `python -m tests.oracle.make_matching_vectors`."""

import json
from pathlib import Path
from typing import Any

from tests.oracle import areas, flatness, registered, windows
from tests.oracle.matching_alignment import SPEEDS
from tests.oracle.matching_cases import BACKGROUNDS, CASES, LIBRARIES
from tests.oracle.matching_input import UNIT, Background, Clip, Entry, Sample, fill
from tests.oracle.matching_left import LEFT_CASES, Shown, Stretch, runs_left
from tests.oracle.matching_scenes import Case, ClipRecipe, PictureRecipe, ViewsCase
from tests.oracle.matching_search import Answer, Found, recognise, recognise_views
from tests.oracle.matching_view_cases import VIEW_CASES
from tests.oracle.pictures import Picture, draw

FILE = Path(__file__).parents[2] / "shared" / "vectors" / "matching.json"
ABOUT = (
    "Golden vectors of matching v1 (shared/matching.md), made by `python -m"
    " tests.oracle.make_matching_vectors`. README.md, beside this file, says how to read them."
)

Json = dict[str, Any]


def _hex(words: list[int]) -> list[str]:
    return [f"{word:016x}" for word in words]


def _background(tables: Background) -> Json:
    return {
        "phash_log10": [[-each / UNIT for each in row] for row in tables.phash],
        "detail_log10": [-each / UNIT for each in tables.detail],
        "plain_log10": [-each / UNIT for each in tables.plain],
    }


def _entry(entry: Entry) -> Json:
    return {
        "drama": entry.drama,
        "edition": entry.edition,
        "episode": entry.episode,
        "last_ms": entry.times[-1] if entry.times else 0,
        "times_ms": entry.times,
        "hashes": _hex([phash for phash, _ in entry.words]),
        "details": _hex([detail for _, detail in entry.words]),
    }


def _given(recipe: ClipRecipe | list[PictureRecipe]) -> Json:
    """A clip as the file states it."""
    if isinstance(recipe, list):
        return {"pictures": [{"at_ms": each.at, "picture": each.picture} for each in recipe]}
    samples = []
    for each in recipe.samples:
        words = {str(window): _hex([*each.words[window]]) for window in each.words}
        samples.append({"at_ms": each.at, "seed": each.seed, "words": words})
    shown = {"length_ms": recipe.length, "rich": recipe.rich, "still": recipe.still}
    return shown | {"samples": samples}


def _pictured(recipe: list[PictureRecipe]) -> Clip:
    samples = []
    rich = 0
    for at, picture in recipe:
        small = draw(picture)
        central = areas.central(small)
        if not flatness.is_flat_queried(central):
            samples.append(Sample(at, _words_of(small)))
            rich += not flatness.is_flat_registered(central)
    return Clip(samples, recipe[-1].at, rich)


def _words_of(small: Picture) -> list[tuple[int, int]]:
    blocks = windows.coefficients(windows.read_operators(), small)
    return [(registered.phash(block), registered.detail(block)) for block in blocks]


def _clip(recipe: ClipRecipe | list[PictureRecipe]) -> Clip:
    if isinstance(recipe, list):
        return _pictured(recipe)
    samples = [Sample(each.at, fill(each.seed, each.words)) for each in recipe.samples]
    return Clip(samples, recipe.length, recipe.rich, recipe.still)


def _found(found: Found, library: list[Entry]) -> Json:
    entry, place, evidence = library[found.entry], found.place, found.evidence
    return {
        "drama": entry.drama,
        "edition": entry.edition,
        "episode": entry.episode,
        "log10_e": float(evidence.log10_e()),
        "shots": evidence.shots,
        "frames": evidence.frames,
        "start": float(place.start),
        "end": float(place.end),
        "uncertainty": float(place.uncertainty),
        "speed": float(place.speed),
        "window": place.window,
        "bits": float(place.bits),
        "clip_start": place.clip_start,
        "clip_end": place.clip_end,
    }


def _case(name: str, case: Case) -> Json:
    library = LIBRARIES[case.library]
    clip, tables = _clip(case.clip), BACKGROUNDS[case.background]
    answer = recognise(clip, library, tables, case.last_stage)
    given: Json = {"name": name, "library": case.library, "background": case.background}
    given |= {"last_stage": case.last_stage, "clip": _given(case.clip)}
    return given | {"expected": _expected(answer, library)}


def _view_case(name: str, case: ViewsCase) -> Json:
    library = LIBRARIES[case.library]
    answer = recognise_views([*map(_clip, case.views)], library, BACKGROUNDS[case.background])
    given: Json = {"name": name, "library": case.library, "background": case.background}
    given |= {"views": [*map(_given, case.views)]}
    return given | {"expected": _expected(answer, library)}


def _expected(answer: Answer, library: list[Entry]) -> Json:
    return {
        "verdict": answer.verdict,
        "stage": answer.stage,
        "settled": answer.settled,
        "view": answer.view,
        "matches": [_found(each, library) for each in answer.matches],
        "candidates": [_found(each, library) for each in answer.candidates],
    }


def _left_case(name: str, shown: list[Shown], stretches: list[Stretch]) -> Json:
    given = {"name": name, "samples": shown, "stretches": stretches}
    return given | {"runs": runs_left(shown, stretches)}


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _lines(brackets: str, lines: list[str]) -> str:
    return brackets[0] + "\n" + ",\n".join(lines) + "\n" + brackets[1]


def _table(values: dict[str, Any]) -> str:
    return _lines("{}", [f"{_compact(name)}: {_compact(value)}" for name, value in values.items()])


def make() -> str:
    """The text of the file: a table or case a line."""
    sections = {
        "about": _compact(ABOUT),
        "speeds": _compact([1.0, *SPEEDS]),
        "backgrounds": _table({name: _background(each) for name, each in BACKGROUNDS.items()}),
        "libraries": _table({k: [_entry(each) for each in v] for k, v in LIBRARIES.items()}),
        "cases": _lines("[]", [_compact(_case(*item)) for item in CASES.items()]),
        "views": _lines("[]", [_compact(_view_case(*item)) for item in VIEW_CASES.items()]),
        "left": _lines("[]", [_compact(_left_case(k, *v)) for k, v in LEFT_CASES.items()]),
    }
    return _lines("{}", [f'"{name}": {text}' for name, text in sections.items()]) + "\n"


if __name__ == "__main__":
    FILE.write_text(make(), encoding="utf-8")
    print(f"{FILE.stat().st_size} bytes")
