"""Buildings and street furniture."""

from __future__ import annotations

import numpy as np

from reelmark.demo.colours import BLACK, Colour, Palette, mix
from reelmark.demo.paint import HEIGHT, MARGIN, WIDTH
from reelmark.demo.sheet import Point, Sheet, spaced


def tower(
    sheet: Sheet,
    rng: np.random.Generator,
    place: tuple[float, float, float],
    walls: Colour,
    glow: Colour,
    share: float,
) -> None:
    """A house front: `place` is (left, right, top); `share` of its windows are lit."""
    left, right, top = place
    sheet.box(left, top, right, HEIGHT, walls)
    sheet.box(left, top, left + 0.22 * (right - left), HEIGHT, mix(walls, BLACK, 0.18))
    if rng.random() < 0.5:
        mast = left + (right - left) * rng.uniform(0.3, 0.8)
        sheet.line([(mast, top), (mast, top - rng.uniform(20, 70))], walls, 3)
    step_x, step_y = rng.uniform(15, 24), rng.uniform(22, 34)
    for y in spaced(top + 16, min(top + 620, HEIGHT), step_y):
        for x in spaced(left + 8, right - step_x * 0.7, step_x):
            warm = rng.random() < share
            pane = mix(walls, glow, rng.uniform(0.6, 1)) if warm else mix(walls, glow, 0.08)
            sheet.box(x, y, x + step_x * 0.5, y + step_y * 0.5, pane)


def skyline(
    sheet: Sheet,
    rng: np.random.Generator,
    ink: Palette,
    tops: tuple[float, float],
    nearness: float,
    share: float = 0.35,
) -> None:
    """A row of towers across the stage, their tops between two rows, ragged like a real one."""
    x = -20.0 - MARGIN
    while x < WIDTH + MARGIN:
        width = rng.uniform(46, 110) * (0.6 + 0.8 * nearness)
        top = rng.uniform(*tops)
        walls = mix(ink.depth(nearness), ink.accent, rng.uniform(0, 0.1))
        tower(sheet, rng, (x, x + width, top), walls, ink.light, share)
        x += width + rng.uniform(-4, 14)


def roof(sheet: Sheet, left: float, right: float, eaves: float, rise: float, ink: Palette) -> None:
    """A tiled roof with lifted corners; the eaves' row, and how far the ridge is above it."""
    tiles, middle = mix(ink.near, ink.far, 0.12), eaves - rise * 0.35
    inset = 0.16 * (right - left)
    ridge = [(left + inset, eaves - rise), (right - inset, eaves - rise)]
    lower = [(right - 0.4 * inset, middle), (right + 14, eaves - 12), (right, eaves)]
    mirrored = [(left, eaves), (left - 14, eaves - 12), (left + 0.4 * inset, middle)]
    sheet.shape([*ridge, *lower, *mirrored], tiles)
    for x in spaced(left + 8, right, 13):
        top = left + inset + (x - left) * (right - left - 2 * inset) / (right - left)
        sheet.line([(top, eaves - rise + 3), (x, eaves - 3)], mix(tiles, ink.low, 0.2), 2)
    sheet.line(ridge, mix(tiles, ink.low, 0.35), 9)
    sheet.line([(left, eaves), (right, eaves)], mix(tiles, ink.accent, 0.45), 7)


def lantern(sheet: Sheet, at: Point, size: float, colour: Colour, glow: Colour) -> None:
    """A paper lantern hanging from a thread."""
    x, y = at
    dark = mix(colour, (20, 8, 8), 0.5)
    sheet.line([(x, y - 3 * size), (x, y)], dark, 2)
    sheet.disc(at, (size, size * 0.9), colour)
    sheet.disc(at, (size * 0.55, size * 0.82), mix(colour, glow, 0.55))
    sheet.disc(at, (size * 0.2, size * 0.75), mix(colour, glow, 0.9))
    for end in (-1, 1):
        row = y + end * size * 0.88
        sheet.box(x - size * 0.45, row - 3, x + size * 0.45, row + 3, dark)
    sheet.line([(x, y + size * 0.9), (x, y + size * 1.7)], dark, 3)


def lighthouse(sheet: Sheet, foot: Point, height: float, ink: Palette) -> Point:
    """A banded tower; returns where its lamp is."""
    x, y = foot
    for band in range(6):
        rows = (y - (band + 1) / 6 * height, y - band / 6 * height)
        upper, lower = ((0.13 - 0.05 * edge / 6) * height for edge in (band + 1, band))
        colour = ink.accent if band % 2 else mix(ink.light, ink.far, 0.3)
        sheet.taper(x, rows, (upper, lower), colour)
        shade = [(x - lower, rows[1]), (x - 0.2 * lower, rows[1]), (x - 0.2 * upper, rows[0])]
        sheet.shape([*shade, (x - upper, rows[0])], mix(colour, ink.near, 0.45))
    top, half = y - height, height * 0.085
    sheet.box(x - half * 1.4, top - 6, x + half * 1.4, top + 4, ink.near)
    sheet.box(x - half * 0.8, top - height * 0.13, x + half * 0.8, top - 6, ink.light)
    sheet.taper(x, (top - height * 0.22, top - height * 0.13), (0, half * 1.2), ink.near)
    return x, top - height * 0.07


def lamp_post(sheet: Sheet, foot: Point, height: float, ink: Palette) -> Point:
    """A curved street lamp; returns where its bulb is."""
    x, y = foot
    arm = height * 0.16
    sheet.line([foot, (x, y - height * 0.93), (x + arm * 0.4, y - height)], ink.near, 7)
    sheet.line([(x + arm * 0.4, y - height), (x + arm, y - height)], ink.near, 6)
    bulb = (x + arm, y - height + 8)
    sheet.disc(bulb, (15, 9), ink.light)
    return bulb


def train_car(sheet: Sheet, left: float, top: float, length: float, ink: Palette) -> None:
    """A carriage of a tram or train with lit windows, 0.3 times as high as long."""
    high, right, body = length * 0.3, left + length, mix(ink.accent, ink.near, 0.25)
    sheet.box(left, top, right, top + high, body, corner=10)
    sheet.box(left, top + high * 0.68, right, top + high * 0.76, ink.light)
    sheet.box(left, top + high * 0.92, right, top + high, ink.near)
    for index in range(6):
        x, wide = left + length / 7 * (index + 0.6), length * 0.1
        sheet.box(x, top + high * 0.16, x + wide, top + high * 0.56, ink.light)
        sheet.box(x, top + high * 0.42, x + wide, top + high * 0.56, mix(ink.light, body, 0.3))
    for x in (left + length * 0.2, left + length * 0.8):
        sheet.disc((x, top + high * 1.02), high * 0.1, ink.dark)


def shade(sheet: Sheet, at: Point, size: float, colour: Colour) -> None:
    """A lamp shade about a point, half as wide as `size` at its top."""
    sheet.taper(at[0], (at[1] - size, at[1] + 0.6 * size), (size / 2, size * 1.15), colour)
