"""Cases of clips given as thumbs, for the whole way from pictures to a verdict."""

from tests.oracle.areas import central
from tests.oracle.matching_input import Entry, Words
from tests.oracle.matching_scenes import STEP, Case, PictureRecipe, beats, entry
from tests.oracle.pictures import Layer, Recipe, draw
from tests.oracle.recipes import HASHED
from tests.oracle.registered import hash_central

SHOWN = ["scene 0", "scene 1", "scene 2"]
GREY: Recipe = {"h": 64, "w": 64, "layers": [["flat", 90]]}


def _with(name: str, *layers: Layer) -> Recipe:
    recipe = HASHED[name]
    return {"h": recipe["h"], "w": recipe["w"], "layers": [*recipe["layers"], *layers]}


def _registered(name: str) -> Words:
    return hash_central(central(draw(HASHED[name])))


def _grainy(*layers: Layer) -> list[PictureRecipe]:
    """Two samples a second of each picture, grainy; grey before and after."""
    pictures = [GREY]
    for number, name in enumerate(SHOWN):
        pictures += [_with(name, *layers, ["grain", 500 + 2 * number + i, 9]) for i in range(2)]
    return [PictureRecipe(2 * STEP * i, each) for i, each in enumerate([*pictures, GREY])]


PICTURE_LIBRARIES: dict[str, list[Entry]] = {
    "pictures": [entry("pictures", beats(3, 2048), [_registered(name) for name in SHOWN])]
}

PICTURE_CASES: dict[str, Case] = {
    "pictures": Case("pictures", _grainy()),
    "pictures in a mirror": Case("pictures", _grainy(["mirror"])),
    "pictures that show little": Case(
        "pictures",
        [
            PictureRecipe(0, HASHED["scene 7"]),
            PictureRecipe(256, GREY),
            PictureRecipe(512, HASHED["19 busy cells"]),
        ],
    ),
}
