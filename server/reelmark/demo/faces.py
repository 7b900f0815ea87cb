"""People who talk, large in the picture."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image

from reelmark.demo.colours import BLACK, WHITE, mix
from reelmark.demo.figures import Look
from reelmark.demo.motion import Part
from reelmark.demo.paint import HEIGHT, Cel
from reelmark.demo.sheet import Point, Sheet


def talker(look: Look, at: Point, size: float = 1, turn: float = 0.15, tone: int = 0) -> Part:
    """A head and shoulders that speak, the face's middle at `at`.

    `size` 1 makes a face 190 pixels wide; `turn` from -0.3 to 0.3 is where they look.
    """
    faces = [_bust(look, 95 * size, turn, mouth, blink=False) for mouth in range(3)]
    blinking = _bust(look, 95 * size, turn, 0, blink=True)

    def part(canvas: Image.Image, seconds: float, pan: float) -> None:
        speech = math.sin(13 * seconds + tone) + math.sin(7.3 * seconds + 2 * tone)
        mouth = 0 if seconds < 0.4 else min(2, max(0, round(speech + 0.4)))
        face = blinking if (seconds + 0.7 * tone) % 2.6 < 0.12 else faces[mouth]
        nod = 4 * math.sin(2.1 * seconds + tone) + 2 * mouth
        face.paste(canvas, at[0] - 0.25 * pan, at[1] + nod * size)

    return part


def _bust(look: Look, unit: float, turn: float, mouth: int, blink: bool) -> Cel:
    size = (int(5.2 * unit), min(int(9.2 * unit), HEIGHT))
    sheet = Sheet(size, origin=(2.6 * unit, 2.2 * unit), unit=unit)
    shade = mix(look.skin, (120, 60, 70), 0.28)
    _back_hair(sheet, look)
    sheet.box(-0.4, 0.7, 0.4, 2.1, shade)
    _clothes(sheet, look)
    sheet.disc((-0.98 - 0.3 * turn, 0.12), (0.16, 0.24), shade)
    sheet.disc((0.98 - 0.3 * turn, 0.12), (0.16, 0.24), look.skin)
    sheet.disc((0, -0.1), (1, 1.1), look.skin)
    sheet.disc((0.5 * turn, 0.4), (0.8, 0.86), look.skin)
    sheet.shape([*_arc(-0.02, 0.99, 1.12, 95, 265), *_arc(0.02, 0.72, 1.05, 265, 95)], shade)
    _features(sheet, look, turn, mouth, blink)
    _fringe(sheet, look, turn)
    return sheet.cel()


def _arc(x: float, across: float, down: float, first: int, last: int) -> list[Point]:
    """Points of an ellipse about (x, 0); degrees run from right, through below, to left."""
    step = 10 if last > first else -10
    angles = [math.radians(angle) for angle in range(first, last + step, step)]
    return [(x + across * math.cos(angle), down * math.sin(angle)) for angle in angles]


def _back_hair(sheet: Sheet, look: Look) -> None:
    dark = mix(look.tint, BLACK, 0.4)
    if look.hair == "long":
        ends = [(1.3, 2.2), (0.9, 3.6), (-1.2, 3.8), (-1.4, 2)]
        sheet.shape([(-1.1, -0.5), (1.1, -0.5), *ends], dark)
    if look.hair == "bob":
        sheet.box(-1.22, -0.8, 1.22, 1.25, dark, corner=0.3)
    if look.hair == "bun":
        sheet.disc((0.15, -1.55), 0.52, dark)
        sheet.line([(-0.5, -1.75), (0.9, -1.4)], look.trim, 0.09)


def _clothes(sheet: Sheet, look: Look) -> None:
    dark = mix(look.coat, BLACK, 0.35)
    arms = [(2, 2.7), (2.5, 7.2), (-2.5, 7.2), (-2, 2.7)]
    sheet.shape([(-0.5, 1.6), (0.5, 1.6), (1.5, 2.05), *arms, (-1.5, 2.05)], look.coat)
    for side, tone in ((-1, dark), (1, look.coat)):
        sheet.disc((1.47 * side, 2.58), 0.56, tone)
    sheet.shape([(-0.5, 1.6), (-1.5, 2.05), (-2, 2.7), (-2.5, 7.2), (-0.9, 7.2)], dark)
    sheet.shape([(-0.5, 1.5), (0.5, 1.5), (0.12, 3.1)], mix(look.trim, WHITE, 0.3))
    sheet.shape([(-0.4, 1.4), (0.4, 1.4), (0.05, 2.2)], mix(look.skin, (120, 60, 70), 0.28))
    end = (0.7, 7.2) if look.robe else (0.1, 3.2)
    sheet.line([(0.5, 1.45), (0.1, 3.1)], look.trim, 0.3)
    sheet.line([(-0.5, 1.45), (0.1, 3.1), end], look.trim, 0.3)


def _features(sheet: Sheet, look: Look, turn: float, mouth: int, blink: bool) -> None:
    warm = mix(look.skin, (220, 90, 90), 0.32)
    for side in (-1, 1):
        x = 0.42 * side + 1.3 * turn
        sheet.disc((x + 0.12 * side, 0.46), (0.2, 0.12), warm)
        sheet.line([(x - 0.2, -0.26), (x, -0.3), (x + 0.19, -0.26)], look.tint, 0.07)
        if blink:
            sheet.line([(x - 0.17, 0.08), (x, 0.12), (x + 0.17, 0.08)], look.tint, 0.05)
            continue
        sheet.disc((x, 0.06), (0.19, 0.13), (248, 242, 236))
        sheet.disc((x + 0.3 * turn, 0.06), (0.115, 0.135), look.tint)
        sheet.disc((x + 0.3 * turn + 0.04, 0.01), 0.035, WHITE)
        sheet.line([(x - 0.2, 0.02), (x, -0.08), (x + 0.21, 0)], look.tint, 0.055)
    sheet.line([(1.6 * turn, 0.15), (2.1 * turn, 0.44), (1.5 * turn, 0.47)], warm, 0.05)
    red, x = (150, 52, 58), 1.2 * turn
    if mouth == 0:
        sheet.line([(x - 0.18, 0.76), (x, 0.8), (x + 0.18, 0.75)], red, 0.06)
    else:
        sheet.disc((x, 0.79), (0.2 - 0.02 * mouth, 0.06 * mouth), red)
        sheet.disc((x, 0.79 + 0.03 * mouth), (0.11, 0.03 * mouth), mix(red, (255, 190, 190), 0.5))


def _fringe(sheet: Sheet, look: Look, turn: float) -> None:
    part = 0.3 + turn
    crown = _arc(0, 1.1, 1.32, 180, 360)
    ends: Sequence[Point] = [(0.98, -0.1), (0.9, -0.5), (part, -0.85), (-0.55, -0.5), (-0.95, 0)]
    if look.hair in ("short", "cap"):
        ends = [(0.98, -0.2), (0.85, -0.6), (0.2, -0.72), (-0.7, -0.55), (-0.95, -0.1)]
    sheet.shape([*crown, *ends], look.tint)
    shine = [(x - 0.1, y) for x, y in _arc(0, 0.82, 1.04, 205, 285)]
    sheet.line(shine, mix(look.tint, look.skin, 0.28), 0.09)
    if look.hair in ("long", "bob"):
        for side in (-1, 1):
            lock = [(1.08 * side, -0.4), (0.86 * side, -0.3), (0.98 * side, 1.2), (1.2 * side, 1.1)]
            sheet.shape(lock, look.tint)
    if look.hair == "cap":
        sheet.shape([*_arc(0, 1.15, 1.5, 200, 340), (1.05, -0.62), (-1.05, -0.62)], look.coat)
        sheet.line([(-1.06, -0.6), (1.06, -0.6)], look.trim, 0.16)
        sheet.shape([(-0.7 + turn, -0.55), (1.15, -0.55), (1.05, -0.34), (turn, -0.3)], BLACK)
