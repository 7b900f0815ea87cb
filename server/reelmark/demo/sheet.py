"""Draws with smooth edges: polygons, discs and lines become pictures and cut-outs."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from reelmark.demo.colours import Colour
from reelmark.demo.paint import HEIGHT, MARGIN, WIDTH, Cel, grained

Point = tuple[float, float]

_OVERSAMPLING = 2


def spaced(start: float, stop: float, step: float) -> list[float]:
    """Places from `start` to before `stop`, a step apart."""
    return np.arange(start, stop, step, dtype=np.float64).tolist()


def arch(foot: Point, across: float, rise: float) -> list[Point]:
    """Half an ellipse above a point, from right to left."""
    angles = [math.pi * step / 20 for step in range(21)]
    return [(foot[0] + across * math.cos(a), foot[1] - rise * math.sin(a)) for a in angles]


class Sheet:
    """A drawing in progress, kept at twice its size so that edges come out smooth.

    Points and lengths are in units of `unit` pixels from `origin`, so that a figure can be drawn
    in its own measure. With a `ground` it is the stage itself, otherwise a transparent layer as
    wide as the stage with its margins.
    """

    def __init__(
        self,
        size: tuple[int, int] = (WIDTH + 2 * MARGIN, HEIGHT),
        ground: Image.Image | None = None,
        origin: Point = (MARGIN, 0),
        unit: float = 1,
    ) -> None:
        if ground:
            size, origin = ground.size, (0, 0)
        large = (size[0] * _OVERSAMPLING, size[1] * _OVERSAMPLING)
        blank = Image.new("RGBA", large, (0, 0, 0, 0))
        self._image = ground.resize(large, Image.Resampling.NEAREST) if ground else blank
        self._draw = ImageDraw.Draw(self._image, "RGBA")
        self._origin = origin
        self._scale = unit * _OVERSAMPLING

    def shape(self, points: Sequence[Point], colour: Colour, cover: float = 1) -> None:
        """A filled polygon. `cover` below 1 lets a ground shine through."""
        self._draw.polygon(self._at(points), _ink(colour, cover))

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        colour: Colour,
        cover: float = 1,
        corner: float = 0,
    ) -> None:
        """A filled upright rectangle, its corners rounded by `corner`."""
        points, ink = self._at([(left, top), (right, bottom)]), _ink(colour, cover)
        self._draw.rounded_rectangle(points, corner * self._scale, ink)

    def taper(
        self, x: float, rows: tuple[float, float], halves: tuple[float, float], colour: Colour
    ) -> None:
        """A symmetric shape about x: its upper and lower row, half its width at each."""
        (top, bottom), (upper, lower) = rows, halves
        left = [(x - lower, bottom), (x - upper, top)]
        self.shape([*left, (x + upper, top), (x + lower, bottom)], colour)

    def slope(self, left: float, right: float, colour: Colour, thick: float = HEIGHT) -> None:
        """A band from edge to edge, margins included: its upper row on the left and right."""
        first, last = -MARGIN, WIDTH + MARGIN
        upper = [(first, left), (last, right)]
        self.shape([*upper, (last, right + thick), (first, left + thick)], colour)

    def disc(self, at: Point, radius: float | Point, colour: Colour, cover: float = 1) -> None:
        """A filled circle, or an ellipse when `radius` has two parts."""
        across, down = radius if isinstance(radius, tuple) else (radius, radius)
        corners = [(at[0] - across, at[1] - down), (at[0] + across, at[1] + down)]
        self._draw.ellipse(self._at(corners), _ink(colour, cover))

    def line(self, points: Sequence[Point], colour: Colour, width: float, cover: float = 1) -> None:
        """A line with rounded bends and ends."""
        thick, places = max(1, round(width * self._scale)), self._at(points)
        self._draw.line(places, _ink(colour, cover), thick, joint="curve")
        if thick > 5 and cover == 1:
            for x, y in (places[0], places[-1]):
                half = thick / 2 - 0.5
                self._draw.ellipse((x - half, y - half, x + half, y + half), _ink(colour, 1))

    def stamp(self, cel: Cel, at: Point) -> None:
        """A finished cut-out, its top left at a point."""
        large = (cel.mask.width * _OVERSAMPLING, cel.mask.height * _OVERSAMPLING)
        ((x, y),) = self._at([at])
        self._image.paste(cel.picture.resize(large), (round(x), round(y)), cel.mask.resize(large))

    def haze(self, colour: Colour, top: float, bottom: float, cover: float) -> None:
        """Mist over all drawn so far: none at row `top`, `cover` from row `bottom` down."""
        start = int(top) * _OVERSAMPLING
        rows = np.arange(self._image.height - start) / _OVERSAMPLING / (bottom - top)
        veil = Image.fromarray((rows.clip(0, 1) * cover * 255).astype(np.uint8)[:, None])
        size = (self._image.width, veil.height)
        self._image.paste(colour, (0, start), veil.resize(size, Image.Resampling.NEAREST))

    def picture(self) -> Image.Image:
        """The finished picture with its grain."""
        return grained(self._image.reduce(_OVERSAMPLING))

    def cel(self) -> Cel:
        """The finished cut-out, trimmed to what was drawn; it lies where its origin says."""
        box = self._image.getbbox() or (0, 0, 1, 1)
        left, top = box[0] // _OVERSAMPLING, box[1] // _OVERSAMPLING
        start = (left * _OVERSAMPLING, top * _OVERSAMPLING)
        cut = self._image.crop((*start, *box[2:])).reduce(_OVERSAMPLING)
        at = (left - round(self._origin[0]), top - round(self._origin[1]))
        return Cel(grained(cut.convert("RGB")), cut.getchannel("A"), at)

    def _at(self, points: Sequence[Point]) -> list[Point]:
        left, top = self._origin[0] * _OVERSAMPLING, self._origin[1] * _OVERSAMPLING
        return [(left + x * self._scale, top + y * self._scale) for x, y in points]


def _ink(colour: Colour, cover: float) -> tuple[int, int, int, int]:
    return (*colour, round(255 * cover))
