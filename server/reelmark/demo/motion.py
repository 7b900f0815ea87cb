"""What moves in a scene: each part draws itself on a canvas for a moment of the shot."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from reelmark.demo.colours import Colour
from reelmark.demo.paint import HEIGHT, WIDTH, Cel, halo, noise
from reelmark.demo.sheet import Point

Part = Callable[[Image.Image, float, float], None]
"""Draws on the canvas, given the seconds since the cut and the camera's way right (pixels)."""

Path = Callable[[float], Point]
"""Where something is, given the seconds since the cut."""


@dataclass(frozen=True)
class Scene:
    """A place: what stands still, and what moves in front of it, from back to front."""

    ground: Image.Image
    parts: tuple[Part, ...] = ()

    def draw(self, seconds: float, pan: float) -> Image.Image:
        """The stage at a moment of the shot."""
        canvas = self.ground.copy()
        for part in self.parts:
            part(canvas, seconds, pan)
        return canvas


def still(cel: Cel, depth: float = 0, at: Point = (0, 0)) -> Part:
    """Stands there; the nearer (`depth` up to 1), the faster the camera passes by."""
    return lambda canvas, _, pan: cel.paste(canvas, at[0] - depth * pan, at[1])


def moving(cels: Sequence[Cel], path: Path, per_second: float = 8, depth: float = 0) -> Part:
    """A flip book carried along a path."""

    def part(canvas: Image.Image, seconds: float, pan: float) -> None:
        x, y = path(seconds)
        cels[int(seconds * per_second) % len(cels)].paste(canvas, x - depth * pan, y)

    return part


def along(start: Point, speed: Point, bob: float = 0, period: float = 2) -> Path:
    """A straight way (pixels, pixels a second) with some up and down."""

    def path(seconds: float) -> Point:
        lift = bob * math.sin(2 * math.pi * seconds / period)
        return start[0] + speed[0] * seconds, start[1] + speed[1] * seconds + lift

    return path


def passing(cel: Cel, speed: float) -> Part:
    """A band wider than the stage that runs past for ever, `speed` pixels a second to the left."""
    width = cel.picture.width

    def part(canvas: Image.Image, seconds: float, _: float) -> None:
        shift = speed * seconds % width
        cel.paste(canvas, -shift)
        if shift > width - WIDTH:
            cel.paste(canvas, width - shift)

    return part


def rain(rng: np.random.Generator, colour: Colour) -> Part:
    """Streaks in three distances."""
    drops = rng.random((50, 3)) * (WIDTH + 300, HEIGHT + 120, 3)

    def part(canvas: Image.Image, seconds: float, _: float) -> None:
        draw = ImageDraw.Draw(canvas, "RGBA")
        for x, y, near in drops:
            length, fall = 26 + 16 * near, (820 + 260 * near) * seconds
            top = (y + fall) % (HEIGHT + 120) - 120
            left = (x - 0.1 * (fall + y)) % (WIDTH + 300) - 100
            ends = (left, top, left - 0.1 * length, top + length)
            draw.line(ends, (*colour, 60 + int(30 * near)), 1 + int(near > 1.6))

    return part


def flakes(
    rng: np.random.Generator, colour: Colour, speed: Point, count: int = 70, size: float = 7
) -> Part:
    """Snow, petals or sparks: soft dots that drift with some flutter."""
    places = rng.random((count, 4)) * (WIDTH, HEIGHT, 2 * math.pi, 1)
    dots = [halo(size * scale, colour, 0.95) for scale in (0.6, 0.8, 1.0, 1.3)]

    def part(canvas: Image.Image, seconds: float, pan: float) -> None:
        for index, (x, y, phase, near) in enumerate(places):
            way = seconds * (0.6 + 0.8 * near)
            left = x + speed[0] * way + 14 * math.sin(phase + 1.7 * seconds) - near * pan
            dots[index % 4].paste(canvas, left % WIDTH, (y + speed[1] * way) % HEIGHT)

    return part


def shimmer(
    rng: np.random.Generator, top: int, bottom: int, colour: Colour, cover: float = 0.8
) -> Part:
    """Light on water between two rows: two patterns of ripples pass through each other."""
    size = (WIDTH + 200, bottom - top)
    ripples = [noise(rng, (size[0] // 2, size[1] // 2), (8, 44)) for _ in range(2)]
    peaks = [(255 * np.clip(2.2 * ripple - 0.75, 0, 1)).astype(np.uint8) for ripple in ripples]
    waves = [Image.fromarray(peak).resize(size) for peak in peaks]
    fade = np.linspace(0.35, 1, bottom - top)[:, None] * np.full((1, WIDTH), 255 * cover)
    veil = Image.fromarray(fade.astype(np.uint8))
    light = Image.new("RGB", veil.size, colour)

    def part(canvas: Image.Image, seconds: float, _: float) -> None:
        shift = int(30 * seconds) % 200
        first = waves[0].crop((shift, 0, shift + WIDTH, size[1]))
        second = waves[1].crop((200 - shift, 0, 200 - shift + WIDTH, size[1]))
        mask = ImageChops.multiply(ImageChops.multiply(first, second), veil)
        canvas.paste(light, (0, top), mask)

    return part


def pulse(at: Point, radius: float, colour: Colour, strength: float, period: float = 2.7) -> Part:
    """A lamp whose glow breathes a little."""
    steps = [halo(radius, colour, strength * (0.75 + 0.05 * step)) for step in range(6)]

    def part(canvas: Image.Image, seconds: float, _: float) -> None:
        level = 2.5 + 2.5 * math.sin(2 * math.pi * seconds / period)
        steps[round(level)].paste(canvas, *at)

    return part
