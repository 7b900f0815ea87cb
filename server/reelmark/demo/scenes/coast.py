"""Places by the sea."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

from reelmark.demo.colours import BLACK, Colour, Palette, mix
from reelmark.demo.figures import Cast, person, walker
from reelmark.demo.motion import Part, Scene, along, moving, pulse, shimmer, still
from reelmark.demo.nature import glitter, hills, moon, ridge, sky, stars, water
from reelmark.demo.paint import HEIGHT, WIDTH, Cel
from reelmark.demo.sheet import Point, Sheet, spaced
from reelmark.demo.town import lighthouse


def harbour(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """A bay with a ferry, a headland with its light, someone on the quay."""
    ground, horizon = sky(rng, ink), rng.uniform(510, 690)
    sun = (rng.uniform(320, 550), horizon - rng.uniform(90, 260))
    moon(ground, sun, rng.uniform(34, 60), ink)
    sheet = Sheet(ground=ground)
    hills(sheet, rng, ink, ((horizon - 20, 150), (horizon + 4, 90)))
    water(sheet, rng, ink, horizon)
    glitter(sheet, rng, ink.light, sun[0], horizon)
    rock, (x, y) = Sheet(), (rng.uniform(65, 195), horizon - 20)
    upper = [(-80, y - 70), (x - 70, y - 12), (x + 46, y - 8), (x + 80, y + 50)]
    lower = [(x + 170, y + 84), (x + 90, y + 100), (-80, y + 116)]
    rock.shape([*upper, *lower], ink.depth(0.75))
    lamp = lighthouse(rock, (x, y), rng.uniform(190, 300), ink)
    sailing = along((615, horizon + 100), (-42, 2), bob=4, period=2.4)
    parts = (
        shimmer(rng, int(horizon) + 8, HEIGHT, ink.light, 0.6),
        still(rock.cel(), 0.15),
        pulse(lamp, 90, ink.light, 0.8),
        moving([_ferry(ink)], sailing, depth=0.3),
        still(_quay(rng, ink), 0.9),
        still(person(cast[0], 300), 0.9, (rng.uniform(390, 520), 1048)),
    )
    return Scene(sheet.picture(), parts)


def _ferry(ink: Palette) -> Cel:
    sheet = Sheet((330, 200), origin=(150, 150))
    hull, cabin = mix(ink.near, ink.accent, 0.25), mix(ink.light, ink.far, 0.25)
    sheet.shape([(-140, -30), (150, -38), (118, 22), (-112, 22)], hull)
    sheet.line([(-134, -14), (142, -20)], ink.accent, 7)
    sheet.shape([(-96, -80), (60, -80), (78, -32), (-104, -32)], cabin)
    sheet.shape([(-60, -112), (20, -112), (30, -80), (-66, -80)], mix(cabin, ink.near, 0.2))
    sheet.shape([(32, -134), (56, -134), (60, -80), (28, -80)], ink.accent)
    for x in spaced(-84, 60, 27):
        sheet.box(x, -68, x + 15, -48, ink.near)
    return sheet.cel()


def _quay(rng: np.random.Generator, ink: Palette) -> Cel:
    sheet = Sheet()
    sheet.slope(990, 1036, ink.dark)
    sheet.slope(964, 976, ink.dark, 5)
    for x in spaced(-60, WIDTH + 60, rng.uniform(100, 150)):
        sheet.line([(x, 1050), (x, 990 - rng.uniform(50, 90))], ink.dark, 22)
    return sheet.cel()


def lighthouse_night(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """The light tower from below, its beam going round over the surf."""
    sheet = Sheet(ground=sky(rng, ink, 0.4))
    stars(sheet, rng, 690, ink.light)
    sheet.shape(ridge(rng, 852, 60, 3), ink.depth(0.3))
    water(sheet, rng, ink, 852)
    tower, x = Sheet(), rng.uniform(356, 466)
    lamp = lighthouse(tower, (x, 990), rng.uniform(560, 660), ink)
    cliff = [(90, HEIGHT), (240, 1036), (x - 120, 968), (x + 130, 956), (702, 1036), (702, HEIGHT)]
    tower.shape(cliff, ink.near)
    parts = (
        shimmer(rng, 864, HEIGHT, ink.light, 0.7),
        _beam(lamp, ink.light),
        still(tower.cel(), 0.2),
        pulse(lamp, 190, ink.light, 0.9),
        still(person(cast[1], 150), 0.2, (x - 150, 1002)),
    )
    return Scene(sheet.picture(), parts)


def _beam(lamp: Point, colour: Colour) -> Part:
    def part(canvas: Image.Image, seconds: float, _: float) -> None:
        draw, angle = ImageDraw.Draw(canvas, "RGBA"), 0.9 * seconds + 0.5
        for turn in (angle, angle + math.pi):
            x, y = lamp[0] + 1100 * math.cos(turn), lamp[1] + 260 * math.sin(turn) - 60
            for spread in (30, 70, 120):
                draw.polygon([lamp, (x, y - spread), (x, y + spread)], (*colour, 34))

    return part


def pier(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """A boardwalk that runs out to sea, with two people on it."""
    horizon, ground = rng.uniform(345, 460), sky(rng, ink, 0.9)
    moon(ground, (rng.uniform(390, 550), horizon - 110), 44, ink)
    sheet = Sheet(ground=ground)
    sheet.shape(ridge(rng, horizon + 5, 80, 2), ink.depth(0.2))
    water(sheet, rng, ink, horizon)
    boards = Sheet()
    _boards(boards, ink, (rng.uniform(140, 260), horizon + 30))
    parts = (
        shimmer(rng, int(horizon) + 6, HEIGHT, ink.light, 0.45),
        still(boards.cel()),
        walker(cast[0], 330, along((325, 955), (10, 7)), pace=8),
        walker(cast[1], 310, along((465, 980), (10, 7)), pace=8),
    )
    return Scene(sheet.picture(), parts)


def _boards(sheet: Sheet, ink: Palette, far: Point) -> None:
    (x, y), left, right, bottom = far, 130, 810, HEIGHT + 40
    sheet.shape([far, (x + 26, y), (right, bottom), (left, bottom)], mix(ink.near, ink.light, 0.42))
    for step in range(26):
        near = (step / 26) ** 2.2
        row = y + (bottom - y) * near
        ends = (x + (left - x) * near, x + 26 + (right - x - 26) * near)
        sheet.line([(ends[0], row), (ends[1], row)], ink.near, 1 + 7 * near)
        if step % 3 == 2:
            for end in ends:
                post = [(end, row + 40 * near), (end, row - 10 - 190 * near)]
                sheet.line(post, BLACK, 3 + 20 * near)
