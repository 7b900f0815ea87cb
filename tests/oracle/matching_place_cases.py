"""Cases for sections 5 and 6 of matching.md: where a clip lies, and how much of it."""

from tests.oracle.matching_input import Entry
from tests.oracle.matching_scenes import (
    BEAT,
    STEP,
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
    filmed,
    flip,
    moving,
    sample,
    steps,
    worn,
)

SCENES = draw_words(20, 32)
IN_SCENES = cuts(beats(32), SCENES)
ODD_TIMES = [BEAT * i + i % 2 for i in range(32)]
NOISE = draw_words(21, 18)
LONG = draw_words(22, 4)
SHOTS_OF_LONG = cuts([0, 6000, 15_000, 27_000], LONG)
REPRISE = draw_words(23, 5)
WALK = moving(24, 24)
JOG = moving(26, 17)
ENDING = draw_words(25, 5)
CREDITS = flip(ENDING[-1][0], 12, 32), flip(ENDING[-1][1], 12, 32)
"""Near the last scene, but no hit of it."""


def _reprise(seen_before: list[int]) -> Entry:
    """Five scenes from 12 s on, some of them also eight beats before."""
    early = [(BEAT * (4 + i), REPRISE[i]) for i in seen_before]
    late = [(BEAT * (12 + i), words) for i, words in enumerate(REPRISE)]
    times, words = zip(*early, *late, strict=True)
    return entry("reprise", list(times), list(words))


def _ending(*bits: int) -> Entry:
    """Scenes, and stored frames so many bits from the credits."""
    after = [worn(CREDITS, each // 2, each - each // 2) for each in bits]
    return entry("ending", beats(5 + len(bits)), ENDING + after)


PLACE_LIBRARIES: dict[str, list[Entry]] = {
    "scenes": [entry("scenes", beats(32), SCENES)],
    "odd": [entry("odd", ODD_TIMES, SCENES)],
    "long": [entry("long", beats(32), filmed(SHOTS_OF_LONG, beats(32)))],
    "walk": [entry("walk", beats(56), filmed(WALK, beats(56)))],
    "jog": [entry("jog", beats(56), filmed(JOG, beats(56)))],
    "four before": [_reprise([0, 1, 3, 4])],
    "three before": [_reprise([0, 2, 3])],
    "20 bits": [_ending(38)],
    "21 bits": [_ending(39)],
    "18 bits": [_ending(18, 53)],
}


def _noise(times: range) -> list[SampleRecipe]:
    return [sample(at, (0, NOISE[i])) for i, at in enumerate(times)]


def _middle(times: range, offset: int, count: int) -> list[SampleRecipe]:
    """Some seconds of `SCENES` between others that nobody registered."""
    before = _noise(range(0, times[0], STEP))
    after = _noise(range(times[-1] + STEP, times[-1] + STEP * (1 + count), STEP))
    return before + copied(IN_SCENES, times, offset) + after


def _two_windows(windows: list[int]) -> list[SampleRecipe]:
    shown = [(BEAT * i, window) for i, window in enumerate(windows)]
    return [sample(at, (window, worn(IN_SCENES(at), 1, 3))) for at, window in shown]


def _seldom_uncut() -> list[SampleRecipe]:
    """Scenes in window 12, of which some resemble themselves in window 0 as well."""
    samples = []
    for at in steps(0, 24):
        words = IN_SCENES(5 * BEAT + at)
        uncut = [(0, worn(words, 6, 12))] if at in (STEP, 9 * STEP, 18 * STEP) else []
        samples.append(sample(at, (12, worn(words, 1, 3)), *uncut))
    return samples


def _faster(footage: Footage, quarters: int) -> ClipRecipe:
    """Ten seconds at so many quarters of the normal speed."""
    return clip([sample(at, (0, footage(20_000 + at * quarters // 4))) for at in steps(0, 40)])


def _to_the_ending(count: int) -> list[SampleRecipe]:
    """The scenes of `ENDING`, each but for a moment, then the credits."""
    samples = []
    for at in steps(0, count):
        beat, rest = divmod(at, BEAT)
        if at > 4 * BEAT:
            samples.append(sample(at, (0, CREDITS)))
        else:
            samples.append(sample(at, *([] if rest else [(0, ENDING[beat])])))
    return samples


PLACE_CASES: dict[str, Case] = {
    "all in one scene": Case("long", clip(copied(SHOTS_OF_LONG, steps(0, 8), 17_000))),
    "a scene and its end": Case("long", clip(copied(SHOTS_OF_LONG, steps(0, 16), 24_000))),
    "a scene, much worn": Case("long", clip(copied(SHOTS_OF_LONG, steps(0, 16), 13_000, (6, 14)))),
    "a walk": Case("walk", clip(copied(WALK, steps(0, 16), 30_200))),
    "a walk, worn": Case("walk", clip(copied(WALK, steps(0, 16), 30_200, (2, 9)))),
    "a walk, a tenth faster and worn": Case(
        "walk",
        clip([sample(at, (0, worn(WALK(20_000 + at * 11 // 10), 3, 18))) for at in steps(0, 24)]),
    ),
    "the first of equal costs": Case(
        "four before", clip(copied(cuts(beats(5), REPRISE), steps(0, 20), 0))
    ),
    "too few shown to count": Case(
        "three before", clip(copied(cuts(beats(5), REPRISE), steps(0, 20), 0))
    ),
    "the window of most weight": Case("scenes", clip(_two_windows([85, 170, 170, 85, 170]))),
    "of windows of equal weight the lower": Case("scenes", clip(_two_windows([170, 85, 85, 170]))),
    "the window that is nearest all along": Case("scenes", clip(_seldom_uncut())),
    "no other window yet": Case("scenes", clip(_seldom_uncut()), last_stage=0),
    "a stretch ends with the episode": Case(
        "scenes", clip(copied(IN_SCENES, steps(0, 12), 29 * BEAT))
    ),
    "flat at both ends": Case("scenes", clip(copied(IN_SCENES, steps(1024, 12), 3 * BEAT), 6000)),
    "from before the registered beginning": Case(
        "scenes", clip(copied(IN_SCENES, steps(2048, 12), -2048))
    ),
    "something else before and after": Case("scenes", clip(_middle(steps(3584, 20), 8 * BEAT, 14))),
    "halves to the even number": Case("odd", clip(_middle(steps(3584, 20), 8 * BEAT, 14))),
    "halves to the even number, a beat on": Case(
        "odd", clip(_middle(steps(3584, 20), 9 * BEAT, 14))
    ),
    "20 bits do not end it": Case("20 bits", clip(_to_the_ending(24))),
    "21 bits end it": Case("21 bits", clip(_to_the_ending(24))),
    "what neither gains nor loses is taken": Case("18 bits", clip(_to_the_ending(28))),
    "a walk, a quarter faster": Case("walk", _faster(WALK, 5)),
    "a jog, a quarter faster": Case("jog", _faster(JOG, 5)),
    "one sample": Case("scenes", clip([sample(0, (0, worn(SCENES[3], 2, 6)))])),
}
