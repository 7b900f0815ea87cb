"""Cases for section 9 of matching.md: a clip that shows nothing known, and its further views."""

from tests.oracle.matching_input import Words
from tests.oracle.matching_scenes import (
    BEAT,
    ClipRecipe,
    ViewsCase,
    clip,
    copied,
    sample,
    steps,
    worn,
)
from tests.oracle.matching_search_cases import FIFTY, IN_ONE, IN_TWO, ONE, OTHER, TWO

STRANGE = clip([sample(BEAT * i, (0, words)) for i, words in enumerate(OTHER)])
DARK = clip([], 3000, 0)
OFF_CENTRE = 3
"""A window of the last stage alone."""


def _of_one(window: int = 0, rich: int = 12) -> ClipRecipe:
    return clip(copied(IN_ONE, steps(0, 12), 4 * BEAT, window=window), rich=rich)


def _of_two() -> ClipRecipe:
    return clip(copied(IN_TWO, steps(0, 12), 6 * BEAT))


def _of_fifty(*more: Words) -> ClipRecipe:
    """Two samples that show one stored frame, by a window of the second stage, at a weight of 9."""
    shown = [(85, worn(FIFTY[7], 4, 19))] * 2 + [(0, words) for words in more]
    return clip([sample(BEAT * i, each) for i, each in enumerate(shown)])


def _still(words: list[Words]) -> ClipRecipe:
    return clip([sample(BEAT * i, (0, each)) for i, each in enumerate(words[:3])], still=True)


ONE_SPEAKS = clip([sample(0, (0, ONE[3])), sample(BEAT, (0, OTHER[1]))])
ANOTHER_SPEAKS = clip([sample(0, (0, TWO[5])), sample(BEAT, (0, OTHER[1]))])

VIEW_CASES: dict[str, ViewsCase] = {
    "the clip itself comes first": ViewsCase("two", [_of_one(), _of_two()]),
    "the first view that matches": ViewsCase("two", [STRANGE, STRANGE, _of_two(), _of_one()]),
    "a view that shows little counts alone": ViewsCase(
        "two", [STRANGE, _of_one(rich=1), _of_two()]
    ),
    "the clip without overlays at the last stage": ViewsCase("two", [STRANGE, _of_one(OFF_CENTRE)]),
    "the first inset at the last stage": ViewsCase("two", [STRANGE, DARK, _of_one(OFF_CENTRE)]),
    "further insets not at the last stage": ViewsCase(
        "two", [STRANGE, DARK, STRANGE, _of_one(OFF_CENTRE)]
    ),
    "further insets in a mirror": ViewsCase("two", [STRANGE, DARK, STRANGE, _of_one(426)]),
    "candidates of the first view that has any": ViewsCase(
        "two", [STRANGE, STRANGE, ONE_SPEAKS, ANOTHER_SPEAKS]
    ),
    "candidates of the clip itself": ViewsCase("two", [ONE_SPEAKS, ANOTHER_SPEAKS]),
    "a match after candidates": ViewsCase("two", [ONE_SPEAKS, _of_two()]),
    "candidates of a clip that shows nothing": ViewsCase("two", [DARK, ONE_SPEAKS]),
    "a clip that is still": ViewsCase("two", [_still(OTHER), ONE_SPEAKS]),
    "a clip that is still and known": ViewsCase("two", [_still(ONE)]),
    "a view that is still": ViewsCase("two", [STRANGE, _still(OTHER)]),
    "lg E is -6 in the tenth search": ViewsCase("fifty", [STRANGE, STRANGE, _of_fifty()]),
    "lg E is above -6 in the fourteenth": ViewsCase(
        "fifty", [STRANGE, STRANGE, STRANGE, _of_fifty()]
    ),
    "lg E is above -6 with a shot more": ViewsCase(
        "fifty", [STRANGE, STRANGE, _of_fifty(OTHER[0])]
    ),
}
