"""Colours, and the palettes that hold a place together."""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[int, int, int]

BLACK: Colour = (14, 12, 20)
WHITE: Colour = (255, 255, 255)


@dataclass(frozen=True)
class Palette:
    """The colours of one time and place, from the sky's top to the lit windows."""

    top: Colour
    low: Colour
    far: Colour
    near: Colour
    light: Colour
    accent: Colour

    @classmethod
    def of(cls, text: str) -> Palette:
        """Six hexadecimal colours in the order of the fields."""
        return cls(*(_hex(word) for word in text.split()))

    def depth(self, nearness: float) -> Colour:
        """The colour of things at a distance: 0 is the horizon, 1 right here."""
        return mix(self.far, self.near, nearness)

    @property
    def dark(self) -> Colour:
        """The colour of what stands before the light."""
        return mix(self.near, BLACK, 0.4)

    @property
    def bright(self) -> Colour:
        """The colour of paper and porcelain."""
        return mix(self.light, WHITE, 0.5)


def _hex(text: str) -> Colour:
    red, green, blue = bytes.fromhex(text)
    return red, green, blue


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`first` at share 0, `second` at share 1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue
