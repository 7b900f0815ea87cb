"""Sky, land and water."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PIL import Image

from reelmark.demo.colours import Colour, Palette, mix
from reelmark.demo.paint import HEIGHT, WIDTH, gradient, halo, noise
from reelmark.demo.sheet import Point, Sheet


def sky(rng: np.random.Generator, ink: Palette, clouds: float = 0.6) -> Image.Image:
    """A sky of the stage's size with long torn clouds, lit from below."""
    half = (WIDTH // 2, HEIGHT // 2)
    base = np.asarray(gradient([ink.top, mix(ink.top, ink.low, 0.55), ink.low], half), np.float32)
    torn = noise(rng, half, (3, 11))
    cover = np.clip((torn - 0.52) * 4, 0, 1)[..., None] * clouds
    shade = np.clip((torn - 0.70) * 4, 0, 1)[..., None] * clouds
    colour = np.array(mix(ink.low, ink.light, 0.5), np.float32)
    mixed = base + (colour - base) * cover * 0.75
    mixed += (np.array(ink.top, np.float32) - mixed) * shade * 0.5
    return Image.fromarray(mixed.clip(0, 255).astype(np.uint8)).resize((WIDTH, HEIGHT))


def moon(ground: Image.Image, at: Point, radius: float, ink: Palette) -> None:
    """A moon or a low sun with its glow, painted onto a sky."""
    halo(radius * 4.2, ink.light, 0.75).paste(ground, *at)
    sheet = Sheet((int(radius * 2.2),) * 2, origin=(radius * 1.1, radius * 1.1), unit=radius)
    sheet.disc((0, 0), 1, ink.bright)
    sheet.disc((-0.3, -0.2), 0.2, mix(ink.light, ink.low, 0.2))
    sheet.disc((0.3, 0.35), 0.28, mix(ink.light, ink.low, 0.15))
    sheet.cel().paste(ground, *at)


def stars(sheet: Sheet, rng: np.random.Generator, bottom: float, colour: Colour) -> None:
    """Points of light above a row."""
    for x, y, size in rng.random((90, 3)):
        sheet.disc((x * WIDTH, y * bottom), 0.6 + 1.5 * size**3, colour, 0.3 + 0.6 * size)


def ridge(
    rng: np.random.Generator, base: float, rise: float, peaks: int, width: float = WIDTH
) -> list[Point]:
    """The outline of hills, closed far below the stage: `rise` pixels at most above `base`."""
    xs = np.linspace(-60, width + 60, 90)
    heights = np.zeros(90)
    for octave in range(4):
        knots = rng.random(peaks * 2**octave + 2)
        heights += np.interp(xs, np.linspace(-60, width + 60, len(knots)), knots) / 2.2**octave
    heights = (heights - heights.min()) / np.ptp(heights)
    outline = list(zip(xs.tolist(), (base - rise * heights).tolist(), strict=True))
    return [*outline, (width + 60, HEIGHT + 60), (-60, HEIGHT + 60)]


def hills(
    sheet: Sheet, rng: np.random.Generator, ink: Palette, rows: tuple[tuple[float, float], ...]
) -> None:
    """Ridges one behind the other with mist between; each row is (base, rise), far ones first."""
    for index, (base, rise) in enumerate(rows):
        nearness = 0.15 + 0.7 * index / len(rows)
        sheet.shape(ridge(rng, base, rise, 2 + index), ink.depth(nearness))
        sheet.haze(mix(ink.low, ink.far, 0.4), base - 0.35 * rise, base + 90, 0.55)


def water(sheet: Sheet, rng: np.random.Generator, ink: Palette, top: float) -> None:
    """Open water from a row down to the stage's end, streaked finer towards the horizon."""
    rows = top + (HEIGHT - top) * np.linspace(0, 1, 37) ** 1.7
    for row, end in pairwise(rows):
        near = (row - top) / (HEIGHT - top)
        sheet.box(0, row, WIDTH, end, mix(mix(ink.low, ink.far, 0.5), ink.near, 0.85 * near))
    for x, y, length, tone in rng.random((170, 4)):
        near = y**1.6
        row, half = top + (HEIGHT - top) * near, (12 + 90 * near) * (0.3 + length)
        colour = ink.low if tone > 0.45 else ink.near
        sheet.disc((x * WIDTH, row), (half, 0.7 + 3.2 * near), colour, 0.35)


def glitter(
    sheet: Sheet, rng: np.random.Generator, colour: Colour, column: float, top: float
) -> None:
    """The broken reflection of a light above the water."""
    for y, shift, length in rng.random((90, 3)):
        near = y**1.3
        half = (8 + 42 * near) * (0.4 + length)
        at = (column + (shift - 0.5) * (30 + 110 * near), top + 6 + (HEIGHT - top) * near)
        sheet.disc(at, (half, 1 + 2.4 * near), colour, 0.55 * (1 - 0.6 * near))


def tree(
    sheet: Sheet,
    rng: np.random.Generator,
    foot: Point,
    height: float,
    colours: tuple[Colour, Colour, Colour],
) -> None:
    """An old tree: trunk, shaded leaves, lit leaves."""
    trunk, shaded, bright = colours
    top = (foot[0] + 0.2 * height, foot[1] - 0.62 * height)
    bend = (foot[0] + 0.03 * height, foot[1] - 0.3 * height)
    sheet.line([foot, bend, top], trunk, height * 0.055)
    sheet.line([foot, bend], trunk, height * 0.085)
    rows = (foot[1] - 0.1 * height, foot[1] + 0.05 * height)
    sheet.taper(foot[0], rows, (0.03 * height, 0.1 * height), trunk)
    for side, lift, _ in rng.random((7, 3)):
        tip = (top[0] + (side - 0.5) * 0.8 * height, top[1] - lift * 0.24 * height)
        sheet.line([bend, ((bend[0] + tip[0]) / 2, top[1] + 0.1 * height), tip], trunk, 5)
    for colour, count, shift in ((shaded, 90, 0.04), (bright, 80, -0.03)):
        for angle, far, size in rng.random((count, 3)):
            reach = 0.42 * height * far**0.6
            x = top[0] + reach * np.cos(6.28 * angle) + shift * height * 0.5
            y = top[1] + 0.6 * reach * np.sin(6.28 * angle) + shift * height
            sheet.disc((x, y), height * (0.016 + 0.034 * size), mix(colour, trunk, 0.25 * far))
