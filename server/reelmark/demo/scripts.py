"""What is shown and said: the shots of every demo episode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reelmark.demo.colours import Palette

PALETTES: Mapping[str, Palette] = {
    name: Palette.of(colours)
    for name, colours in {
        # top of the sky, its foot, distance, foreground, light, accent
        "dusk": "23405a e8a87c 7f8f9c 16242f ffd9a0 c8553d",
        "fog": "8fb0b4 e6e2d0 a9bfbe 2e4a52 fff3d6 b8583f",
        "storm": "16232e 4d6b74 3d5962 0d161d f4d58a a8503a",
        "amber": "3a2a24 a8693c 6e5240 241a18 ffdb9a b5523b",
        "noon": "5f9fb8 f3e3bf b8b594 4a4a38 fff2cf c9452f",
        "lantern": "2b2140 c46a4a 6a4a5a 1d1524 ffd27d d8402f",
        "spring": "a8c8bc f6ead2 b4c2a4 3c4a3a fff6e0 d9667a",
        "neon": "120f2e 7a3a80 3f3a72 0c0a1c 8fe8f0 f0468a",
        "blue": "0e1a36 3f6ea0 34527c 0a1020 ffe2a0 e8744a",
        "violet": "2a1f52 b57ab0 6a5a98 1a1336 ffeab8 e8745a",
        "cream": "6fa9b0 fdf0d4 b4c2a4 453c56 fffbea d8504e",
        "meadow": "5fa8c0 fdf0d4 b4c890 3f6048 fff6d8 e0503e",
        "snow": "9fb4c8 eef2f4 b4c2cf 34465a fffaf0 a8443c",
        "polar": "14243e 6f93b4 57779a 0f1a2c ffe6b4 c0503e",
    }.items()
}


Camera = Literal["in", "out", "left", "right", "up", "down"]


@dataclass(frozen=True)
class Shot:
    """One shot between two cuts: a place of `scenes`, a palette, a camera move, a subtitle."""

    place: str
    colours: str
    camera: Camera
    line: str = ""
    seconds: float = 3.4


def _title(place: str, colours: str, camera: Camera) -> Shot:
    return Shot(place, colours, camera, seconds=2.6)


SCRIPTS: Mapping[tuple[str, int], tuple[Shot, ...]] = {
    ("fog-harbour", 1): (
        _title("harbour", "dusk", "right"),
        Shot("pier", "fog", "down", "那年冬天，雾很晚才散。"),
        Shot("desk", "amber", "in", "第七封信，还是没有署名。", 3.8),
        Shot("close:harbour", "fog", "right", "写信的人，还在雾港吗？"),
        Shot("lighthouse", "storm", "up", "灯亮着，就有人要回来。", 4.0),
        Shot("reply:pier", "dusk", "left", "我只负责点灯，不问归人。"),
    ),
    ("fog-harbour", 2): (
        _title("harbour", "dusk", "right"),
        Shot("room", "storm", "in", "潮声一响，她就醒了。", 3.8),
        Shot("umbrellas", "fog", "up", "集市上没有人认得这笔迹。"),
        Shot("pair:stairs", "dusk", "right", "信上说，在石阶的尽头等。", 3.8),
        Shot("stairs", "fog", "up", "一百零八级，她数过三遍。"),
        Shot("harbour", "storm", "left", "最后一班渡轮，离岸了。", 3.8),
    ),
    ("long-street", 1): (
        _title("courtyard", "noon", "up"),
        Shot("street", "lantern", "in", "长街的灯，一盏一盏亮起来。", 3.8),
        Shot("close:courtyard", "spring", "left", "这铺子，我爷爷也来过。"),
        Shot("shop", "amber", "right", "老规矩，先喝茶，再说事。", 3.8),
        Shot("canal", "spring", "right", "河水记得每一条船的名字。"),
        Shot("pair:street", "lantern", "left", "那今晚，就把旧事说完。", 3.6),
    ),
    ("harbour-city", 1): (
        _title("skyline", "neon", "up"),
        Shot("street", "neon", "up", "凌晨一点，城市刚刚开口说话。"),
        Shot("close:skyline", "blue", "right", "你听见电台里那首歌了吗？"),
        Shot("rooftop", "neon", "down", "天台上，风替我们保密。", 3.8),
        Shot("umbrellas", "neon", "down", "伞底下，谁都可以是陌生人。"),
        Shot("window", "blue", "in", "下一站，我就不回头了。", 3.8),
    ),
    ("paper-moon", 1): (
        _title("moonrise", "violet", "up"),
        Shot("theatre", "violet", "in", "戏还没开场，月亮已经挂好了。", 3.8),
        Shot("pier", "violet", "down", "海面载不动月亮，只载一句话。", 3.8),
        Shot("close:moonrise", "violet", "right", "如果月亮是纸做的呢？"),
        Shot("field", "meadow", "right", "那风，就是它的翅膀。"),
        Shot("reply:theatre", "cream", "left", "别怕，折痕也会发光。"),
    ),
    ("last-train", 1): (
        _title("viaduct", "polar", "left"),
        Shot("platform", "snow", "left", "雪下得急，车来得慢。", 3.8),
        Shot("close:platform", "polar", "left", "这趟车，终点在哪儿？"),
        Shot("window", "snow", "in", "窗外的树，一棵一棵退回昨天。", 3.8),
        Shot("reply:viaduct", "snow", "right", "终点没有名字，只有炉火。"),
        Shot("viaduct", "snow", "up", "汽笛一响，山就醒了。"),
    ),
}
"""By drama and episode. The first shot of each carries the title."""
