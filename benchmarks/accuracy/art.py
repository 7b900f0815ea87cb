"""The pictures that edits lay over or under a clip, drawn for its size."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import av
import numpy as np
from PIL import Image, ImageDraw, ImageFont

Size = tuple[int, int]

SUBTITLE = "I never said that I would come back, did I?"
HEADLINE = "THE BEST SHORT DRAMAS  -  WATCH ALL EPISODES"
COMMENTS = ("so good!!", "who is she", "2:14 again and again", "hahaha", "next episode please")


def _clear(size: Size) -> Image.Image:
    return Image.new("RGBA", size)


def _text(picture: Image.Image, at: tuple[float, float], text: str, height: float) -> None:
    """White letters with a black rim around a middle point; the font that comes with Pillow."""
    font = ImageFont.load_default(height)
    ImageDraw.Draw(picture).text(
        at, text, "white", font, "mm", stroke_width=max(1, round(height / 12)), stroke_fill="black"
    )


def _logo(size: Size) -> Image.Image:
    side = min(size) // 5
    picture = _clear((2 * side, side))
    ImageDraw.Draw(picture).rounded_rectangle((0, 0, 2 * side, side), side // 4, (220, 30, 60, 255))
    _text(picture, (side, side / 2), "clips TV", side / 2.5)
    return picture


def _subtitle(size: Size) -> Image.Image:
    w, h = size
    picture = _clear((w, h // 8))
    _text(picture, (w / 2, h / 16), SUBTITLE, min(h / 13, w / 24))
    return picture


def _banner(share: float) -> Callable[[Size], Image.Image]:
    def draw(size: Size) -> Image.Image:
        w, h = size
        picture = Image.new("RGBA", (w, round(h * share)), (250, 210, 40, 255))
        _text(picture, (w / 2, h * share / 2), HEADLINE, min(h * share / 2, w / 28))
        return picture

    return draw


def _sticker(size: Size) -> Image.Image:
    """A yellow face a third as high as the clip."""
    side = min(size) // 3
    picture = _clear((side, side))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((0, 0, side - 1, side - 1), (255, 205, 50, 255), "black", max(1, side // 40))
    for x in (0.33, 0.67):
        draw.ellipse((side * (x - 0.07), side * 0.3, side * (x + 0.07), side * 0.48), "black")
    draw.chord((side * 0.22, side * 0.35, side * 0.78, side * 0.82), 10, 170, (140, 30, 30, 255))
    return picture


def _frame(share: float) -> Callable[[Size], Image.Image]:
    """A striped frame around a hole that is such a share of the clip's size."""

    def draw(size: Size) -> Image.Image:
        w, h = size
        picture = Image.new("RGBA", size, (120, 60, 140, 255))
        pen = ImageDraw.Draw(picture)
        for x in range(-h, w, w // 12):
            pen.line((x, h, x + h, 0), (240, 170, 60, 255), w // 40)
        left, top = w * (1 - share) / 2, h * (1 - share) / 2
        pen.rectangle((left, top, w - left - 1, h - top - 1), (0, 0, 0, 0))
        return picture

    return draw


def _corners(size: Size) -> Image.Image:
    w, h = size
    mask = Image.new("L", size, 255)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, w - 1, h - 1), min(size) // 6, 0)
    picture = Image.new("RGBA", size, "black")
    picture.putalpha(mask)
    return picture


def _danmaku(size: Size) -> Image.Image:
    """Comments that fly past in the upper half: three times as wide as the clip."""
    w, h = size
    picture = _clear((3 * w, h // 2))
    for number in range(15):
        at = (w * (0.2 + 0.19 * number), h * (0.05 + 0.1 * (number * 2 % 5)))
        _text(picture, at, COMMENTS[number % 5], h / 18)
    return picture


def _person(size: Size) -> Image.Image:
    """Someone who comments beside the clip, as high as it is."""
    w, h = size
    wide = w // 2
    picture = Image.new("RGBA", (wide, h), (70, 90, 110, 255))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, wide, h // 6), (180, 190, 170, 255))
    draw.ellipse((wide * 0.1, h * 0.6, wide * 0.9, h * 1.4), (30, 60, 40, 255))
    draw.ellipse((wide * 0.3, h * 0.2, wide * 0.7, h * 0.65), (225, 180, 150, 255))
    return picture


DRAWN: dict[str, Callable[[Size], Image.Image]] = {
    "logo": _logo,
    "subtitle": _subtitle,
    "banner12": _banner(0.12),
    "banner20": _banner(0.20),
    "sticker": _sticker,
    "frame70": _frame(0.7),
    "frame60": _frame(0.6),
    "corners": _corners,
    "danmaku": _danmaku,
    "person": _person,
}


def still(name: str, size: Size) -> av.VideoFrame:
    """One picture of DRAWN for a clip of that width and height, as a frame."""
    frame = av.VideoFrame.from_ndarray(np.asarray(DRAWN[name](size)), format="rgba")
    frame.pts, frame.time_base = 0, Fraction(1, 1000)
    return frame
