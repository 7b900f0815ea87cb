"""Writes shared/vectors/fingerprint.json: `python -m tests.oracle.make_vectors`."""

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.oracle import (
    areas,
    cases,
    flatness,
    insets,
    keeping,
    overlays,
    recipes,
    registered,
    tracks,
    windows,
)
from tests.oracle.pictures import Picture, draw, to_bytes

FILE = Path(__file__).parents[2] / "shared" / "vectors" / "fingerprint.json"
ABOUT = (
    "Golden vectors of fingerprint v1 (shared/fingerprint.md), made by `python -m"
    " tests.oracle.make_vectors`. README.md, beside this file, says how to read them."
)
IN_FULL = {"scene 0", "title on black", "its own mirror image"}
"""Thumbs whose 512 hashes and detail words are all written out."""
CHOSEN = [0, 1, 85, 99, 180, 255, 256, 288, 341, 511]
"""Windows whose words are written out for every thumb."""
COEFFICIENTS = {"scene 0": [0, 99, 288], "title on black": [0]}
"""Windows of some thumbs whose coefficients are written out."""
PICTURES = recipes.HASHED | recipes.TIED

Case = dict[str, Any]
Section = list[Case]


def _hex(words: list[int]) -> list[str]:
    return [f"{each:016x}" for each in words]


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _words_digest(words: list[int]) -> str:
    return _digest(b"".join(each.to_bytes(8, "big") for each in words))


def _base64(picture: Picture) -> str:
    return b64encode(to_bytes(picture)).decode()


def luma() -> Section:
    """Section 1 of the page."""
    section = []
    for name, (recipe, limited) in recipes.LUMA.items():
        picture = draw(recipe)
        plane = areas.luma_plane(picture, limited)
        case = {"name": name, "picture": recipe, "limited": limited}
        case |= {"picture_sha256": _digest(to_bytes(picture))}
        case |= {"row_100": _base64([plane[100]]), "plane_sha256": _digest(to_bytes(plane))}
        section.append(case)
    return section


def area() -> Section:
    """Section 2: the area after no, one, two ... frames."""
    section = []
    for name, frames in recipes.AREAS.items():
        planes = [draw(recipe) for recipe in frames]
        found = [areas.area(planes[:seen]) for seen in range(len(planes) + 1)]
        digests = [_digest(to_bytes(plane)) for plane in planes]
        section.append({"name": name, "planes": frames, "plane_sha256": digests, "areas": found})
    return section


def inset() -> Section:
    """Section 9: the insets of a clip."""
    return [
        {"name": name, "planes": frames, "insets": insets.insets([*map(draw, frames)])}
        for name, frames in recipes.INSETS.items()
    ]


def overlay() -> Section:
    """Section 10: cells of the overlay, and the last thumb with these, or a corner, filled."""
    section = []
    for name, frames in recipes.OVERLAYS.items():
        thumbs = [draw(recipe) for recipe in frames]
        cells = overlays.overlay(thumbs)
        filled = _base64(overlays.fill(thumbs[-1], cells)) if cells else None
        bare = [overlays.fill(thumbs[-1], corner) for corner in overlays.corners(thumbs)]
        case = {"name": name, "thumbs": frames, "cells": len(cells), "last": filled}
        section.append(case | {"corners_sha256": [_digest(to_bytes(each)) for each in bare]})
    return section


def thumb() -> Section:
    """Section 3."""
    section = []
    for name, (recipe, place) in recipes.THUMBS.items():
        small = areas.thumb(draw(recipe), place)
        section.append({"name": name, "plane": recipe, "area": place, "thumb": _base64(small)})
    return section


def pictures() -> Section:
    """The thumbs that the next sections name."""
    section = []
    for name, recipe in PICTURES.items():
        section.append({"name": name, "recipe": recipe, "sha256": _digest(to_bytes(draw(recipe)))})
    return section


def registered_hashes() -> Section:
    """Section 4, steps 1 to 4."""
    section = []
    for name, recipe in recipes.HASHED.items():
        picture = areas.central(draw(recipe))
        phash, detail = _hex([*registered.hash_central(picture)])
        case = {"picture": name, "central": _base64(picture), "hash": phash, "detail": detail}
        section.append(case)
    return section


def _flat(small: Picture) -> Case:
    picture = areas.central(small)
    return {
        "registered": flatness.is_flat_registered(picture),
        "query": flatness.is_flat_queried(picture),
    }


def flat() -> Section:
    """Section 4, step 5, and its like of section 5."""
    section = []
    for name, recipe in PICTURES.items():
        small = draw(recipe)
        busy = {str(bend): flatness.busy_cells(areas.central(small), bend) for bend in (4, 6)}
        section.append({"picture": name, "busy_cells": busy, "flat": _flat(small)})
    return section


def operators() -> Case:
    """The operators of section 5; the committed file must be what the formula gives."""
    committed = windows.read_operators()
    if committed != windows.make_operators():
        raise ValueError("operators.json is not what the formula of fingerprint.md gives")
    numbers = [number for cut in committed for row in cut for number in row]
    data = b"".join((number % 2**32).to_bytes(4, "little") for number in numbers)
    return {"count": len(numbers), "int32_le_sha256": _digest(data)}


def _blocks(small: Picture) -> list[registered.Block]:
    return windows.coefficients(windows.read_operators(), small)


def query_hashes() -> Section:
    """Section 5: all windows of each thumb."""
    section = []
    for name, recipe in PICTURES.items():
        blocks = _blocks(draw(recipe))
        hashes = [registered.phash(block) for block in blocks]
        details = [registered.detail(block) for block in blocks]
        chosen = list(range(512)) if name in IN_FULL else CHOSEN
        case: Case = {"picture": name, "hashes_sha256": _words_digest(hashes)}
        case |= {"details_sha256": _words_digest(details), "ids": chosen}
        case |= {"hashes": _hex([hashes[i] for i in chosen])}
        section.append(case | {"details": _hex([details[i] for i in chosen])})
    return section


def coefficients() -> Section:
    """Section 5: Y and margins of some windows."""
    section = []
    for name, ids in COEFFICIENTS.items():
        blocks = _blocks(draw(PICTURES[name]))
        for i in ids:
            near = [float(margin) for margin in registered.margins(blocks[i])]
            section.append({"picture": name, "id": i, "rows": blocks[i], "margins": near})
    return section


def clips() -> Section:
    """Sections 1 to 5 in one: from decoded frames to hashes."""
    section = []
    for name, (frames, limited) in recipes.CLIPS.items():
        planes = [areas.luma_plane(draw(recipe), limited) for recipe in frames]
        place = areas.area(planes)
        smalls = [areas.thumb(plane, place) for plane in planes]
        case: Case = {"name": name, "frames": frames, "limited": limited, "area": place}
        section.append(case | {"results": [_clip_result(small) for small in smalls]})
    return section


def _clip_result(small: Picture) -> Case:
    case: Case = {"thumb_sha256": _digest(to_bytes(small)), "flat": _flat(small)}
    if not case["flat"]["registered"]:
        block = _blocks(small)[0]
        case |= {"registered": _hex([*registered.hash_central(areas.central(small))])}
        case |= {"window_0": _hex([registered.phash(block), registered.detail(block)])}
    return case


def scan() -> Section:
    """Section 6: frames scanned."""
    section = []
    for name, (stamps, unit) in cases.SCANS.items():
        found = keeping.scan([stamp * unit for stamp in stamps])
        case: Case = {"name": name, "pts": stamps, "time_base": [unit.numerator, unit.denominator]}
        section.append(case | {"scanned": found})
    return section


def keep() -> Section:
    """Section 6: frames kept."""
    section = []
    for name, frames in cases.KEEPS.items():
        case: Case = {"name": name, "times_ms": [frame.time_ms for frame in frames]}
        case |= {"hashes": _hex([frame.phash for frame in frames])}
        case |= {"flat": [i for i, frame in enumerate(frames) if frame.flat]}
        section.append(case | {"kept": keeping.keep(frames)})
    return section


def track() -> Section:
    """Section 8: tracks and their bytes."""
    section = []
    for name, each in cases.TRACKS.items():
        data = tracks.to_bytes(each)
        case: Case = {"name": name, "times_ms": each.times_ms, "hashes": _hex(each.phashes)}
        case |= {"details": _hex(each.details), "last_ms": each.last_ms}
        section.append(case | {"bytes": data.hex(), "sha256": tracks.name(data)})
    return section


def refused() -> Section:
    """Section 8: bytes that are no track."""
    return [{"name": name, "bytes": data.hex()} for name, data in cases.REFUSED.items()]


def make() -> str:
    """The text of the file: a case a line."""
    sections: dict[str, Any] = {
        "about": ABOUT,
        "luma": luma(),
        "area": area(),
        "thumb": thumb(),
        "pictures": pictures(),
        "registered": registered_hashes(),
        "flat": flat(),
        "operators": operators(),
        "detail_places": registered.detail_places(),
        "stages": windows.stages(),
        "coefficients": coefficients(),
        "query": query_hashes(),
        "clips": clips(),
        "scan": scan(),
        "keep": keep(),
        "track": track(),
        "refused": refused(),
        "insets": inset(),
        "overlays": overlay(),
    }
    return "{\n" + ",\n".join(_lines(*item) for item in sections.items()) + "\n}\n"


def _lines(name: str, value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        inner = ",\n".join(json.dumps(case, separators=(",", ":")) for case in value)
        return f'"{name}": [\n{inner}\n]'
    return f'"{name}": {json.dumps(value, separators=(",", ":"))}'


if __name__ == "__main__":
    FILE.write_text(make(), encoding="utf-8")
    print(f"{FILE.stat().st_size} bytes")
