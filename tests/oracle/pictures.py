"""Made-up pictures, drawn from recipes of whole numbers.

A recipe is JSON: {"h": rows, "w": columns, "layers": [[name, number, ...], ...]}. Drawing starts
from a canvas of zeros; each layer changes it in turn; at the end every value is cut to 0...255.
shared/vectors/README.md defines the layers, so that any language can draw them.
"""

from collections.abc import Callable, Sequence
from typing import TypedDict

Picture = list[list[int]]
Layer = list[str | int]


class Recipe(TypedDict):
    """Height, width and layers of a made-up picture."""

    h: int
    w: int
    layers: list[Layer]


class Lcg:
    """The generator of Numerical Recipes: s becomes (1664525 s + 1013904223) mod 2^32."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, limit: int) -> int:
        """Take one step, then scale the upper 16 bits of the state to 0...limit - 1."""
        self._state = (1664525 * self._state + 1013904223) % 2**32
        return (self._state // 2**16) * limit // 2**16

    def around(self, amplitude: int) -> int:
        """Take one step and give a number in -amplitude...amplitude."""
        return self.below(2 * amplitude + 1) - amplitude


def _flat(canvas: Picture, value: int) -> None:
    for row in canvas:
        row[:] = [sample + value for sample in row]


def _ramp(canvas: Picture, down: int, across: int) -> None:
    height, width = len(canvas), len(canvas[0])
    for y, row in enumerate(canvas):
        row[:] = [s + down * y // height + across * x // width for x, s in enumerate(row)]


def _blocks(canvas: Picture, seed: int, count: int, share: int, amplitude: int) -> None:
    """Add `count` rectangles; each side at most `share` per cent of the picture's."""
    height, width = len(canvas), len(canvas[0])
    lcg = Lcg(seed)
    for _ in range(count):
        rows = 1 + lcg.below(max(1, height * share // 100))
        columns = 1 + lcg.below(max(1, width * share // 100))
        top = lcg.below(height + rows) - rows
        left = lcg.below(width + columns) - columns
        value = lcg.around(amplitude)
        start, end = max(0, left), min(width, left + columns)
        for row in canvas[max(0, top) : max(0, top + rows)]:
            for x in range(start, end):
                row[x] += value


def _grain(canvas: Picture, seed: int, amplitude: int) -> None:
    lcg = Lcg(seed)
    for row in canvas:
        row[:] = [sample + lcg.around(amplitude) for sample in row]


def _checks(canvas: Picture, size: int, value: int) -> None:
    """Add `value` to every other square of `size` samples; the first square is left alone."""
    for y, row in enumerate(canvas):
        row[:] = [s + (y // size + x // size) % 2 * value for x, s in enumerate(row)]


def _set(canvas: Picture, top: int, bottom: int, left: int, right: int, value: int) -> None:
    for row in canvas[top:bottom]:
        row[left:right] = [value] * (right - left)


def _mirror(canvas: Picture) -> None:
    for row in canvas:
        row.reverse()


def _twin(canvas: Picture) -> None:
    """Make the picture its own mirror image: the left half is copied to the right."""
    for row in canvas:
        half = len(row) // 2
        row[len(row) - half :] = row[:half][::-1]


_LAYERS: dict[str, Callable[..., None]] = {
    "flat": _flat,
    "ramp": _ramp,
    "blocks": _blocks,
    "grain": _grain,
    "checks": _checks,
    "set": _set,
    "mirror": _mirror,
    "twin": _twin,
}


def draw(recipe: Recipe) -> Picture:
    """Draw a recipe: rows from the top, samples 0...255."""
    canvas = [[0] * recipe["w"] for _ in range(recipe["h"])]
    for name, *numbers in recipe["layers"]:
        _LAYERS[str(name)](canvas, *numbers)
    return [[min(255, max(0, sample)) for sample in row] for row in canvas]


def to_bytes(picture: Sequence[Sequence[int]]) -> bytes:
    """The samples row by row, one byte each."""
    return b"".join(bytes(row) for row in picture)
