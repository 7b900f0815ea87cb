"""The demo dramas: what they are called, what they claim, what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reelmark.demo.colours import Colour
from reelmark.demo.figures import Cast, Look

Role = Literal["listed", "declared", "revoked", "unclear", "kept_out"]


@dataclass(frozen=True)
class Drama:
    """A fictional work.

    `ai` is a value of ai_involvement. `role` is its part in the demo: listed in the demo notice,
    only declared, revoked with a demo source, of unknown making, or kept out of the registry.
    `colour` and `column` (pixels from the left) are those of the lettering on its title card.
    """

    key: str
    title_zh: str
    title_en: str
    ai: Literal["generated", "assisted", "none_declared", "unknown"]
    role: Role
    credential: str
    seed: int
    cast: Cast
    colour: Colour
    column: int


DRAMAS = (
    Drama(
        key="fog-harbour",
        title_zh="演示·雾港来信",
        title_en="Demo · Letters from Fog Harbour",
        ai="generated",
        role="listed",
        credential="（演示）网微剧审字（2099）第000号",
        seed=11,
        cast=(
            Look((52, 84, 104), (226, 178, 92), "bob"),
            Look((120, 96, 72), (222, 208, 184)),
        ),
        colour=(255, 221, 160),
        column=400,
    ),
    Drama(
        key="long-street",
        title_zh="演示·长街旧事",
        title_en="Demo · Old Days on Long Street",
        ai="assisted",
        role="declared",
        credential="（演示）网微剧备字（2099）第001号",
        seed=23,
        cast=(
            Look((158, 52, 46), (244, 224, 190), "bun", robe=True),
            Look((66, 92, 84), (214, 188, 130), "long", robe=True),
        ),
        colour=(255, 236, 200),
        column=400,
    ),
    Drama(
        key="harbour-city",
        title_zh="演示·港城夜话",
        title_en="Demo · Night Talk in Harbour City",
        ai="none_declared",
        role="revoked",
        credential="（演示）网微剧审字（2099）第002号",
        seed=37,
        cast=(
            Look((186, 58, 92), (250, 214, 120), "long"),
            Look((36, 44, 82), (120, 200, 214)),
        ),
        colour=(255, 206, 222),
        column=400,
    ),
    Drama(
        key="paper-moon",
        title_zh="演示·纸月亮",
        title_en="Demo · Paper Moon",
        ai="unknown",
        role="unclear",
        credential="（演示）网微剧备字（2099）第003号",
        seed=41,
        cast=(
            Look((232, 180, 84), (96, 60, 110), "bob"),
            Look((92, 74, 138), (244, 226, 180), "bun", robe=True),
        ),
        colour=(255, 244, 206),
        column=80,
    ),
    Drama(
        key="last-train",
        title_zh="演示·末班列车",
        title_en="Demo · The Last Train",
        ai="none_declared",
        role="kept_out",
        credential="（演示）网微剧备字（2099）第004号",
        seed=59,
        cast=(
            Look((146, 62, 54), (236, 226, 210)),
            Look((34, 46, 78), (222, 184, 92), "cap"),
        ),
        colour=(226, 240, 255),
        column=80,
    ),
)
