"""People who walk or stand, small in the picture."""

from __future__ import annotations

import math
from dataclasses import dataclass

from reelmark.demo.colours import BLACK, Colour, mix
from reelmark.demo.motion import Part, Path, moving
from reelmark.demo.paint import Cel
from reelmark.demo.sheet import Sheet


@dataclass(frozen=True)
class Look:
    """How a person looks. `hair` is short, bob, long, bun or cap; a robe hides the legs."""

    coat: Colour
    trim: Colour
    hair: str = "short"
    robe: bool = False
    skin: Colour = (232, 190, 160)
    tint: Colour = (44, 32, 38)


Cast = tuple[Look, Look]
"""The two people of a drama."""


def person(look: Look, height: float, stride: float = 0) -> Cel:
    """A whole person, ten units tall, lying with its feet at (0, 0).

    `stride` from -1 to 1 swings legs and arms.
    """
    size, origin = (int(height), int(height * 1.2)), (height * 0.5, height * 1.1)
    sheet = Sheet(size, origin=origin, unit=height / 10)
    dark = mix(look.coat, BLACK, 0.4)
    for side in (-1, 1):
        knee, foot = (side * (0.45 + 0.6 * stride), -2.5), (side * (0.4 + 1.4 * stride), -0.3)
        if not look.robe:
            sheet.line([(0.3 * side, -4.6), knee, foot], mix(dark, BLACK, 0.2 - 0.2 * side), 0.75)
        sheet.disc((foot[0] + 0.15, foot[1] + 0.05), (0.6, 0.3), BLACK)
    sheet.line([(-0.7, -7.5), (-1.3, -5.9), (-1.1 + 1.3 * stride, -4.6)], dark, 0.6)
    if look.hair in ("long", "bob"):
        sheet.shape([(-0.8, -9.4), (0.5, -9.4), (0.6, -7), (-1.1, -6.4)], look.tint)
    hem, flare = (-0.4, 1.8) if look.robe else (-3.4, 1.35)
    sway = 0.35 * stride
    left = [(-1, -5.8), (-flare + sway, hem)]
    sheet.shape([(-0.9, -8), (0.9, -8), (1, -5.8), (flare + sway, hem), *left[::-1]], look.coat)
    shaded = [(-0.9, -8), (-0.2, -8), (-0.4 + sway, hem), *left[::-1]]
    sheet.shape(shaded, mix(look.coat, dark, 0.5))
    sheet.line([(-0.95, -5.7), (0.95, -5.7)], look.trim, 0.34)
    sheet.box(-0.25, -8.6, 0.25, -7.9, mix(look.skin, dark, 0.25))
    sheet.disc((0.08, -9.1), (0.64, 0.8), look.skin)
    sheet.shape([(-0.8, -8.9), (-0.75, -9.7), (0, -10), (0.7, -9.6), (0.2, -9.35)], look.tint)
    if look.hair == "bun":
        sheet.disc((-0.35, -10.1), 0.42, look.tint)
    if look.hair == "cap":
        sheet.shape([(-0.8, -9.5), (-0.5, -10.2), (0.6, -10.1), (1.1, -9.4)], look.coat)
    hand = (1.1 - 1.3 * stride, -4.6)
    sheet.line([(0.75, -7.5), (1.35, -6.0), hand], mix(look.coat, look.trim, 0.15), 0.6)
    sheet.disc(hand, 0.3, look.skin)
    return sheet.cel()


def walker(look: Look, height: float, path: Path, pace: float = 10) -> Part:
    """Someone who walks along a path, facing right."""
    steps = [person(look, height, math.sin(math.pi * k / 6)) for k in range(12)]
    return moving(steps, path, pace)
