"""Places in the open country."""

from __future__ import annotations

import numpy as np

from reelmark.demo.colours import Palette, mix
from reelmark.demo.figures import Cast, person, walker
from reelmark.demo.motion import Part, Scene, along, flakes, moving, still
from reelmark.demo.nature import hills, moon, ridge, sky, stars, tree
from reelmark.demo.paint import HEIGHT, WIDTH, Cel, halo
from reelmark.demo.sheet import Sheet
from reelmark.demo.town import lantern, roof


def moonrise(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """A huge moon behind mountains; paper lanterns rise from the valley."""
    night = Sheet(ground=sky(rng, ink, 0.5))
    stars(night, rng, 576, ink.light)
    ground = night.picture()
    moon(ground, (rng.uniform(130, 520), rng.uniform(300, 460)), rng.uniform(120, 180), ink)
    sheet, hill = Sheet(ground=ground), Sheet()
    hills(sheet, rng, ink, ((620, 240), (760, 220), (900, 200), (1010, 120)))
    left, right = rng.permutation([968.0, 1083.0]).tolist()
    hill.slope(left, right, ink.dark)
    place = rng.uniform(0.3, 0.7)
    stand = (place * WIDTH, left + place * (right - left) + 8)
    parts = (*_rising(rng, ink), still(hill.cel(), 0.8), still(person(cast[0], 210), 0.8, stand))
    return Scene(sheet.picture(), parts)


def _rising(rng: np.random.Generator, ink: Palette) -> list[Part]:
    parts: list[Part] = []
    for x, y, near in rng.random((7, 3)):
        sheet = Sheet((120, 160), origin=(60, 80))
        lantern(sheet, (0, 0), 16 + 22 * near, ink.accent, ink.light)
        path = along((30 + 590 * x, 400 + 690 * y), (8, -25 - 40 * near), 5)
        parts += [moving([halo(90, ink.light, 0.4)], path), moving([sheet.cel()], path)]
    return parts


def field(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """A windy hillside; someone runs with a kite."""
    sheet = Sheet(ground=sky(rng, ink, 1))
    sheet.shape(ridge(rng, 714, 160, 2), ink.depth(0.2))
    sheet.haze(ink.low, 576, 806, 0.5)
    left, right = rng.permutation([670.0, 900.0]).tolist()
    slope = (right - left) / WIDTH
    for row in range(7):
        hill = [(x, y + left + slope * x + 62 * row) for x, y in ridge(rng, 0, 30, 5)]
        sheet.shape(hill, mix(mix(ink.far, ink.light, 0.25), ink.near, row / 6))
    for x, y, lean in rng.random((260, 3)):
        foot = (x * WIDTH, left + slope * x * WIDTH + 460 * y)
        blade = (foot[0] + 10 + 16 * lean, foot[1] - 14 - 30 * y)
        sheet.line([foot, blade], mix(ink.near, ink.light, 0.2 + 0.5 * lean), 2)
    run = along((65, left + 65 * slope + 110), (46, 46 * slope))
    sail = along((290, 345), (34, -10), 22, 3.1)
    kite = moving([_kite(ink)], sail, depth=0.1)
    return Scene(sheet.picture(), (kite, walker(cast[0], 200, run, pace=16)))


def _kite(ink: Palette) -> Cel:
    sheet, tail = Sheet((420, 460), origin=(240, 160)), mix(ink.accent, ink.light, 0.5)
    sheet.line([(0, 0), (-70, 120), (-200, 280)], mix(ink.near, ink.light, 0.4), 2)
    sheet.line([(0, 100), (8, 130), (70, 260)], tail, 3)
    sheet.shape([(0, -140), (95, -20), (0, 110), (-95, -20)], ink.accent)
    sheet.shape([(0, -140), (95, -20), (0, -20)], tail)
    sheet.shape([(-95, -20), (0, -20), (0, 110)], mix(ink.accent, ink.near, 0.4))
    for step in range(4):
        x, y = 8 + 18 * step, 130 + 38 * step
        sheet.shape([(x - 18, y - 8), (x + 18, y + 10), (x + 16, y - 12), (x - 16, y + 12)], tail)
    return sheet.cel()


def courtyard(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """An old tree over a walled yard, its leaves falling; someone waits below."""
    sheet = Sheet(ground=sky(rng, ink, 0.5))
    sheet.shape(ridge(rng, 576, 120, 3), ink.depth(0.2))
    _wall(sheet, ink, rng.uniform(195, 290), rng.uniform(460, 576))
    floor = mix(ink.near, ink.light, 0.35)
    sheet.slope(898, 922, floor)
    for row in np.geomspace(922, HEIGHT, 9):
        sheet.slope(row - 10, row + 8, mix(floor, ink.near, 0.35), 3)
    trunk = Sheet()
    leaves = (ink.dark, mix(ink.accent, ink.near, 0.45), mix(ink.accent, ink.light, 0.25))
    tree(trunk, rng, (130, 1036), rng.uniform(760, 880), leaves)
    waiting = still(person(cast[1], 330), 0.3, (rng.uniform(356, 486), 1036))
    falling = flakes(rng, mix(ink.accent, ink.light, 0.35), (26, 60), 46, 9)
    return Scene(sheet.picture(), (waiting, still(trunk.cel(), 0.5), falling))


def _wall(sheet: Sheet, ink: Palette, start: float, eaves: float) -> None:
    """A garden wall with a round window, and the house behind it from `start` to the right."""
    plaster, (x, y) = mix(ink.light, ink.far, 0.35), (start + 190, eaves + 210)
    sheet.box(0, eaves + 90, WIDTH, 922, mix(plaster, ink.near, 0.3))
    sheet.box(start + 30, eaves, WIDTH, 922, plaster)
    sheet.haze(ink.depth(0.5), eaves, 945, 0.55)
    sheet.disc((x, y), 92, ink.depth(0.75))
    sheet.disc((x, y), 80, mix(ink.light, ink.low, 0.4))
    for bar in range(-66, 67, 22):
        sheet.line([(x + bar, y - 78), (x + bar, y + 78)], ink.near, 3)
    sheet.line([(x - 78, y), (x + 78, y)], ink.near, 3)
    roof(sheet, start, WIDTH + 120, eaves, 130, ink)
