"""The cases of the matching vectors, with the libraries and backgrounds they name."""

from tests.oracle.matching_hit_cases import HIT_CASES, HIT_LIBRARIES
from tests.oracle.matching_input import Background, Entry
from tests.oracle.matching_picture_cases import PICTURE_CASES, PICTURE_LIBRARIES
from tests.oracle.matching_place_cases import PLACE_CASES, PLACE_LIBRARIES
from tests.oracle.matching_scenes import Case
from tests.oracle.matching_search_cases import SEARCH_CASES, SEARCH_LIBRARIES

BACKGROUNDS: dict[str, Background] = {
    "even": Background(
        [
            [433] * 6 + [406] * 3,
            [433] * 4 + [404, 404, 390, 390, 372],
            [433] * 4 + [402, 402, 366, 366, 358],
            [433, 433, 380, 380, 364, 364, 320, 320, 284],
        ],
        [max(0, 590 - 22 * bits) for bits in range(65)],
        [0] * 57,
    ),
    "weak": Background(
        [[433] * 6 + [20] * 3] * 4, [max(0, 590 - 28 * bits) for bits in range(65)], [0] * 57
    ),
    "graded": Background(
        [[433] * 9] * 4,
        [max(0, 590 - 22 * bits) for bits in range(65)],
        [-8 * plainness for plainness in range(57)],
    ),
}
"""The first is near the measured tables (matching/background.json) for frames full of things, in
round numbers; in the last, every step of plainness tells."""

LIBRARIES: dict[str, list[Entry]] = (
    HIT_LIBRARIES | PLACE_LIBRARIES | SEARCH_LIBRARIES | PICTURE_LIBRARIES
)
CASES: dict[str, Case] = HIT_CASES | PLACE_CASES | SEARCH_CASES | PICTURE_CASES
