"""Places where someone is at home."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from reelmark.demo.colours import BLACK, Colour, Palette, mix
from reelmark.demo.faces import talker
from reelmark.demo.figures import Cast
from reelmark.demo.motion import Part, Scene, pulse, still
from reelmark.demo.nature import hills, moon, sky
from reelmark.demo.paint import HEIGHT, WIDTH, gradient, halo
from reelmark.demo.sheet import Point, Sheet, spaced
from reelmark.demo.town import shade

GOLD: Colour = (206, 168, 90)


def room(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """A room at night: a window with its view, a lamp on the table, someone reading."""
    left, other = (70.0, 470.0) if rng.random() < 0.5 else (250.0, 20.0)
    top, bottom, view = rng.uniform(120, 200), 620, sky(rng, ink, 0.8)
    moon(view, (left + rng.uniform(80, 240), top + 120), 36, ink)
    outside, inside, table = Sheet(ground=view), Sheet(), Sheet()
    hills(outside, rng, ink, ((bottom - 60, 160), (bottom, 90)))
    wall, frame = mix(ink.near, ink.accent, 0.3), mix(ink.light, ink.near, 0.45)
    inside.box(0, 0, WIDTH, HEIGHT, wall)
    for x in spaced(10, WIDTH, 54):
        inside.box(x, 0, x + 5, HEIGHT, mix(wall, ink.light, 0.1))
    inside.box(left - 14, top - 14, left + 334, bottom + 14, frame)
    inside.box(left, top, left + 320, bottom, wall, cover=0)
    inside.box(left + 150, top, left + 162, bottom, frame)
    inside.box(left, top + 200, left + 320, top + 210, frame)
    for fold in range(6):
        tone = mix(ink.accent, ink.near, 0.25 + 0.3 * (fold % 2))
        inside.taper(left - 50 + 15 * fold, (top - 40, bottom + 60), (10, 12), tone)
    _books(inside, rng, ink, other)
    table.slope(898, 898, mix(ink.accent, ink.near, 0.5), 35)
    table.slope(933, 933, ink.dark)
    lamp = (other + 70, 690)
    table.line([(lamp[0], 898), lamp], ink.dark, 12)
    shade(table, lamp, 66, ink.light)
    reader = talker(cast[0], (left + 170, 640), 0.82, 0.12 if other > left else -0.12)
    parts = (still(inside.cel()), pulse(lamp, 360, ink.light, 0.6), reader, still(table.cel()))
    return Scene(outside.picture(), parts)


def _books(sheet: Sheet, rng: np.random.Generator, ink: Palette, left: float) -> None:
    sheet.box(left - 8, 292, left + 168, 800, ink.dark)
    for shelf in range(396, 800, 104):
        x = left
        while x < left + 134:
            wide, high = rng.uniform(11, 25), rng.uniform(48, 88)
            tone = mix(mix(ink.accent, ink.light, rng.random()), ink.near, rng.uniform(0.1, 0.7))
            sheet.box(x, shelf - high, x + wide - 2, shelf, tone)
            x += wide
        sheet.box(left - 8, shelf, left + 168, shelf + 9, mix(ink.near, ink.light, 0.25))


def desk(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """A letter on a desk, seen from above; the pen goes on writing."""
    wood, lean = mix(ink.accent, ink.near, 0.55), rng.uniform(0.12, 0.3) * rng.choice([-1, 1])
    sheet = Sheet(ground=gradient([mix(wood, ink.near, 0.4), wood]))
    for row in spaced(-200, HEIGHT + 200, 118):
        sheet.slope(row, row + 660 * lean, mix(wood, BLACK, 0.45), 5)
    for x, y, long in rng.random((90, 3)) * (WIDTH, HEIGHT, 150):
        sheet.line([(x, y), (x + long, y + long * lean)], mix(wood, BLACK, 0.3), 2, 0.6)
    angle, origin = -0.9 * lean, (rng.uniform(130, 210), rng.uniform(330, 400))

    def at(x: float, y: float) -> Point:
        cos, sin = math.cos(angle), math.sin(angle)
        return origin[0] + x * cos - y * sin, origin[1] + x * sin + y * cos

    def leaf(left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        corners = [at(left, top), at(right, top), at(right, bottom), at(left, bottom)]
        sheet.shape([(x + 10, y + 14) for x, y in corners], BLACK, 0.45)
        sheet.shape(corners, colour)

    leaf(150, -250, 480, -40, mix(ink.bright, ink.accent, 0.35))
    sheet.shape([at(150, -250), at(480, -250), at(315, -120)], mix(ink.bright, ink.accent, 0.5))
    leaf(390, -225, 450, -160, mix(ink.accent, (200, 40, 40), 0.6))
    leaf(0, 0, 380, 540, ink.bright)
    cup = (rng.uniform(52, 117), 253)
    sheet.disc((cup[0] + 14, cup[1] + 18), 122, BLACK, 0.4)
    rings = ((118, ink.bright), (92, mix(ink.bright, ink.far, 0.25)), (78, mix(wood, BLACK, 0.5)))
    for radius, tone in rings:
        sheet.disc(cup, radius, tone)
    ground = sheet.picture()
    halo(520, ink.light, 0.35).paste(ground, 486, 345)
    rows = [70 + 52 * line for line in range(8)]
    lines = [(at(46, row), at(46 + rng.uniform(200, 290), row)) for row in rows]
    return Scene(ground, (_writing(lines, ink.dark),))


def _writing(lines: Sequence[tuple[Point, Point]], colour: Colour) -> Part:
    """Four lines of writing, to which the pen adds more."""
    sheet = Sheet((300, 380), origin=(20, 350))
    sheet.line([(6, -8), (210, -300)], colour, 22)
    sheet.line([(60, -86), (84, -120)], GOLD, 24)
    sheet.shape([(-2, 2), (2, -26), (22, -14)], GOLD)
    pen = sheet.cel()

    def part(canvas: Image.Image, seconds: float, _: float) -> None:
        draw, tip = ImageDraw.Draw(canvas), lines[0][0]
        for index, (start, end) in enumerate(lines):
            strokes = int(14 * min(1.0, 4 + 0.4 * seconds - index))
            for stroke in range(strokes):
                x = start[0] + (end[0] - start[0]) * stroke / 14
                y = start[1] + (end[1] - start[1]) * stroke / 14
                lift = 7 + 3 * math.sin(5 * index + 2.3 * stroke)
                draw.line((x, y - lift, x + 10, y + 4, x + 13, y - 9), colour, 3)
                tip = (x + 14, y)
        pen.paste(canvas, tip[0], tip[1] + 3 * math.sin(17 * seconds))

    return part
