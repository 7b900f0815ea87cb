"""People close by, with a place out of focus behind them."""

from __future__ import annotations

import numpy as np
from PIL import ImageFilter

from reelmark.demo.colours import Palette
from reelmark.demo.faces import talker
from reelmark.demo.figures import Cast
from reelmark.demo.motion import Part, Scene
from reelmark.demo.paint import HEIGHT, WIDTH, halo


def before(scene: Scene, who: str, rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """`close` is the first of the two, `reply` the second, `pair` both, in front of a place."""
    ground = scene.draw(1, 0).filter(ImageFilter.GaussianBlur(7))
    for x, y, size in rng.random((9, 3)):
        halo(30 + 70 * size, ink.light, 0.35).paste(ground, x * WIDTH, (0.1 + 0.6 * y) * HEIGHT)
    row = rng.uniform(0.38, 0.5) * HEIGHT
    parts: list[Part] = []
    if who == "pair":
        parts = [
            talker(cast[1], (0.72 * WIDTH, row - 10), 1.0, -0.15, tone=3),
            talker(cast[0], (0.25 * WIDTH, row + 130), 1.25, 0.15),
        ]
    else:
        right = rng.random() < 0.5
        at = (rng.uniform(0.54, 0.62) if right else rng.uniform(0.38, 0.46)) * WIDTH, row
        look = cast[0] if who == "close" else cast[1]
        turn = rng.uniform(0.08, 0.16) * (-1 if right else 1)
        parts = [talker(look, at, rng.uniform(1.3, 1.7), turn, tone=int(right))]
    return Scene(ground, tuple(parts))
