"""Chinese text on the pictures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from reelmark.demo.colours import Colour
from reelmark.demo.paint import Cel
from reelmark.errors import ReelmarkError

CREAM: Colour = (252, 248, 240)
SHADE: Colour = (16, 14, 22)

CANDIDATES = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
)
"""Where Debian and Ubuntu put a font with Chinese, and its simplified face in the collection."""


class FontError(ReelmarkError):
    """No font with Chinese characters is installed."""


@cache
def font(size: int, candidates: Sequence[tuple[str, int]] = CANDIDATES) -> ImageFont.FreeTypeFont:
    """The first installed candidate at a size in pixels. Raises FontError when there is none."""
    for path, face in candidates:
        try:
            return ImageFont.truetype(path, size, index=face)
        except OSError:
            continue
    raise FontError(
        "No Chinese font found for the demo episodes: "
        "install the package fonts-wqy-zenhei or fonts-noto-cjk."
    )


@cache
def lettering(text: str, size: int, colour: Colour = CREAM, upright: bool = False) -> Cel:
    """Text with a dark outline, its top left at (0, 0); `upright` writes it from top to bottom."""
    words, edge = "\n".join(text) if upright else text, max(2, size // 14)
    face, spacing = font(size), size // 5
    ruler = ImageDraw.Draw(Image.new("L", (1, 1)))
    box = ruler.multiline_textbbox((0, 0), words, face, spacing=spacing, stroke_width=edge)
    image = Image.new("RGB", (int(box[2] - box[0]) + 2, int(box[3] - box[1]) + 2))
    mask = Image.new("L", image.size)
    start = (1 - box[0], 1 - box[1])
    for target, ink, rim in ((mask, 230, 200), (image, colour, SHADE)):
        ImageDraw.Draw(target).multiline_text(
            start, words, ink, face, spacing=spacing, stroke_width=edge, stroke_fill=rim
        )
    return Cel(image, mask)
