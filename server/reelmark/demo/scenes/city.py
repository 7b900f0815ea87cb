"""Places in a large city."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

from reelmark.demo.colours import BLACK, WHITE, Colour, Palette, mix
from reelmark.demo.figures import Cast, person
from reelmark.demo.motion import Part, Scene, along, moving, rain, still
from reelmark.demo.nature import moon, sky, stars
from reelmark.demo.paint import HEIGHT, WIDTH, Cel, gradient
from reelmark.demo.sheet import Sheet, spaced
from reelmark.demo.town import skyline, train_car


def skyline_train(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """A city at night; a lit train crosses on its viaduct."""
    ground, rail = sky(rng, ink, 0.8), rng.uniform(760, 875)
    moon(ground, (rng.uniform(130, 520), rng.uniform(160, 276)), 48, ink)
    sheet, near, cars = Sheet(ground=ground), Sheet(), Sheet((800, 130), origin=(0, 95))
    for nearness, tops in ((0.15, (380, 560)), (0.45, (470, 720))):
        skyline(sheet, rng, ink, tops, nearness, 0.3)
        sheet.haze(mix(ink.low, ink.far, 0.5), 480, 880, 0.6)
    sheet.box(0, rail, WIDTH, rail + 22, ink.depth(0.8))
    for x in spaced(rng.uniform(0, 100), WIDTH, 170):
        sheet.box(x, rail, x + 26, HEIGHT, ink.depth(0.75))
    for left in (0, 262, 524):
        train_car(cars, left, -84, 255, ink)
    skyline(near, rng, ink, (rail + 70, rail + 220), 0.95, 0.22)
    train = moving([cars.cel()], along((rng.uniform(65, 325), rail), (-120, 0)))
    return Scene(sheet.picture(), (train, still(near.cel(), 0.8)))


def rooftop(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """Two people on a roof above the lights, washing on the line."""
    sheet, roof = Sheet(ground=sky(rng, ink, 0.9)), Sheet()
    stars(sheet, rng, 400, ink.light)
    for nearness, tops in ((0.2, (480, 620)), (0.5, (600, 720))):
        skyline(sheet, rng, ink, tops, nearness, 0.4)
        sheet.haze(mix(ink.low, ink.accent, 0.3), 520, 800, 0.5)
    roof.slope(780, 840, mix(ink.near, ink.far, 0.25))
    roof.slope(780, 840, mix(ink.near, ink.light, 0.3), 28)
    for row in range(4):
        roof.slope(900 + 70 * row, 960 + 80 * row, ink.near, 4)
    tank = rng.uniform(100, 190)
    _tank(roof, ink, tank)
    roof.line([(tank + 90, 510), (400, 560), (702, 480)], ink.dark, 3)
    parts = [still(roof.cel(), 0.5)]
    for x in (325.0, 430.0, 530.0):
        hang = along((x, 545), (0, 0), bob=4, period=1.7 + x / 600)
        parts.append(moving([_cloth(rng, ink)], hang, depth=0.5))
    x = rng.uniform(325, 390)
    parts.append(still(person(cast[0], 320), 0.5, (x, 968)))
    parts.append(still(person(cast[1], 300), 0.5, (x + 130, 984)))
    return Scene(sheet.picture(), tuple(parts))


def _tank(sheet: Sheet, ink: Palette, x: float) -> None:
    for leg in (-60, 0, 60):
        sheet.line([(x + leg, 860), (x + leg, 650)], ink.dark, 10)
    sheet.box(x - 86, 420, x + 88, 660, mix(ink.depth(0.6), ink.light, 0.15), corner=14)
    sheet.box(x - 86, 420, x - 42, 660, ink.dark, corner=14)
    sheet.taper(x, (350, 425), (0, 102), ink.dark)


def _cloth(rng: np.random.Generator, ink: Palette) -> Cel:
    sheet, high = Sheet((120, 170), origin=(20, 10)), rng.uniform(100, 150)
    colour = mix(ink.accent, ink.light, rng.uniform(0.1, 0.9))
    sheet.shape([(0, 0), (80, 6), (88, high), (10, high - 12)], colour)
    sheet.shape([(0, 0), (30, 2), (44, high - 8), (10, high - 12)], mix(colour, ink.near, 0.3))
    return sheet.cel()


def umbrellas(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """A crossing in the rain, seen from straight above."""
    sheet = Sheet(ground=gradient([ink.depth(0.85), ink.depth(0.5), ink.depth(0.9)]))
    drop, start = 370 * rng.uniform(0.25, 0.6), rng.uniform(-100, 350)
    for stripe in range(9):
        x, y = 60 + 20 * stripe, start + 104 * stripe
        corners = [(x, y), (x + 370, y + drop), (x + 370, y + drop + 52), (x, y + 52)]
        sheet.shape(corners, mix(ink.light, ink.far, 0.45), 0.75)
    for x, y, size in rng.random((16, 3)):
        puddle, radius = mix(ink.low, ink.light, size), (40 + 90 * size, 20 + 36 * size)
        sheet.disc((x * WIDTH, y * HEIGHT), radius, puddle, 0.22)
    for row in (1094, 1028):
        sheet.line([(-40, row), (WIDTH + 40, row - 806)], ink.low, 6)
    parts = [_rings(rng, ink.light)]
    coats = (cast[0].coat, cast[1].coat, mix(ink.accent, ink.low, 0.5))
    for tone in (ink.accent, ink.light, *coats, ink.low, mix(ink.light, ink.accent, 0.4)):
        way = (rng.uniform(-50, 50), rng.choice([-1, 1]) * rng.uniform(20, 60))
        path = along((rng.uniform(0, WIDTH), rng.uniform(58, 1094)), way, 3, 0.6)
        parts.append(moving([_from_above(rng, tone, rng.uniform(62, 125))], path))
    return Scene(sheet.picture(), (*parts, rain(rng, ink.light)))


def _from_above(rng: np.random.Generator, colour: Colour, radius: float) -> Cel:
    sheet = Sheet((int(2.7 * radius),) * 2, origin=(1.25 * radius, 1.2 * radius), unit=radius)
    turn = rng.uniform(0, 1)
    rim = [(math.cos(turn + k * math.pi / 4), math.sin(turn + k * math.pi / 4)) for k in range(9)]
    sheet.shape([(x + 0.22, y + 0.26) for x, y in rim], BLACK)
    for index in range(8):
        light = 0.5 - 0.5 * math.cos(index * math.pi / 4 - 0.6)
        panel = mix(mix(colour, BLACK, 0.45), colour, light)
        sheet.shape([(0, 0), rim[index], rim[index + 1]], panel)
        sheet.line([(0, 0), rim[index]], mix(colour, WHITE, 0.35), 0.03)
    return sheet.cel()


def _rings(rng: np.random.Generator, colour: Colour) -> Part:
    drops = rng.random((40, 3)) * (WIDTH, HEIGHT, 1)

    def part(canvas: Image.Image, seconds: float, _: float) -> None:
        draw = ImageDraw.Draw(canvas, "RGBA")
        for x, y, phase in drops:
            age = (1.4 * seconds + phase) % 1
            half, ink = 4 + 26 * age, (*colour, int(130 * (1 - age)))
            draw.ellipse((x - half, y - half, x + half, y + half), None, ink, 2)

    return part
