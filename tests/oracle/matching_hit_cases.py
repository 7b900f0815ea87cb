"""Cases for sections 2 to 4 of matching.md: hits, alignment, evidence."""

from tests.oracle.matching_input import Entry, Words
from tests.oracle.matching_scenes import (
    BEAT,
    Case,
    ClipRecipe,
    SampleRecipe,
    beats,
    clip,
    copied,
    cuts,
    draw_words,
    entry,
    filmed,
    flip,
    moving,
    sample,
    steps,
    worn,
)

A = draw_words(1, 12)
B = draw_words(2, 12)
IN_A = cuts(beats(12), A)
KIN = draw_words(3, 6)
KIN_WORDS = [KIN[0], (flip(KIN[0][0], 8), KIN[1][1]), (flip(KIN[0][0], 9, 30), KIN[2][1])]
"""Stored frames 1 and 2 are 8 and 9 bits of pHash from stored frame 0."""
SHOTS = [word for word, _ in draw_words(4, 8)]
REFRAIN = draw_words(5, 8)
OTHERS = draw_words(6, 3)
PAN = moving(7, 8)
CREEP = moving(8, 400)
CREEP_TIMES = [997 * i for i in range(60)]


REACH_TIMES = [2963, 2964, 4000, 4732, 4733, 5000, 5267, 5268, 6000, 7036, 7037]
"""At the ends of what lies within reach of 5000, a beat to either side, and just beyond."""
REACH = draw_words(9, len(REACH_TIMES))
STILL = cuts([0], draw_words(10, 1))
FLICKER = draw_words(11, 2)
BANDS = list(
    zip(
        [
            2**32 - 1,
            0x0F0F0F0F0F0F0F0F,
            0xAA55AA55AA55AA55,
            0xFF00FF,
            0x3333333333333333,
            2**64 - 1,
        ],
        (detail for _, detail in draw_words(12, 6)),
        strict=True,
    )
)
"""Bands across and upright, a chequered board, nothing at all: hardly a turn, or most there are."""
BURST = list(range(0, 357, 7))
"""Times so near each other that all hits of still samples agree."""

HIT_LIBRARIES: dict[str, list[Entry]] = {
    "plain": [
        entry("a", beats(12), A),
        entry("empty", [], []),
        entry("b", [40 + 977 * i for i in range(12)], B, "e7", 3),
    ],
    "kin": [entry("kin", beats(6), KIN_WORDS + KIN[3:])],
    "refrain": [entry("refrain", beats(8) + beats(8, 32768), REFRAIN[:5] + OTHERS + REFRAIN)],
    "pan": [entry("pan", beats(56), filmed(PAN, beats(56)))],
    "creep": [entry("creep", CREEP_TIMES, filmed(CREEP, CREEP_TIMES))],
    "reach": [entry("reach", REACH_TIMES, REACH)],
    "51 frames": [entry("still", BURST, filmed(STILL, BURST))],
    "32 frames": [entry("still", BURST[:32], filmed(STILL, BURST[:32]))],
    "bands": [entry("bands", beats(6), BANDS)],
    "flicker": [entry("flicker", [0, 400, 800, 40_000, 41_024], [*[FLICKER[0]] * 4, FLICKER[1]])],
}


def _scenes(*windows: int) -> list[SampleRecipe]:
    """One sample of each scene of `a` from the fourth on, each in its own window."""
    return [sample(BEAT * i, (window, worn(A[3 + i], 2, 4))) for i, window in enumerate(windows)]


def _second_shows(*given: tuple[int, Words]) -> ClipRecipe:
    """Three scenes of `a` in window 5; the second is given."""
    first, _, third = _scenes(5, 5, 5)
    return clip([first, sample(BEAT, *given), third])


def _shots(*firsts: int) -> ClipRecipe:
    """Scenes of `kin` in window 85, the later the more worn, with these pHashes in window 0."""
    return clip(
        [
            sample(BEAT * i, (0, (first, 0)), (85, worn(KIN[3 + i], 0, 2 * i)))
            for i, first in enumerate(firsts)
        ]
    )


def _faded(shown: list[Words]) -> list[SampleRecipe]:
    """A sample a beat in window 85, each a bit more worn than the one before."""
    return [sample(BEAT * i, (85, worn(words, 0, i))) for i, words in enumerate(shown)]


def _hidden() -> ClipRecipe:
    """The second does not count, being of the first one's stored shot; the third resembles it."""
    firsts = [SHOTS[0], SHOTS[1], flip(SHOTS[1], 4), SHOTS[2]]
    shown = [(0, KIN[0]), (1, KIN_WORDS[1]), (3, KIN[3]), (4, KIN[4])]
    return clip(
        [
            sample(BEAT * beat, (0, (first, 0)), (85, worn(words, 0, beat)))
            for first, (beat, words) in zip(firsts, shown, strict=True)
        ]
    )


def _faster(count: int, first: int = 0, length: int | None = None) -> ClipRecipe:
    return clip([sample(at, (0, PAN(25_000 + at * 5 // 4))) for at in steps(first, count)], length)


HIT_CASES: dict[str, Case] = {
    "the whole picture": Case("plain", clip(copied(IN_A, steps(0, 10), 2 * BEAT, (2, 5)))),
    "cut alike on all sides": Case(
        "plain", clip(copied(IN_A, steps(0, 10), 2 * BEAT, (2, 5), window=85))
    ),
    "mirrored": Case("plain", clip(copied(IN_A, steps(0, 10), 2 * BEAT, (2, 5), window=426))),
    "cut on one side": Case("plain", clip(copied(IN_A, steps(0, 8), 2 * BEAT, (2, 5), window=12))),
    "mirrored and cut on one side": Case(
        "plain", clip(copied(IN_A, steps(0, 6), 2 * BEAT, (2, 5), window=268))
    ),
    "of windows as near, that of an earlier stage": Case(
        "plain",
        clip([sample(0, (37, A[3]), (341, worn(A[3], 0, 10))), *_scenes(37, 37, 37, 37)[1:]]),
    ),
    "of windows as near, the lower id": Case(
        "plain", _second_shows((5, worn(A[4], 3, 7)), (300, worn(A[4], 3, 1)))
    ),
    "the nearest window, whatever its detail word": Case(
        "plain", _second_shows((5, worn(A[4], 4, 0)), (300, worn(A[4], 2, 23)))
    ),
    "8 bits of pHash and 22 of the detail word": Case(
        "plain",
        clip(
            [
                sample(BEAT * i, (0, worn(A[3 + i], *bits)))
                for i, bits in enumerate([(8, 22), (9, 0), (0, 23), (0, 22), (8, 0)])
            ]
        ),
    ),
    "shots of the clip": Case("kin", _shots(SHOTS[0], flip(SHOTS[0], 8), flip(SHOTS[0], 9, 20))),
    "shots are told from their first frame": Case(
        "kin", _shots(SHOTS[0], flip(SHOTS[0], 6), flip(SHOTS[0], 12))
    ),
    "shots of the registry": Case("kin", clip(_faded(KIN_WORDS[:3]))),
    "what does not count hides nothing": Case("kin", _hidden()),
    "places within the reach of all speeds": Case(
        "reach",
        clip(
            [
                sample(BEAT * i, (0, worn(REACH[k], 0, 3 * (i != 1))))
                for i, k in enumerate([2, 5, 8])
            ]
        ),
    ),
    "a hit so weak that it does not count": Case(
        "reach",
        clip([sample(0, (0, REACH[2])), sample(BEAT, (0, worn(REACH[5], 8, 22)))]),
        "weak",
    ),
    "hits 500 ms off agree": Case(
        "plain",
        clip(
            [
                sample(0, (0, A[0])),
                sample(BEAT + 500, (0, A[1])),
                sample(2 * BEAT - 501, (0, A[2])),
            ]
        ),
    ),
    "the first of equal centres": Case(
        "refrain", clip(copied(cuts(beats(5), REFRAIN), range(256, 5 * BEAT, BEAT), 0))
    ),
    "the centre with the heaviest hits": Case(
        "refrain", clip(copied(cuts(beats(8), REFRAIN), range(1280, 8 * BEAT, BEAT), 0))
    ),
    "frames full of things, graded": Case("plain", clip(copied(IN_A, steps(0, 10), 0)), "graded"),
    "plain frames, graded": Case("bands", clip(_faded(BANDS)), "graded"),
    "256 hits are looked at": Case("51 frames", clip(copied(STILL, range(0, 80, 10), 0))),
    "256 hits and no more": Case("32 frames", clip(copied(STILL, range(0, 100, 10), 0))),
    "a sample counts once in a score": Case("flicker", clip(_faded(FLICKER))),
    "a quarter faster": Case("pan", _faster(40)),
    "a quarter faster, after a flat start": Case("pan", _faster(40, 1100, 12_000)),
    "a quarter faster, too short to tell": Case("pan", _faster(8)),
    "a fortieth faster passes for normal": Case(
        "pan", clip([sample(at, (0, PAN(25_000 + at * 41 // 40))) for at in steps(0, 24)])
    ),
    "slower, but hardly moving": Case(
        "creep", clip([sample(at, (0, CREEP(25_000 + at * 4 // 5))) for at in steps(0, 20)])
    ),
}
