"""The pictures the vectors are made from. Each is a recipe; see `pictures`."""

from tests.oracle.areas import Area
from tests.oracle.pictures import Layer, Recipe


def natural(h: int, w: int, seed: int, contrast: int = 4) -> Recipe:
    """Large, middling and small shapes over a slope, with grain: the spectrum of a photograph."""
    layers: list[Layer] = [
        ["flat", 118],
        ["ramp", 9 * contrast, -7 * contrast],
        ["blocks", seed, 6, 90, 12 * contrast],
        ["blocks", seed + 1, 24, 40, 9 * contrast],
        ["blocks", seed + 2, 120, 15, 6 * contrast],
        ["grain", seed + 3, contrast],
    ]
    return {"h": h, "w": w, "layers": layers}


def bars(recipe: Recipe, top: int, bottom: int, left: int, right: int, value: int = 0) -> Recipe:
    """The picture with bars of these widths at its sides."""
    h, w = recipe["h"], recipe["w"]
    frame: list[Layer] = [
        ["set", 0, top, 0, w, value],
        ["set", h - bottom, h, 0, w, value],
        ["set", 0, h, 0, left, value],
        ["set", 0, h, w - right, w, value],
    ]
    return more(recipe, *frame)


def more(recipe: Recipe, *layers: Layer) -> Recipe:
    """The picture with further layers."""
    return {**recipe, "layers": [*recipe["layers"], *layers]}


def plain(h: int, w: int, *layers: Layer) -> Recipe:
    """A picture of these layers alone."""
    return {"h": h, "w": w, "layers": list(layers)}


LUMA: dict[str, tuple[Recipe, bool]] = {
    "256 x 256 is taken as it is": (natural(256, 256, 100), False),
    "256 x 256, limited": (natural(256, 256, 100), True),
    "360p, limited": (natural(360, 640, 110), True),
    "upright 404 x 720, limited": (natural(720, 404, 120), True),
    "odd size": (natural(427, 239, 130), False),
    "one more than 256, limited": (natural(257, 257, 140), True),
    "one less than 256": (natural(255, 255, 150), False),
    "smaller than 256, limited": (natural(90, 51, 160), True),
    "low and wide": (natural(17, 1000, 170), False),
    "one sample": (plain(1, 1, ["flat", 77]), False),
    "7 x 5, limited": (natural(7, 5, 180), True),
    "prime sizes": (natural(541, 307, 190), False),
    "many exact halves": (natural(170, 256, 200), False),
    "many exact halves, limited": (natural(170, 256, 200), True),
    "halves round up": (plain(512, 256, ["flat", 9], ["checks", 1, 1]), False),
    "full swing, limited": (plain(300, 300, ["flat", -20], ["ramp", 300, 0]), True),
    "brightest, 1080p, limited": (plain(1080, 1920, ["flat", 255]), True),
    "legal white, limited": (plain(300, 200, ["flat", 235]), True),
    "legal black, limited": (plain(300, 200, ["flat", 16]), True),
}

_SCENE = natural(256, 256, 300)
_OTHER = natural(256, 256, 310)
_EXACT = plain(
    256,
    256,
    ["flat", 100],
    ["set", 20, 236, 128, 256, 106],  # rows of two halves 6 apart: standard deviation 3
    ["set", 20, 28, 255, 256, 105],  # a little less in the first eight
    ["set", 90, 160, 0, 256, 250],  # live columns, so that there is an area at all
)
_BESIDE_BARS = bars(more(_SCENE, ["set", 0, 50, 0, 256, 100]), 0, 0, 40, 30)
_NARROW = bars(_SCENE, 60, 56, 90, 91, 60)
_FAINT: list[Layer] = [["set", 30, 32, x, x + 3, 68] for x in range(90, 165, 6)]


def _line(top: int, bottom: int, left: int, right: int) -> Recipe:
    """A dashed line, black and white, on grey."""
    length = max(bottom - top, right - left)
    dashes: list[Layer] = [
        ["set", top + i, top + i + 8, left, right, 255]
        if bottom - top == length
        else ["set", top, bottom, left + i, left + i + 8, 255]
        for i in range(0, length, 16)
    ]
    ground: Layer = ["set", top, bottom, left, right, 1]
    return plain(256, 256, ["flat", 128], ground, *dashes)


def _framed(seed: int, frame: Recipe, top: int, bottom: int, left: int, right: int) -> Recipe:
    """A picture in [top, bottom) x [left, right), and `frame` around it."""
    around: list[Layer] = [
        ["set", 0, top, 0, 256, 0],
        ["set", bottom, 256, 0, 256, 0],
        ["set", 0, 256, 0, left, 0],
        ["set", 0, 256, right, 256, 0],
    ]
    return more(natural(256, 256, seed), *around, *frame["layers"])


_STRIPED = plain(256, 256, ["checks", 31, 40], ["ramp", 60, 30])

_GRID: list[Layer] = [["set", y, y + 6, 0, 256, y] for y in range(16, 240, 36)]

INSETS: dict[str, list[Recipe]] = {
    "no frames": [],
    "a scene": [_SCENE],
    "three frames of one scene": [_SCENE, _SCENE, _OTHER],
    "nothing": [plain(256, 256, ["flat", 80])],
    "bars": [bars(_SCENE, 0, 0, 60, 50)],
    "all four sides": [_framed(seed, _STRIPED, 51, 205, 52, 204) for seed in (300, 310, 320)],
    "off the middle": [_framed(seed, _STRIPED, 20, 120, 100, 240) for seed in (300, 310)],
    "three over each other": [
        more(_SCENE, ["set", 85, 86, 0, 256, 0], ["set", 171, 172, 0, 256, 255]),
    ],
    "64 columns": [bars(_SCENE, 0, 0, 96, 96)],
    "63 columns": [bars(_SCENE, 0, 0, 97, 96)],
    "a logo on a bar": [more(bars(_SCENE, 30, 30, 0, 0), ["set", 4, 26, 8, 90, 200])],
    "a grid of seven lines": [more(_SCENE, *_GRID)],
    "a step of 2": [plain(256, 256, ["flat", 100], ["set", 0, 100, 0, 256, 102])],
    "a step of less than 2": [
        plain(256, 256, ["flat", 100], ["set", 0, 100, 0, 256, 102]),
        plain(256, 256, ["flat", 100], ["set", 0, 100, 0, 256, 101]),
    ],
    "three rows from the end": [
        plain(256, 256, ["flat", 9], ["set", 0, 3, 0, 256, 99]),
        plain(256, 256, ["flat", 9], ["set", 253, 256, 0, 256, 99]),
    ],
    "along 55 %": [plain(256, 256, ["flat", 9], ["set", 0, 128, 0, 141, 99])],
    "along less than 55 %": [plain(256, 256, ["flat", 9], ["set", 0, 128, 0, 140, 99])],
}

AREAS: dict[str, list[Recipe]] = {
    "no frames": [],
    "no border": [_SCENE],
    "letterbox": [bars(_SCENE, 32, 33, 0, 0)],
    "pillarbox, grey": [bars(_SCENE, 0, 0, 70, 71, 60)],
    "all four sides": [bars(_SCENE, 9, 21, 3, 50)],
    "grain in the bars stays below 3": [more(bars(_SCENE, 40, 40, 0, 0, 50), ["grain", 1, 4])],
    "grain in the bars goes beyond 3": [more(bars(_SCENE, 40, 40, 0, 0, 50), ["grain", 1, 6])],
    "all dead": [plain(256, 256, ["flat", 128], ["grain", 2, 4])],
    "standard deviation of exactly 3": [_EXACT],
    "a plain strip between bars": [_BESIDE_BARS],
    "a plain strip between bars with a blurred edge": [
        more(_BESIDE_BARS, ["set", 0, 50, 40, 42, 50], ["set", 0, 50, 224, 226, 50])
    ],
    "a plain strip between bars with a wider blur": [
        more(_BESIDE_BARS, ["set", 0, 50, 40, 43, 30])
    ],
    "rows that only the second round finds": [more(_NARROW, *_FAINT)],
    "a frame that a third round would cut": [
        bars(more(bars(_SCENE, 60, 60, 70, 70, 100), ["set", 60, 236, 50, 70, 140]), 20, 20, 40, 40)
    ],
    "cut at most 102 above": [bars(_SCENE, 110, 0, 0, 0)],
    "cut at most 102 below": [bars(_SCENE, 0, 120, 0, 0)],
    "cut at most 102 on the left": [bars(_SCENE, 0, 0, 103, 0)],
    "cut at most 102 on the right": [bars(_SCENE, 0, 0, 0, 103)],
    "picture within the first 60 rows": [bars(_SCENE, 10, 196, 0, 0)],
    "64 rows are left": [bars(_SCENE, 102, 90, 0, 0)],
    "63 rows would be left": [bars(_SCENE, 102, 91, 0, 0)],
    "64 columns are left": [bars(_SCENE, 0, 0, 90, 102)],
    "63 columns would be left": [bars(_SCENE, 5, 5, 91, 102)],
    "live rows without a live column": [plain(256, 256, ["flat", 20], ["ramp", 0, 200])],
    "live columns without a live row": [plain(256, 256, ["flat", 20], ["ramp", 200, 0])],
    "a line at the left end": [_line(0, 256, 0, 1)],
    "a line at the right end": [_line(0, 256, 255, 256)],
    "a line at the upper end": [_line(0, 1, 0, 256)],
    "a line at the lower end": [_line(255, 256, 0, 256)],
    "a line of two columns at the left end": [_line(0, 256, 0, 2)],
    "a line of three columns at the left end": [_line(0, 256, 0, 3)],
    "a line of four columns inside": [_line(0, 256, 50, 54)],
    "a line of five columns inside": [_line(0, 256, 50, 55)],
    "a line of six rows inside": [_line(99, 105, 0, 256)],
    "a line, then a picture": [_line(0, 256, 0, 1), bars(_SCENE, 20, 20, 30, 30)],
    "strips of five, then six columns, beside a picture": [
        bars(_SCENE, 20, 20, 30, 30),
        bars(_SCENE, 0, 0, 247, 4),
        bars(_SCENE, 0, 0, 246, 4),
    ],
    "strips of five, then six rows, above a picture": [
        bars(_OTHER, 30, 20, 30, 30),
        bars(_OTHER, 6, 245, 0, 0),
        bars(_OTHER, 6, 244, 0, 0),
    ],
    "a gap inside is no border": [more(bars(_SCENE, 20, 20, 0, 0), ["set", 80, 120, 0, 256, 7])],
    "one area for several frames": [
        plain(256, 256, ["flat", 3]),
        bars(_SCENE, 60, 60, 40, 40),
        bars(_OTHER, 60, 60, 40, 40),
        more(bars(_SCENE, 60, 60, 40, 40), ["set", 30, 34, 180, 220, 255]),
        plain(256, 256, ["flat", 255]),
        more(bars(_SCENE, 60, 60, 40, 40), ["set", 100, 140, 220, 246, 240]),
    ],
    "bars that wander": [bars(_SCENE, 100, 0, 0, 80), bars(_SCENE, 0, 100, 80, 0)],
}

THUMBS: dict[str, tuple[Recipe, Area]] = {
    "whole plane": (_SCENE, (0, 256, 0, 256)),
    "letterbox": (_OTHER, (32, 223, 0, 256)),
    "odd on all sides": (_SCENE, (17, 240, 5, 198)),
    "smallest, taken as it is": (_SCENE, (102, 166, 90, 154)),
    "65 x 67": (_OTHER, (101, 166, 88, 155)),
    "deepest cuts": (_OTHER, (102, 256, 0, 154)),
    "halves round up": (plain(256, 256, ["flat", 9], ["checks", 1, 1]), (0, 256, 0, 256)),
}


_SLOPE: Layer = ["ramp", 100, -30]

HASHED: dict[str, Recipe] = {
    **{f"scene {i}": natural(64, 64, 400 + 10 * i) for i in range(8)},
    "scene 1 in a mirror": more(natural(64, 64, 410), ["mirror"]),
    "dim": natural(64, 64, 500, 1),
    "harsh, cut at black and white": natural(64, 64, 510, 20),
    "title on black": plain(64, 64, ["flat", 4], ["set", 26, 38, 12, 53, 230], ["grain", 5, 40]),
    "subtitle": more(natural(64, 64, 520), ["set", 54, 60, 14, 50, 250]),
    "rain": plain(64, 64, ["flat", 90], ["grain", 6, 60]),
    "sky": plain(64, 64, ["flat", 90], ["ramp", 110, 23], ["grain", 7, 1]),
    "19 busy cells": plain(64, 64, ["flat", 90], _SLOPE, ["blocks", 71, 4, 30, 20]),
    "20 busy cells": plain(64, 64, ["flat", 90], ["blocks", 451, 3, 60, 60], ["grain", 52, 1]),
    "15 busy cells queried": plain(64, 64, ["flat", 90], ["blocks", 271, 12, 20, 8]),
    "16 busy cells queried": plain(64, 64, ["flat", 90], ["blocks", 21, 12, 20, 8]),
    "slope, 15 busy cells queried": plain(64, 64, ["flat", 90], _SLOPE, ["blocks", 471, 4, 30, 20]),
    "slope, 16 busy cells queried": plain(64, 64, ["flat", 90], _SLOPE, ["blocks", 41, 4, 30, 20]),
}

TIED: dict[str, Recipe] = {
    "black": plain(64, 64),
    "white": plain(64, 64, ["flat", 255]),
    "grey": plain(64, 64, ["flat", 100]),
    "its own mirror image": more(natural(64, 64, 530), ["twin"]),
    "chessboard": plain(64, 64, ["flat", 50], ["checks", 8, 150]),
    "stripes down": plain(64, 64, ["flat", 10], ["ramp", 0, 240]),
    "one bright sample": plain(64, 64, ["set", 31, 32, 20, 21, 255]),
}
"""Thumbs with coefficients that are equal or zero: only the query side is exact on these."""

CLIPS: dict[str, tuple[list[Recipe], bool]] = {
    "letterboxed, limited": (
        [bars(natural(300, 169, 600 + 10 * i), 31, 40, 0, 0, 16) for i in range(3)],
        True,
    ),
    "in a frame, after a black picture": (
        [plain(135, 240), bars(natural(135, 240, 640), 10, 10, 30, 31, 4)],
        False,
    ),
}
"""Decoded frames of a clip, all the way to its hashes."""


def _moving(*over: Layer, step: int = 10, count: int = 4) -> list[Recipe]:
    """Thumbs of scenes that change altogether, with the same layers over each."""
    return [more(natural(64, 64, 700 + step * i), *over) for i in range(count)]


def _breathing(amplitude: int, *over: Layer) -> list[Recipe]:
    """Thumbs of one scene under grain of its own in each, with layers over it."""
    scene = natural(64, 64, 750)
    return [more(scene, ["grain", 80 + i, amplitude], *over) for i in range(5)]


_STICKER: Layer = ["set", 22, 42, 20, 44, 230]

OVERLAYS: dict[str, list[Recipe]] = {
    "a sticker in the middle": _moving(_STICKER),
    "a logo and a subtitle line": _moving(["set", 2, 9, 48, 62, 20], ["set", 55, 60, 8, 56, 255]),
    "a banner from side to side": _moving(["set", 0, 12, 0, 64, 200]),
    "bars on three sides": _moving(
        ["set", 0, 8, 0, 64, 9], ["set", 0, 64, 0, 8, 9], ["set", 0, 64, 56, 64, 9]
    ),
    "a cross of all rows and columns": _moving(
        ["set", 30, 34, 0, 64, 90], ["set", 0, 64, 30, 34, 90]
    ),
    "three quarters stand still": _moving(["set", 0, 47, 0, 64, 30]),
    "more than three quarters do": _moving(["set", 0, 48, 0, 64, 30]),
    "nothing stands still": _moving(),
    "a line too thin to count": _moving(["set", 30, 31, 0, 64, 90]),
    "a sticker over a scene that hardly moves": _breathing(2, _STICKER),
    "a scene that moves less than its compression": _breathing(0),
    "one sample": _moving(_STICKER, count=1),
    "none": [],
}
