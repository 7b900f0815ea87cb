"""Places in an old town."""

from __future__ import annotations

import numpy as np

from reelmark.demo.colours import Palette, mix
from reelmark.demo.figures import Cast, person, walker
from reelmark.demo.fonts import lettering
from reelmark.demo.motion import Scene, along, moving, pulse, shimmer, still
from reelmark.demo.nature import hills, moon, ridge, sky, tree, water
from reelmark.demo.paint import HEIGHT, WIDTH, Cel
from reelmark.demo.sheet import Point, Sheet, arch, spaced
from reelmark.demo.town import lamp_post, lantern, roof, skyline

SIGNS = ("茶馆", "书局", "面家", "灯铺", "药房", "布庄", "影院", "冰室", "钟表", "电台")


def lantern_street(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """A narrow street between shop fronts with their boards and lanterns."""
    vanish = (rng.uniform(195, 455), rng.uniform(485, 600))
    sheet, paving = Sheet(ground=sky(rng, ink, 0.7)), mix(ink.near, ink.low, 0.45)
    skyline(sheet, rng, ink, (vanish[1] - 190, vanish[1] - 60), 0.2, 0.3)
    sheet.haze(mix(ink.low, ink.light, 0.3), vanish[1] - 160, vanish[1] + 20, 0.8)
    sheet.shape([vanish, (vanish[0] + 800, HEIGHT), (vanish[0] - 800, HEIGHT)], paving)
    for step in range(5, 14):
        row = vanish[1] + (HEIGHT - vanish[1]) * (step / 14) ** 2
        sheet.line([(0, row), (WIDTH, row)], mix(paving, ink.near, 0.4), 1 + step / 4)
    for x, y, size in rng.random((14, 3)):
        row = vanish[1] + 40 + (HEIGHT - vanish[1]) * y
        at = (vanish[0] + (x - 0.5) * 620 * (0.15 + y), row)
        sheet.disc(at, (10 + 22 * size, 16 + 70 * y), mix(ink.light, ink.accent, x), 0.2)
    lamps = [
        pulse(_front(sheet, rng, ink, vanish, side, step), 110 / (1 + 0.75 * step), ink.light, 0.65)
        for side in (-1, 1)
        for step in range(5, -1, -1)
    ]
    other = walker(cast[1], 170, along((vanish[0] + 60, 830), (-12, 10)), pace=8)
    walking = walker(cast[0], 330, along((vanish[0] - 90, 1036), (34, 4)))
    return Scene(sheet.picture(), (*lamps, other, walking))


def _front(
    sheet: Sheet, rng: np.random.Generator, ink: Palette, vanish: Point, side: int, step: int
) -> Point:
    """One house of a street's side, the more distant the higher `step`; returns its lamp."""

    def at(distance: float, height: float) -> Point:
        share = 1 / (1 + 0.75 * distance)
        return vanish[0] + side * 505 * share, vanish[1] + (0.62 - height) * 720 * share

    def wall(start: float, end: float, low: float, high: float) -> list[Point]:
        return [at(start, low), at(end, low), at(end, high), at(start, high)]

    top, share = rng.uniform(1.3, 2.0), 1 / (1 + 0.75 * step)
    walls = mix(ink.depth(0.9 - 0.13 * step), ink.accent, rng.uniform(0, 0.25))
    sheet.shape(wall(step, step + 1, 0, top), walls)
    sheet.shape(wall(step, step + 1, top - 0.06, top), ink.dark)
    for floor in spaced(0.12, top - 0.25, 0.36):
        for left in (step + 0.15, step + 0.55):
            pane = mix(walls, ink.light, float(rng.choice([0.1, 0.55, 0.85])))
            sheet.shape(wall(left, left + 0.3, floor, floor + 0.22), pane)
    x, y = at(step + 0.3, rng.uniform(0.85, 1.05))
    left = min(x, x - side * 80 * share)
    board = mix(ink.accent, walls, rng.uniform(0, 0.5))
    sheet.box(left, y - 120 * share, left + 80 * share, y + 180 * share, board)
    words = lettering(str(rng.choice(SIGNS)), max(8, int(66 * share)), ink.light, upright=True)
    sheet.stamp(words, (left + 5 * share, y - 108 * share))
    lamp = (x - side * 70 * share, at(step, 0.62)[1])
    lantern(sheet, lamp, 27 * share, ink.accent, ink.light)
    return lamp


def stairs(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """A long flight of steps between garden walls, climbing to the right."""
    ground, top = sky(rng, ink, 0.8), rng.uniform(390, 485)
    moon(ground, (130, rng.uniform(160, 300)), 46, ink)
    sheet, stone = Sheet(ground=ground), mix(ink.light, ink.far, 0.5)
    hills(sheet, rng, ink, ((560, 200),))
    roof(sheet, -60, 324, 484, 120, ink)
    sheet.box(-60, 484, 285, HEIGHT, mix(ink.depth(0.6), ink.light, 0.2))
    for x in (60, 170):
        sheet.box(x, 553, x + 56, 645, ink.light)
        sheet.line([(x + 28, 553), (x + 28, 645)], ink.near, 4)
    for step in range(17):
        left, row = WIDTH - 60 - 42 * step, top + 40 * step
        sheet.box(left, row, WIDTH, row + 42, mix(stone, ink.near, 0.12 + 0.028 * step))
        sheet.box(left, row, WIDTH, row + 9, mix(stone, ink.light, 0.5))
    sheet.shape([(376, HEIGHT), (708, 714), (708, HEIGHT)], ink.dark)
    lamp = lamp_post(sheet, (492, 1025), 500, ink)
    climbing = walker(cast[0], 240, along((155, top + 590), (36, -34)), pace=9)
    return Scene(sheet.picture(), (pulse(lamp, 170, ink.light, 0.75), climbing))


def canal(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """Houses along a canal, an arched bridge, a boat going under it."""
    row, middle, ground = rng.uniform(620, 715), rng.uniform(310, 400), sky(rng, ink, 0.7)
    moon(ground, (rng.uniform(230, 390), 207), 40, ink)
    sheet, blossoms = Sheet(ground=ground), Sheet()
    sheet.shape(ridge(rng, row - 60, 160, 2), ink.depth(0.15))
    water(sheet, rng, ink, row)
    for left, right, eaves in ((-80, 190, row - 190), (140, 330, row - 120), (470, 760, row - 270)):
        _house(sheet, rng, ink, (left, right, eaves), row)
    span, stone = arch((middle, row + 40), 250, 170), ink.depth(0.45)
    sheet.shape([*span, *arch((middle, row + 44), 150, 112)[::-1]], stone)
    sheet.line(span, mix(stone, ink.light, 0.4), 10)
    leaves = (ink.dark, mix(ink.accent, ink.near, 0.4), mix(ink.accent, ink.light, 0.35))
    tree(blossoms, rng, (-10, 1070), 620, leaves)
    parts = (
        shimmer(rng, int(row) + 60, HEIGHT, ink.light, 0.5),
        still(person(cast[1], 150), 0, (middle - 20, row - 122)),
        moving([_boat(ink)], along((550, row + 200), (-48, 3), 4), depth=0.5),
        still(blossoms.cel(), 0.9),
    )
    return Scene(sheet.picture(), parts)


def _house(
    sheet: Sheet,
    rng: np.random.Generator,
    ink: Palette,
    place: tuple[float, float, float],
    row: float,
) -> None:
    """A house on the water's edge with its reflection; `place` is (left, right, eaves)."""
    (left, right, eaves), plaster = place, mix(ink.light, ink.far, 0.3)
    sheet.box(left + 14, eaves, right - 14, row + 16, plaster)
    sheet.box(left + 14, row - 8, right - 14, row + 26, ink.near)
    for x in spaced(left + 40, right - 50, 62):
        pane = mix(ink.light, ink.accent, 0.35) if rng.random() < 0.6 else ink.near
        sheet.box(x, eaves + 34, x + 34, eaves + 88, pane)
    roof(sheet, left, right, eaves, 84, ink)
    for step in range(9):
        top, inset = row + 26 + 22 * step, 20 + 3 * step
        sheet.box(left + inset, top, right - inset, top + 11, plaster, 0.4 - 0.04 * step)


def _boat(ink: Palette) -> Cel:
    sheet = Sheet((420, 200), origin=(210, 150))
    sheet.shape([(-200, -40), (-150, -2), (150, -2), (205, -48), (140, 34), (-140, 34)], ink.dark)
    sheet.shape(arch((0, -4), 105, 96), mix(ink.near, ink.light, 0.3))
    for k in range(-3, 4):
        sheet.line([(30 * k, -4), (26 * k, -86 + 6 * k * k)], ink.near, 4)
    lantern(sheet, (-140, -50), 20, ink.accent, ink.light)
    return sheet.cel()
