"""Cases for sections 7 and 8 of matching.md: several places, dramas, stages and verdicts."""

from tests.oracle.matching_input import Entry, Words
from tests.oracle.matching_scenes import (
    BEAT,
    Case,
    ClipRecipe,
    Footage,
    SampleRecipe,
    beats,
    clip,
    copied,
    cuts,
    draw_words,
    entry,
    sample,
    steps,
    worn,
)

INTRO = draw_words(40, 4)
ONE = draw_words(41, 100)
TWO = draw_words(42, 20)
OTHER = draw_words(43, 4)
CROWD = draw_words(44, 12)
FIFTY = draw_words(45, 50)
IN_INTRO = cuts(beats(4), INTRO)
IN_ONE = cuts(beats(100), ONE)
IN_TWO = cuts(beats(20), TWO)
APART = 60_000
"""Too far from everything else to lie on a line with it."""


def _serial(drama: str, seed: int, edition: str = "e1", episode: int = 1) -> Entry:
    """An episode that opens with the intro that all share."""
    return entry(drama, beats(8), INTRO + draw_words(seed, 4), edition, episode)


def _crowd(size: int) -> list[Entry]:
    """Episodes that hold three scenes each, far apart; one more holds two that follow another."""
    times = [0, APART // 2, APART]
    crowd = [
        entry("crowd", times, [CROWD[(n + shift) % 12] for shift in (0, 3, 7)], episode=n + 1)
        for n in range(size)
    ]
    return [*crowd, entry("crowd", beats(2), CROWD[:2], episode=size + 1)]


SEARCH_LIBRARIES: dict[str, list[Entry]] = {
    "nothing": [],
    "two": [entry("one", beats(100), ONE), entry("two", beats(20), TWO)],
    "intro": [_serial("x", 46), _serial("y", 47)],
    "intro, met later": [
        entry("x", beats(4), INTRO),
        entry("y", [*beats(4), APART], [*INTRO, worn(INTRO[0], 8, 16)]),
    ],
    "editions": [
        _serial("x", 48, "kept"),
        _serial("x", 48, "sold"),
        _serial("x", 49, "sold", 2),
    ],
    "a heavier edition": [
        entry("x", beats(4), INTRO, "kept"),
        entry("x", [*beats(4), APART], [*INTRO, OTHER[0]], "sold"),
    ],
    "an edition with more hits": [
        entry("x", [*beats(4), APART], [*INTRO, worn(INTRO[0], 2, 4)], "kept"),
        entry("x", [*beats(4), APART, 2 * APART], [*INTRO, INTRO[0], INTRO[0]], "sold"),
    ],
    "20 episodes": _crowd(19),
    "21 episodes": _crowd(20),
    "fifty": [entry("fifty", beats(50), FIFTY)],
}


def _joined(*parts: tuple[Footage, int, int], worn_by: tuple[int, int] = (0, 0)) -> ClipRecipe:
    """Parts of footage one after the other: from where, and how many samples."""
    samples: list[SampleRecipe] = []
    for footage, offset, count in parts:
        times = steps(samples[-1].at + 256 if samples else 0, count)
        samples += copied(footage, times, offset - times[0], worn_by)
    return clip(samples)


def _mirrored_rest(count: int) -> ClipRecipe:
    """A part, and samples of another that only a later stage finds."""
    first = copied(IN_ONE, steps(0, 16), 4 * BEAT)
    return clip(first + copied(IN_TWO, steps(4096, count), 6 * BEAT - 4096, window=426))


def _scenes(*shown: Words, rich: int | None = None) -> ClipRecipe:
    """A sample a beat."""
    return clip([sample(BEAT * i, (0, words)) for i, words in enumerate(shown)], rich=rich)


def _next_begins_at_the_end() -> ClipRecipe:
    """The first stretch ends, to the ms, at the first sample of the second."""
    first = copied(IN_ONE, steps(0, 15), 4 * BEAT)
    times = [first[-1].at + 446, *steps(4096, 16)]
    return clip(first + copied(IN_ONE, times, 48 * BEAT - times[0]))


SEARCH_CASES: dict[str, Case] = {
    "two works joined": Case("two", _joined((IN_ONE, 4 * BEAT, 16), (IN_TWO, 6 * BEAT, 24))),
    "the rest at a later stage": Case("two", _mirrored_rest(12)),
    "too little is left to go on": Case("two", _mirrored_rest(3)),
    "two places of one work": Case("two", _joined((IN_ONE, 4 * BEAT, 16), (IN_ONE, 44 * BEAT, 16))),
    "two places in the other order": Case(
        "two", _joined((IN_ONE, 44 * BEAT, 16), (IN_ONE, 4 * BEAT, 20), worn_by=(2, 7))
    ),
    "three places at most": Case(
        "two", _joined(*((IN_ONE, beat * BEAT, 16) for beat in (4, 40, 80, 60)))
    ),
    "a stretch holds its end": Case("two", _next_begins_at_the_end()),
    "the intro of two dramas": Case("intro", clip(copied(IN_INTRO, steps(0, 16), 0))),
    "the drama that is met first": Case(
        "intro, met later",
        clip([sample(0, (0, worn(INTRO[0], 16, 32))), *copied(IN_INTRO, steps(512, 14), 0)]),
    ),
    "two editions": Case("editions", clip(copied(IN_INTRO, steps(0, 16), 0))),
    "the second episode": Case(
        "editions",
        clip(copied(cuts(beats(8), INTRO + draw_words(49, 4)), steps(0, 20), 2 * BEAT)),
    ),
    "the heavier of equal editions": Case(
        "a heavier edition",
        clip([*copied(IN_INTRO, steps(0, 12), 0), sample(12 * 256, (0, OTHER[0]))]),
    ),
    "more hits of a sample are not heavier": Case(
        "an edition with more hits", clip(copied(IN_INTRO, steps(0, 12), 0))
    ),
    "20 episodes are looked at": Case("20 episodes", _scenes(*CROWD)),
    "the 21st is not": Case("21 episodes", _scenes(*CROWD)),
    "one sample of another work": Case("two", _scenes(*ONE[3:9], TWO[5])),
    "nothing known": Case("two", _scenes(*OTHER)),
    "nothing registered": Case("nothing", _scenes(*OTHER)),
    "nothing to see": Case("two", clip([], 3000, 0)),
    "nothing to see but a little": Case("two", _scenes(OTHER[0], rich=0)),
    "one sample speaks": Case("two", _scenes(ONE[3], OTHER[1])),
    "one sample speaks, no other shows much": Case("two", _scenes(ONE[3], OTHER[1], rich=1)),
    "two samples speak for places apart": Case("two", _scenes(ONE[3], ONE[20])),
    "candidates of the first stage": Case(
        "two", clip([sample(0, (0, worn(ONE[3], 6, 10))), sample(BEAT, (85, TWO[2]))])
    ),
    "no later stage": Case(
        "two", clip(copied(IN_ONE, steps(0, 6), 4 * BEAT, window=426)), last_stage=1
    ),
    "the last stage": Case(
        "two", clip(copied(IN_ONE, steps(0, 6), 4 * BEAT, window=426)), last_stage=2
    ),
    "lg E is -6": Case("fifty", _scenes(*[worn(FIFTY[7], 8, 22)] * 2, OTHER[0])),
    "lg E is above -6": Case("fifty", _scenes(*[worn(FIFTY[7], 8, 22)] * 2, *OTHER[:2])),
}
