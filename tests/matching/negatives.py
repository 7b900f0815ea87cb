"""Pictures that show no work: what is seen before, after and instead of films."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from reelmark.demo import paint
from reelmark.demo.colours import Colour, mix
from reelmark.demo.faces import talker
from reelmark.demo.figures import Look
from reelmark.demo.fonts import font
from reelmark.demo.motion import Scene
from reelmark.demo.paint import grained, noise
from tests.videos import Picture

WIDTH, HEIGHT = 360, 640

Drawn = Callable[[float], Picture]
"""RGB (HEIGHT, WIDTH, 3) at a moment, in seconds."""

BLACK, WHITE, GREY = (0, 0, 0), (255, 255, 255), (128, 128, 128)


@dataclass(frozen=True)
class Style:
    """How a kind of picture may look: each has its own colours, letters, places and words."""

    paper: Colour
    ink: Colour
    accent: Colour
    middle: tuple[float, float]
    scale: float
    seed: int
    own_font: bool = False

    def letters(self, size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
        """The font that comes with Pillow, or a bold Chinese one."""
        return font(round(size)) if self.own_font else ImageFont.load_default(size)

    @property
    def at(self) -> tuple[float, float]:
        return self.middle[0] * WIDTH, self.middle[1] * HEIGHT

    def words(self, count: int) -> list[str]:
        """Made-up names."""
        rng = np.random.default_rng(self.seed)
        parts = ("ka", "lo", "mir", "ten", "su", "bra", "vel", "dor", "ani", "gesh", "pol", "uri")
        return ["".join(rng.choice(parts, rng.integers(2, 5))).title() for _ in range(count)]


PLAIN = Style((235, 232, 220), (20, 20, 20), (180, 30, 30), (0.5, 0.5), 1, 1)
LIKE = Style((250, 250, 250), (60, 40, 90), (20, 60, 160), (0.45, 0.42), 1, 2, own_font=True)
"""Also dark on light, a little aside."""

OTHER = Style((24, 30, 70), (250, 220, 80), (90, 200, 160), (0.42, 0.38), 0.72, 2, own_font=True)


def _flat(colour: Colour) -> Picture:
    return np.full((HEIGHT, WIDTH, 3), colour, np.uint8)


def _picture(values: npt.NDArray[np.float64]) -> Picture:
    return np.asarray(np.clip(values, 0, 255), np.uint8)


def _sheet(colour: Colour) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (WIDTH, HEIGHT), colour)
    return picture, ImageDraw.Draw(picture)


def black(_seconds: float) -> Picture:
    return _flat(BLACK)


def flat_colours(seconds: float) -> Picture:
    """Another every second and a half."""
    colours = ((200, 30, 40), (40, 120, 60), (250, 250, 250), (70, 70, 160))
    return _flat(colours[int(seconds / 1.5) % 4])


def colour_cycle(seconds: float) -> Picture:
    turns = (seconds / 4 + np.array([0, 1 / 3, 2 / 3])) * 2 * math.pi
    red, green, blue = (128 + 120 * np.sin(turns)).astype(int)
    return _flat((red, green, blue))


def fades(seconds: float) -> Picture:
    """White to black and back."""
    return _flat((round(255 * abs(1 - seconds % 2)),) * 3)


def snow(style: Style) -> Drawn:
    """Grain that is new in every picture."""

    def draw(seconds: float) -> Picture:
        rng = np.random.default_rng((style.seed, round(1000 * seconds)))
        grain = rng.integers(0, 256, (HEIGHT // 4, WIDTH // 4, 1), np.uint8)
        return np.kron(grain, np.ones((4, 4, 3), np.uint8))

    return draw


def snow_with_logo(style: Style) -> Drawn:
    """A set without reception, the station's logo in a corner."""

    grain = snow(replace(style, seed=style.seed + 100))

    def draw(seconds: float) -> Picture:
        picture = Image.fromarray(grain(seconds))
        ink = ImageDraw.Draw(picture)
        ink.rounded_rectangle((220, 30, 340, 90), 14, style.accent)
        ink.text((280, 60), style.words(1)[0][:6], style.ink, style.letters(28), "mm")
        return np.asarray(picture)

    return draw


def bars(_seconds: float) -> Picture:
    """As SMPTE has them: seven colours, their complements, and a row of steps."""
    grey, full = 191, 255
    upper = [tuple(grey * (~k >> b & 1) for b in (1, 2, 0)) for k in range(7)]
    lower = [upper[6 - k] if k % 2 == 0 else (19, 19, 19) for k in range(7)]
    steps = [(0, 33, 76), (full,) * 3, (50, 0, 106), (19,) * 3, (9,) * 3, (19,) * 3, (29,) * 3]
    picture, ink = _sheet(BLACK)
    edges = [round(k * WIDTH / 7) for k in range(8)]
    for k in range(7):
        for row, top, bottom in ((upper, 0, 0.67), (lower, 0.67, 0.75), (steps, 0.75, 1)):
            box = (edges[k], top * HEIGHT, edges[k + 1], bottom * HEIGHT)
            ink.rectangle(box, row[k])
    return np.asarray(picture)


def card(style: Style) -> Drawn:
    """Grid, circle, grey steps and a name; a clock runs in the lower part."""

    def draw(seconds: float) -> Picture:
        picture, ink = _sheet(GREY)
        for at in range(0, HEIGHT, round(40 * style.scale)):
            ink.line((at, 0, at, HEIGHT), style.paper, 2)
            ink.line((0, at, WIDTH, at), style.paper, 2)
        x, y, r = *style.at, 150 * style.scale
        ink.ellipse((x - r, y - r, x + r, y + r), style.ink, style.paper, 4)
        for k in range(6):
            shade, left = (51 * k,) * 3, x - r * 0.7 + k * r * 0.233
            ink.rectangle((left, y - r * 0.3, left + r * 0.233, y + r * 0.1), shade)
        ink.rectangle((x - r * 0.5, y - r * 0.7, x + r * 0.5, y - r * 0.4), style.accent)
        name = style.words(1)[0]
        ink.text((x, y - r * 0.55), name, style.paper, style.letters(0.18 * r), "mm")
        clock = f"12:00:{int(seconds):02}"
        ink.text((x, y + r * 0.5), clock, style.paper, style.letters(0.25 * r), "mm")
        return np.asarray(picture)

    return draw


def countdown(style: Style) -> Drawn:
    """A film leader: numbers from 10 down, a second each, and a hand that goes round in each."""

    def draw(seconds: float) -> Picture:
        picture, ink = _sheet(style.paper)
        x, y, r = *style.at, 150 * style.scale
        turn = 360 * (seconds % 1) - 90
        ink.pieslice(
            (x - 600, y - 600, x + 600, y + 600), -90, turn, mix(style.ink, style.paper, 0.67)
        )
        ink.line((0, y, WIDTH, y), style.ink, 3)
        ink.line((x, 0, x, HEIGHT), style.ink, 3)
        for share in (1, 0.85):
            box = (x - share * r, y - share * r, x + share * r, y + share * r)
            ink.ellipse(box, outline=style.ink, width=4)
        number = str(max(1, 10 - int(seconds)))
        ink.text((x, y), number, style.accent, style.letters(1.1 * r), "mm")
        return np.asarray(picture)

    return draw


def credits(style: Style) -> Drawn:
    """Names in two columns that scroll upwards."""
    size = 22 * style.scale
    names = style.words(160)
    roll = Image.new("RGB", (WIDTH, 2400), style.paper)
    ink = ImageDraw.Draw(roll)
    for row in range(int(2400 / (1.6 * size))):
        left, right = names[2 * row % 160], names[(2 * row + 1) % 160]
        top, middle = row * 1.6 * size, style.at[0]
        ink.text((middle - 8, top), left, style.accent, style.letters(size), "ra")
        ink.text((middle + 8, top), right, style.ink, style.letters(size), "la")
    whole = np.asarray(roll)

    def draw(seconds: float) -> Picture:
        top = int(90 * seconds)
        return whole[top : top + HEIGHT]

    return draw


def slides(style: Style) -> Drawn:
    """A headline and some lines of text, others every two seconds."""

    def draw(seconds: float) -> Picture:
        picture, ink = _sheet(style.paper)
        words = style.words(200)[20 * int(seconds / 2) :]
        left, top = 30, 60 / style.scale
        ink.text((left, top), " ".join(words[:2]), style.accent, style.letters(38 * style.scale))
        for line in range(6):
            ink.text(
                (left, top + 90 + 44 * style.scale * line),
                " ".join(words[2 + 2 * line : 5 + 2 * line]),
                style.ink,
                style.letters(22 * style.scale),
            )
        return np.asarray(picture)

    return draw


def logo(style: Style) -> Drawn:
    """A company's sign that stands still."""

    def draw(_seconds: float) -> Picture:
        picture, ink = _sheet(style.paper)
        x, y, r = *style.at, 90 * style.scale
        points = 3 + style.seed
        ink.regular_polygon((x, y - r, r), points, rotation=20, fill=style.accent)
        ink.text((x, y + 0.6 * r), style.words(1)[0], style.ink, style.letters(0.6 * r), "mm")
        return np.asarray(picture)

    return draw


def gradient(seconds: float) -> Picture:
    """Two colours that turn slowly."""
    down, across = math.sin(seconds / 3), math.cos(seconds / 3)
    rows = np.linspace(-down, down, HEIGHT)[:, None, None]
    columns = np.linspace(-across, across, WIDTH)[None, :, None]
    share = 0.5 + (rows + columns) / 3
    mixed = share * np.array([240, 90, 60]) + (1 - share) * np.array([20, 40, 120])
    return _picture(mixed)


def clouds(style: Style) -> Drawn:
    """Soft hills of two colours that drift: a moving background of a video editor."""
    rng = np.random.default_rng(style.seed)
    hills = noise(rng, (3 * WIDTH, HEIGHT), (9, 6))[:, :, None]
    mixed = hills * np.array(style.paper) + (1 - hills) * np.array(style.accent)
    whole = _picture(mixed)

    def draw(seconds: float) -> Picture:
        left = int(70 * seconds)
        return np.ascontiguousarray(whole[:, left : left + WIDTH])

    return draw


def face(look: Look, ground: tuple[Colour, Colour, Colour], tone: int) -> Drawn:
    """Someone who talks and hardly moves, before a painted wall; tones speak other words."""
    wall = grained(paint.gradient(ground))
    scene = Scene(wall, (talker(look, (324, 520), size=1.6, turn=0.1, tone=tone),))

    def draw(seconds: float) -> Picture:
        return np.asarray(scene.draw(seconds, 0).crop((54, 96, 594, 1056)).resize((WIDTH, HEIGHT)))

    return draw


STYLED: dict[str, Callable[[Style], Drawn]] = {
    "snow": snow,
    "test card": card,
    "countdown": countdown,
    "credits": credits,
    "slides": slides,
    "logo": logo,
    "snow with a logo": snow_with_logo,
    "clouds": clouds,
}
"""Kinds of which each station, editor or film has its own."""

KINDS: dict[str, Drawn] = {
    "black": black,
    "flat colours": flat_colours,
    "colours in turn": colour_cycle,
    "fades": fades,
    "bars": bars,
    "gradient": gradient,
    **{name: make(PLAIN) for name, make in STYLED.items()},
}
