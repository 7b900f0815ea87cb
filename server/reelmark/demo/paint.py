"""The look of painted paper: grain, gradients, glows, and cut-outs to lay on each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from PIL import Image

from reelmark.demo.colours import Colour

Plane = npt.NDArray[np.float32]

WIDTH, HEIGHT = 648, 1152
"""The stage in pixels: a frame is a moving window on it, so it is a fifth larger each way."""

MARGIN = 54
"""How far a layer reaches past the stage on both sides, for when the camera pans."""


def noise(rng: np.random.Generator, size: tuple[int, int], cells: tuple[int, int]) -> Plane:
    """Soft random hills, float32 of shape (height, width) in 0..1; `cells` across and down."""
    total = np.zeros((size[1], size[0]), np.float32)
    for octave in range(4):
        shape = (cells[1] * 2**octave + 1, cells[0] * 2**octave + 1)
        grid = Image.fromarray(rng.random(shape, np.float32))
        total += np.asarray(grid.resize(size, Image.Resampling.BICUBIC)) / 2**octave
    total -= total.min()
    total /= total.max()
    return total


def gradient(stops: Sequence[Colour], size: tuple[int, int] = (WIDTH, HEIGHT)) -> Image.Image:
    """Colours from top to bottom, evenly spaced."""
    rows = np.linspace(0, len(stops) - 1, size[1])
    strip = [np.interp(rows, range(len(stops)), channel) for channel in zip(*stops, strict=True)]
    column = np.stack(strip, axis=1).round().astype(np.uint8)
    return Image.fromarray(column[:, None]).resize(size, Image.Resampling.NEAREST)


@cache
def _paper() -> Plane:
    """What paint on rough paper does to brightness, for the widest cut-out."""
    rng, width = np.random.default_rng(20990101), 1500
    blotches = noise(rng, (width, HEIGHT), (20, 16)) - 0.5
    fibres = rng.normal(0, 0.014, (HEIGHT, width)).astype(np.float32)
    return 1 + 0.22 * blotches + fibres


def grained(picture: Image.Image) -> Image.Image:
    """The picture with the texture of paper; at most 1500 pixels wide, 1152 high."""
    paper = _paper()[: picture.height, : picture.width, None]
    return Image.fromarray(np.clip(np.asarray(picture) * paper, 0, 255).astype(np.uint8))


@dataclass(frozen=True)
class Cel:
    """A cut-out: colours, how much each pixel covers, and where it lies on the stage."""

    picture: Image.Image
    mask: Image.Image
    at: tuple[int, int] = (0, 0)

    def paste(self, canvas: Image.Image, dx: float = 0, dy: float = 0) -> None:
        """Lays it on the canvas, moved by (dx, dy) pixels."""
        canvas.paste(self.picture, (self.at[0] + round(dx), self.at[1] + round(dy)), self.mask)


@cache
def halo(radius: float, colour: Colour, strength: float) -> Cel:
    """A round glow about (0, 0), `strength` (0..1) there and nothing at `radius` pixels."""
    axis = np.linspace(-1, 1, 2 * int(radius))
    fall = np.clip(1 - np.hypot(axis[:, None], axis), 0, 1) ** 2
    mask = Image.fromarray((255 * strength * fall).astype(np.uint8))
    return Cel(Image.new("RGB", mask.size, colour), mask, (-int(radius), -int(radius)))
