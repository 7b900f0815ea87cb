"""The frames of an episode: scenes, camera, cuts and the words on top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from reelmark.demo.dramas import DRAMAS, Drama
from reelmark.demo.fonts import lettering
from reelmark.demo.paint import HEIGHT, WIDTH
from reelmark.demo.scenes import build
from reelmark.demo.scripts import PALETTES, SCRIPTS, Camera, Shot

FRAME_WIDTH, FRAME_HEIGHT, FPS = 540, 960, 25
AI_NOTICE = "本集由人工智能生成（演示）"
MARK = "演示数据"

Frame = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Episode:
    """One episode of a demo drama. Numbers start at 1; the first shot carries the title."""

    drama: Drama
    number: int
    shots: tuple[Shot, ...]


EPISODES = tuple(
    Episode(drama, number, shots)
    for drama in DRAMAS
    for (key, number), shots in SCRIPTS.items()
    if key == drama.key
)


def render_frames(episode: Episode) -> Iterator[Frame]:
    """Every frame, uint8 RGB of shape (960, 540, 3), 25 a second. Raises FontError."""
    for index, shot in enumerate(episode.shots):
        # the title's artwork is the work's, not the episode's
        seed = (episode.drama.seed, episode.number if index else 0, index)
        colours, cast = PALETTES[shot.colours], episode.drama.cast
        scene = build(shot.place, np.random.default_rng(seed), colours, cast)
        count = round(shot.seconds * FPS)
        for frame in range(count):
            seconds, (left, top, width) = frame / FPS, _window(shot.camera, frame / (count - 1))
            stage = scene.draw(seconds, left + width / 2 - WIDTH / 2)
            picture = _seen(stage, left, top, width)
            if index == 0:
                _write_title(picture, episode)
            elif 0.2 < seconds < shot.seconds - 0.2:
                _write_centred(picture, shot.line, 34, 768)
            mark = lettering(MARK, 18)
            mark.paste(picture, FRAME_WIDTH - mark.picture.width - 14, 14)
            yield np.asarray(picture)


def _window(camera: Camera, share: float) -> tuple[float, float, float]:
    """Left, top and width of what is seen of the stage at a share (0 to 1) of the shot."""
    spare_x, spare_y = WIDTH - FRAME_WIDTH, HEIGHT - FRAME_HEIGHT
    if camera in ("in", "out"):
        way = share if camera == "in" else 1 - share
        near = way * way * (3 - 2 * way)
        return spare_x / 2 * near, spare_y / 2 * near, WIDTH - spare_x * near
    way = 0.15 + 0.7 * (share if camera in ("right", "down") else 1 - share)
    if camera in ("left", "right"):
        return round(spare_x * way), spare_y // 2, FRAME_WIDTH
    return spare_x // 2, round(spare_y * way), FRAME_WIDTH


def _seen(stage: Image.Image, left: float, top: float, width: float) -> Image.Image:
    height = width * FRAME_HEIGHT / FRAME_WIDTH
    box = (left, top, left + width, top + height)
    if width == FRAME_WIDTH and left == int(left):  # a crop takes 0.1 ms, a resize 5 ms
        return stage.crop((int(left), int(top), int(left) + FRAME_WIDTH, int(top) + FRAME_HEIGHT))
    return stage.resize((FRAME_WIDTH, FRAME_HEIGHT), Image.Resampling.BILINEAR, box)


def _write_title(picture: Image.Image, episode: Episode) -> None:
    drama = episode.drama
    word, name = drama.title_zh.split("·")
    lettering(word, 30, drama.colour, upright=True).paste(picture, drama.column - 46, 130)
    lettering(name, 92, drama.colour, upright=True).paste(picture, drama.column, 120)
    lines = [drama.title_en, f"第{episode.number}集", drama.credential]
    lines += [AI_NOTICE] if drama.ai == "generated" else []
    for row, text in enumerate(lines):
        _write_centred(picture, text, 24, 780 + 38 * row)


def _write_centred(picture: Image.Image, text: str, size: int, row: int) -> None:
    line = lettering(text, size)
    line.paste(picture, (FRAME_WIDTH - line.picture.width) / 2, row)
