"""Places on a railway."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

from reelmark.demo.colours import BLACK, WHITE, Palette, mix
from reelmark.demo.faces import talker
from reelmark.demo.figures import Cast, person
from reelmark.demo.motion import Part, Scene, along, flakes, moving, passing, still
from reelmark.demo.nature import hills, moon, ridge, sky
from reelmark.demo.paint import HEIGHT, WIDTH, Cel, halo
from reelmark.demo.sheet import Point, Sheet, arch, spaced
from reelmark.demo.town import train_car


def train_window(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """A passenger by the window; hills pass slowly, trees and poles fast."""
    ground, right = sky(rng, ink, 0.9), rng.random() < 0.5
    moon(ground, (rng.uniform(195, 455), 240), 44, ink)
    bands = [passing(_band(rng, ink, 0.35), 26), passing(_band(rng, ink, 0.7), 110)]
    left, cup, chair, face = (40, 80, 518, 458) if right else (90, 500, -120, 190)
    inside, seat, wall = Sheet(), Sheet(), mix(ink.accent, ink.near, 0.6)
    inside.box(0, 0, WIDTH, HEIGHT, wall)
    inside.box(0, 0, WIDTH, 66, mix(wall, BLACK, 0.4))
    inside.box(0, 760, WIDTH, HEIGHT, mix(wall, BLACK, 0.35))
    inside.box(left - 18, 112, left + 538, 718, mix(wall, ink.light, 0.35), corner=52)
    inside.box(left, 130, left + 520, 700, wall, cover=0, corner=40)
    inside.box(left, 270, left + 520, 282, mix(wall, ink.light, 0.35))
    inside.box(left - 40, 740, left + 560, 770, mix(ink.light, wall, 0.5), corner=8)
    inside.box(cup, 672, cup + 60, 742, ink.bright, corner=10)
    seat.box(chair, 470, chair + 250, HEIGHT + 40, mix(ink.accent, ink.near, 0.25), corner=60)
    seat.box(chair + 24, 500, chair + 226, 640, mix(ink.accent, ink.near, 0.1), corner=40)
    rider = talker(cast[0], (face, 560), 1.1, -0.15 if right else 0.15, tone=1)
    return Scene(ground, (*bands, still(inside.cel()), still(seat.cel()), rider))


def _band(rng: np.random.Generator, ink: Palette, nearness: float) -> Cel:
    """Land twice as wide as the stage whose end meets its beginning, with trees and poles."""
    width, colour = 2 * WIDTH, ink.depth(nearness)
    xs, rows = np.linspace(0, width, 120), np.full(120, 430 + 370 * nearness)
    for wave in (1, 2, 3, 5, 9):
        phase = 2 * math.pi * (wave * xs / width + rng.random())
        rows -= (105 - 110 * nearness) / wave * np.sin(phase)
    sheet = Sheet((width, 900), origin=(0, 0))
    sheet.shape([*zip(xs.tolist(), rows.tolist(), strict=True), (width, 900), (0, 900)], colour)
    for x in rng.uniform(60, width - 60, int(26 * nearness)):
        high, row = rng.uniform(60, 150), float(np.interp(x, xs, rows)) + 8
        sheet.taper(x, (row - high, row), (0, high * 0.2), mix(colour, ink.near, 0.5))
    for x in (200, 760) if nearness > 0.5 else ():
        sheet.line([(x, 800), (x, 180)], ink.dark, 12)
        sheet.line([(x - 46, 220), (x + 46, 220)], ink.dark, 9)
    return sheet.cel()


def viaduct(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """A train on a stone viaduct between mountains, in falling snow."""
    ground, rail, pitch = sky(rng, ink, 0.9), rng.uniform(600, 714), rng.uniform(150, 190)
    moon(ground, (rng.uniform(97, 550), 190), 40, ink)
    sheet, firs, cars = Sheet(ground=ground), Sheet(), Sheet((820, 170), origin=(20, 120))
    hills(sheet, rng, ink, ((640, 330), (760, 240)))
    stone = mix(ink.light, ink.near, 0.45)
    sheet.box(0, rail, WIDTH, rail + 30, stone)
    for x in spaced(-60, WIDTH + 100, pitch):
        sheet.box(x, rail + 20, x + 44, HEIGHT, stone)
        sheet.box(x, rail + 20, x + 14, HEIGHT, mix(stone, ink.near, 0.35))
        vault = arch((x + 22 + pitch / 2, rail + 110), pitch / 2 - 22, 70)
        sheet.shape([(x + pitch, rail + 28), *vault, (x + 44, rail + 28)], stone)
    sheet.haze(ink.low, rail + 200, HEIGHT, 0.75)
    for left in (6, 256, 506):
        train_car(cars, left, -78, 242, ink)
    for x, y in sorted(rng.random((12, 2)).tolist(), key=lambda fir: fir[1]):
        _fir(firs, ((1.2 * x - 0.1) * WIDTH, 1022 + 150 * y), 200 + 130 * y, ink)
    start, speed = rng.uniform(195, 390), (-70, 0)
    parts = [
        moving([halo(46 + 12 * k, ink.bright, 0.55)], along(at, speed, 6, 1.5 + 0.3 * k))
        for k, at in enumerate((start + 30 + 70 * k, rail - 110 - 26 * k) for k in range(5))
    ]
    parts.append(moving([cars.cel()], along((start, rail), speed)))
    parts += [still(firs.cel(), 0.8), flakes(rng, WHITE, (-40, 85), 80, 6)]
    return Scene(sheet.picture(), tuple(parts))


def _fir(sheet: Sheet, foot: Point, high: float, ink: Palette) -> None:
    x, y = foot
    for layer in range(4):
        row, half = y - high * 0.22 * layer, high * (0.27 - 0.05 * layer)
        tip = (x, row - high * 0.42)
        sheet.shape([(x - half, row), (x + half, row), tip], ink.dark)
        snow = [tip, (x + half, row), (x + 0.3 * half, row - 12)]
        sheet.shape(snow, mix(ink.near, ink.light, 0.4))


def platform(rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """A platform with its clock; the train slides in behind those who wait."""
    sheet, front = Sheet(ground=sky(rng, ink, 0.8)), Sheet()
    sheet.shape(ridge(rng, 560, 170, 3), ink.depth(0.25))
    sheet.haze(ink.low, 440, 640, 0.6)
    for x in spaced(rng.uniform(-60, 0), WIDTH, 210):
        sheet.line([(x, 700), (x, 300)], ink.depth(0.55), 9)
        sheet.line([(x - 70, 330), (x + 70, 330)], ink.depth(0.55), 6)
    top, (post, wait) = rng.uniform(130, 190), (150, 458) if rng.random() < 0.5 else (500, 230)
    clock, floor = (WIDTH - post + 20, top + 170), mix(ink.near, ink.light, 0.3)
    front.slope(top - 940, top - 1060, ink.dark, 1000)
    front.taper(post, (top, 1000), (16, 16), ink.dark)
    front.taper(post, (top, top + 130), (110, 0), ink.dark)
    front.slope(876, 910, floor)
    front.slope(904, 940, ink.light, 18)
    for x in spaced(-120, WIDTH + 120, 110):
        front.line([(x + 60, 956), (x - 60, HEIGHT)], mix(floor, ink.near, 0.5), 4)
    front.line([(clock[0], 0), clock], ink.dark, 10)
    front.disc(clock, 84, ink.dark)
    front.disc(clock, 72, ink.bright)
    cars = Sheet((1500, 320), origin=(0, 220))
    for left in (0, 730):
        train_car(cars, left, -210, 720, ink)
    parts = (
        moving([cars.cel()], along((486, 881), (-95, 0))),
        still(front.cel(), 0.5),
        _hands(clock, ink),
        still(person(cast[0], 380), 0.5, (wait, 1036)),
        still(person(cast[1], 350), 0.5, (wait + 120, 1060)),
        flakes(rng, WHITE, (-50, 70), 60, 6),
    )
    return Scene(sheet.picture(), parts)


def _hands(clock: Point, ink: Palette) -> Part:
    hands = ((38, 0.02, 8, BLACK), (56, 0.1, 6, BLACK), (60, 1.05, 3, ink.accent))

    def part(canvas: Image.Image, seconds: float, pan: float) -> None:
        draw, x = ImageDraw.Draw(canvas), clock[0] - 0.5 * pan
        for length, rate, width, colour in hands:
            angle = 2 + rate * seconds
            tip = (x + length * math.sin(angle), clock[1] - length * math.cos(angle))
            draw.line((x, clock[1], *tip), colour, width)

    return part
