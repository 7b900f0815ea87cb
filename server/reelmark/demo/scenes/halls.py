"""Places where people meet: a shop, a stage."""

from __future__ import annotations

import numpy as np

from reelmark.demo.colours import BLACK, WHITE, Palette, mix
from reelmark.demo.faces import talker
from reelmark.demo.figures import Cast, person
from reelmark.demo.fonts import lettering
from reelmark.demo.motion import Scene, along, flakes, moving, pulse, still
from reelmark.demo.nature import hills
from reelmark.demo.paint import HEIGHT, WIDTH, Cel, gradient
from reelmark.demo.sheet import Sheet, spaced
from reelmark.demo.town import shade


def shop(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """A keeper behind the counter of a shop full of jars."""
    back, counter, hanging = mix(ink.near, ink.accent, 0.22), Sheet(), Sheet()
    sheet = Sheet(ground=gradient([mix(back, BLACK, 0.3), back]))
    left, other = (0.0, 490.0) if rng.random() < 0.5 else (210.0, 30.0)
    for row in range(170, 800, 140):
        _jars(sheet, rng, ink, left, row)
    sheet.box(other, 150, other + 130, 800, mix(ink.accent, BLACK, 0.25))
    sheet.box(other + 14, 170, other + 116, 780, mix(ink.light, ink.accent, 0.35))
    sheet.stamp(lettering("四时有味", 84, ink.accent, upright=True), (other + 22, 210))
    counter.slope(910, 910, mix(ink.light, ink.accent, 0.55), 46)
    counter.slope(956, 956, mix(ink.accent, ink.near, 0.65))
    for x in spaced(-40, WIDTH + 60, 96):
        counter.box(x, 990, x + 74, HEIGHT, mix(ink.accent, ink.near, 0.8))
    counter.taper(rng.uniform(97, 162), (852, 916), (70, 40), ink.bright)
    lamp = (rng.uniform(227, 390), 130)
    hanging.line([(lamp[0], -10), lamp], ink.dark, 4)
    shade(hanging, lamp, 60, ink.accent)
    parts = (
        still(hanging.cel(), 0.3),
        pulse((lamp[0], 170), 330, ink.light, 0.6),
        talker(cast[1], (left + 220, 600), 0.95, -0.1, tone=2),
        still(counter.cel(), 0.3),
        flakes(rng, ink.bright, (3, -46), 12, 16),
    )
    return Scene(sheet.picture(), parts)


def _jars(sheet: Sheet, rng: np.random.Generator, ink: Palette, left: float, row: float) -> None:
    x = left + 20
    while x < left + 420:
        wide, high = rng.uniform(30, 66), rng.uniform(56, 108)
        tone = mix(mix(ink.accent, ink.far, rng.random()), ink.light, rng.uniform(0, 0.5))
        sheet.box(x, row - high, x + wide, row, tone, corner=12)
        sheet.box(x + 6, row - high + 10, x + 12, row - 12, mix(tone, WHITE, 0.35))
        sheet.box(x + wide * 0.2, row - high - 8, x + wide * 0.8, row - high + 4, ink.dark)
        sheet.box(x + 4, row - high * 0.5, x + wide - 4, row - high * 0.25, ink.bright)
        x += wide + rng.uniform(6, 16)
    sheet.box(left, row, left + 440, row + 13, mix(ink.near, ink.light, 0.35))


def theatre(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """A small stage: a paper moon on strings, an actor in the light, heads of the audience."""
    sheet = Sheet(ground=gradient([ink.near, mix(ink.far, ink.near, 0.4), ink.near]))
    spot = 195 if rng.random() < 0.5 else 415
    hills(sheet, rng, ink, ((760, 150), (806, 80)))
    sheet.slope(806, 806, mix(ink.accent, ink.near, 0.4))
    for x in spaced(-300, WIDTH + 300, 74):
        sheet.line([(130 + 0.6 * x, 806), (x, HEIGHT)], ink.near, 4)
    sheet.slope(806, 806, mix(ink.accent, ink.light, 0.3), 24)
    sheet.disc((spot, 945), (190, 46), ink.light, 0.5)
    source = WIDTH - spot
    ray = [(source, -20), (source + 60, -20), (spot + 190, 945), (spot - 190, 945)]
    sheet.shape(ray, ink.light, 0.22)
    swing = along((source - 30, 390), (3, 0), 16, 2.6)
    parts = (
        moving([_paper_moon(ink)], swing),
        moving([person(cast[0], 400)], along((spot, 956), (9, 0), 5, 1.1)),
        flakes(rng, ink.light, (8, 12), 40, 4),
        still(_house(rng, ink), 0.7),
    )
    return Scene(sheet.picture(), parts)


def _paper_moon(ink: Palette) -> Cel:
    sheet = Sheet((340, 560), origin=(170, 380))
    for end in (-1, 1):
        sheet.line([(60 * end, -380), (40 * end, -60)], ink.light, 2)
    sheet.disc((0, 0), 130, ink.bright)
    sheet.disc((-48, -30), 108, mix(ink.far, ink.near, 0.3))
    return sheet.cel()


def _house(rng: np.random.Generator, ink: Palette) -> Cel:
    """The curtains on both sides and the audience."""
    sheet = Sheet()
    for left in (-110, WIDTH - 90):
        for fold in range(9):
            tone = mix(ink.accent, BLACK, 0.1 + 0.35 * (fold % 2))
            sheet.taper(left + 12 + 22 * fold, (-10, 990), (12, 15), tone)
    for x in spaced(-20, WIDTH + 60, 96):
        row = rng.uniform(1022, 1112)
        sheet.disc((x, row), 46, BLACK)
        sheet.box(x - 62, row + 34, x + 62, HEIGHT, BLACK, corner=34)
    return sheet.cel()
