"""What uploaders do to clips, one edit a row.

`filters` is an FFmpeg filter graph from [clip] to the copy; its further inputs are the pictures of
art.py, by name. In braces: w and h, the clip's size; W and H, that size turned on its side; fps,
its frame rate; half, half its length in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Class = Literal["mild", "alone", "combination", "hard", "extra"]

TARGETS: dict[str, float | None] = {
    "mild": 0.99,
    "alone": 0.95,
    "combination": 0.90,
    "hard": 0.80,
    "extra": None,
}
"""Recall asked for, by Class of edit."""

Codec = Literal["h264", "vp9", "av1"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit. `cut` is what it takes off left, top, right, bottom: shares of the original.

    `final` edits are held back for the final figure. `pieces` gives the works the copy is stitched
    of, in equal parts: 0 is the clip's own, each from another place. `side` is the short side in
    pixels, at most; `crf` the codec's quality.
    """

    name: str
    kind: Class
    filters: str = "null"
    cut: tuple[float, float, float, float] = (0, 0, 0, 0)
    mirrored: bool = False
    speed: float = 1
    fps: int | None = None
    pieces: tuple[int, ...] = (0,)
    length_s: float = 6
    side: int = 360
    codec: Codec = "h264"
    crf: int = 30
    final: bool = False


def _row(kind: Class, name: str, filters: str = "null", **more: object) -> Edit:
    return Edit(kind=kind, name=name, filters=filters, **more)  # type: ignore[arg-type]  # data


def _crop(kind: Class, name: str, left: float, top: float, right: float, bottom: float) -> Edit:
    window = f"crop=iw*{1 - left - right:.2f}:ih*{1 - top - bottom:.2f}:iw*{left}:ih*{top}"
    return _row(kind, name, window, cut=(left, top, right, bottom))


def _speed(kind: Class, speed: float) -> Edit:
    return _row(kind, f"speed {speed}", f"setpts=PTS/{speed},fps={{fps}}", speed=speed)


_FRONT = "scale={W}:{H}:force_original_aspect_ratio=decrease:force_divisible_by=2"
_TURNED = f"{_FRONT},pad={{W}}:{{H}}:-1:-1"
_FIT = "scale={w}:{h}:force_original_aspect_ratio=decrease:force_divisible_by=2"
_COVER = "scale={W}:{H}:force_original_aspect_ratio=increase,crop={W}:{H}"
_BLURRED = f"split[a][b];[a]{_COVER},gblur=20[back];[b]{_FRONT}[front];"
_TWICE = (  # the clip, and itself half its length off
    "split=3[now][a][b];[a]trim=start={half},setpts=PTS-STARTPTS[second];"
    "[b]trim=end={half}[first];[second][first]concat[later];"
)
_MOVING = f"{_TWICE}[later]{_COVER},gblur=2[back];[now]{_FRONT}[front];"
_MIDDLE = "[back][front]overlay=(W-w)/2:(H-h)/2"


_SMALL = "scale={w}*0.01*%d:{h}*0.01*%d"


def _before(share: int, back: str) -> str:
    """The clip at a percentage of its size, before itself at another time, altered."""
    return f"{_TWICE}[later]{back}[back];[now]{_SMALL % (share, share)}[front];{_MIDDLE}"


def _framed(share: int) -> str:
    return f"{_SMALL % (share, share)},pad={{w}}:{{h}}:-1:-1[c];[c][frame{share}]overlay"


EDITS: tuple[Edit, ...] = (
    _row("mild", "360p H.264 crf 30"),
    _row("mild", "360p H.264 crf 40", crf=40),
    _row("mild", "240p H.264 crf 40", side=240, crf=40),
    _row("mild", "VP9 low bitrate", codec="vp9", crf=56),
    _row("mild", "AV1 low bitrate", codec="av1", crf=58),
    _row("mild", "brighter", "lutyuv=y=clip(val+30\\,16\\,235)"),
    _row("mild", "darker", "lutyuv=y=clip(val-30\\,16\\,235)"),
    _row("mild", "more contrast", "lutyuv=y=clip((val-128)*1.4+128\\,16\\,235)"),
    _row("mild", "less contrast", "lutyuv=y=(val-128)*0.6+128"),
    _row("mild", "saturation 1.8", "hue=s=1.8"),
    _row("mild", "gamma 0.7", "lutyuv=y=gammaval(0.7)"),
    _row("mild", "gamma 1.5", "lutyuv=y=gammaval(1.5)"),
    _row("mild", "grey", "hue=s=0"),
    _row("mild", "vintage colours", "curves=preset=vintage"),
    _row("mild", "hue +60°", "hue=h=60"),
    _row("mild", "warmer", "colortemperature=temperature=4000", final=True),
    _crop("mild", "crop 3 % all round", 0.03, 0.03, 0.03, 0.03),
    _crop("mild", "crop 6 % all round", 0.06, 0.06, 0.06, 0.06),
    _crop("mild", "crop 3 % left", 0.03, 0, 0, 0),
    _crop("mild", "crop 6 % bottom", 0, 0, 0, 0.06),
    _row("mild", "corner logo", "[clip][logo]overlay=W-w-W*0.03:H*0.04"),
    _crop("alone", "crop 10 % all round", 0.10, 0.10, 0.10, 0.10),
    _crop("alone", "crop 15 % all round", 0.15, 0.15, 0.15, 0.15),
    _crop("alone", "crop 10 % left", 0.10, 0, 0, 0),
    _crop("alone", "crop 15 % top", 0, 0.15, 0, 0),
    _crop("alone", "crop 15 % right and bottom", 0, 0, 0.15, 0.15),
    _row("alone", "letterbox black", "pad=iw:ih*1.4:0:-1"),
    _row("alone", "letterbox red", "pad=iw:ih*1.3:0:-1:0x8b1a1a"),
    _row("alone", "pillarbox black", "pad=iw*1.5:ih:-1:0"),
    _row("alone", "pillarbox blue", "pad=iw*1.3:ih:-1:0:0x204080"),
    _row("alone", "turned, black bars", _TURNED),
    _row("alone", "turned and back", f"{_TURNED},{_FIT},pad={{w}}:{{h}}:-1:-1"),
    _row("alone", "turned by squeezing", "scale={W}:{H}"),
    _row("alone", "subtitle line", "[clip][subtitle]overlay=(W-w)/2:H*0.84"),
    _row("alone", "banner 12 % top", "[clip][banner12]overlay=0:0"),
    _row("alone", "banner 12 % bottom", "[clip][banner12]overlay=0:H-h"),
    _row("alone", "banner 20 % top", "[clip][banner20]overlay=0:0"),
    _row("alone", "banner 20 % bottom", "[clip][banner20]overlay=0:H-h"),
    _row("alone", "mirror", "hflip", mirrored=True),
    _row("alone", "rotate 1°", "rotate=PI/180"),
    _row("alone", "rotate 2°", "rotate=2*PI/180"),
    _speed("alone", 0.8),
    _speed("alone", 0.9),
    _speed("alone", 1.1),
    _speed("alone", 1.25),
    _row("alone", "15 fps", "fps=15", fps=15),
    _row("alone", "24 fps", "fps=24", fps=24),
    _row("alone", "60 fps", "fps=60", fps=60),
    _row("alone", "blur", "gblur=2.5"),
    _row("alone", "sharpen", "unsharp=5:5:2"),
    _row("alone", "vignette", "vignette=PI/4.5"),
    _row("alone", "thin border", "drawbox=c=white:t=ih/50"),
    _row("alone", "3 s", length_s=3),
    _row("alone", "10 s", length_s=10),
    _row("alone", "two places", pieces=(0, 0)),
    _row("alone", "two works", pieces=(0, 1)),
    _row("alone", "three pieces, 9 s", pieces=(0, 1, 0), length_s=9),
    _row("alone", "three works, 9 s", pieces=(0, 1, 2), length_s=9, final=True),
    _row("hard", "turned, blurred behind", f"{_BLURRED}{_MIDDLE}"),
    _row("hard", "turned, moving behind", f"{_MOVING}{_MIDDLE}"),
    _row("hard", "sticker in the middle", "[clip][sticker]overlay=(W-w)/2:(H-h)/2"),
    _row("hard", "picture 80 %, blurred", _before(80, "gblur=20")),
    _row("hard", "picture 70 %, drawn frame", _framed(70)),
    _row("hard", "picture 60 %, drawn frame", _framed(60)),
    _row("hard", "picture 60 %, moving", _before(60, "null"), final=True),
    _row(
        "combination",
        "crop, logo, crf 40",
        "crop=iw*0.9:ih*0.92:iw*0.06:ih*0.03[c];[c][logo]overlay=W-w:0",
        cut=(0.06, 0.03, 0.04, 0.05),
        crf=40,
    ),
    _row(
        "combination",
        "mirror, crop, brighter",
        "hflip,crop=iw*0.88:ih*0.88,lutyuv=y=clip(val+20\\,16\\,235)",
        cut=(0.06, 0.06, 0.06, 0.06),
        mirrored=True,
    ),
    _row(
        "combination",
        "speed 1.1, subtitle, 240p",
        "setpts=PTS/1.1,fps={fps}[c];[c][subtitle]overlay=(W-w)/2:H*0.84",
        speed=1.1,
        side=240,
        crf=36,
    ),
    _row(
        "combination",
        "bars, logo, contrast, 3 s",
        "lutyuv=y=clip((val-128)*1.3+128\\,16\\,235),pad=iw:ih*1.3:0:-1[c];[c][logo]overlay=0:0",
        length_s=3,
    ),
    _row(
        "combination",
        "mirror, rotate 1°, banner 12 %",
        "hflip,rotate=PI/180[c];[c][banner12]overlay=0:H-h",
        mirrored=True,
    ),
    _row(
        "combination",
        "two works, crop 6 %, crf 40",
        "crop=iw*0.88:ih*0.88",
        cut=(0.06, 0.06, 0.06, 0.06),
        pieces=(0, 1),
        length_s=8,
        crf=40,
    ),
    _row(
        "combination",
        "mirror, speed 0.9, crop, logo",
        "hflip,setpts=PTS/0.9,fps={fps},crop=iw*0.9:ih[c];[c][logo]overlay=0:0",
        cut=(0.05, 0, 0.05, 0),
        mirrored=True,
        speed=0.9,
        final=True,
    ),
    _row(
        "combination",
        "turned, subtitle, vignette, VP9",
        f"vignette,{_TURNED}[c];[c][subtitle]overlay=(W-w)/2:H*0.84",
        codec="vp9",
        crf=50,
        final=True,
    ),
    _row("combination", "grey, vignette, 15 fps", "hue=s=0,vignette,fps=15", fps=15, crf=36),
    _row("extra", "three over each other", "split=3[a][b][c];[a][b][c]vstack=3"),
    _row("extra", "noise", "noise=alls=20:allf=t"),
    _row("extra", "beauty filter", "bilateral=sigmaS=6:sigmaR=0.12"),
    _row("extra", "scan lines", "drawgrid=w=4*iw:h=5:c=black@0.4", final=True),
    _row("extra", "white margin", "pad=iw*1.16:ih*1.16:-1:-1:white"),
    _row("extra", "rounded corners", "[clip][corners]overlay"),
    _row("extra", "danmaku", "[clip][danmaku]overlay=W-t*W/5:0"),
    _row("extra", "split screen", "[clip]crop=iw*0.7[c];[c][person]hstack", final=True),
    _row("extra", "reversed", "reverse", speed=-1),
    _row(
        "extra",
        "slow zoom",
        "zoompan=z=1+0.2*on/({fps}*6):d=1:x=iw/2-iw/zoom/2:y=ih/2-ih/zoom/2:s={w}x{h}:fps={fps}",
    ),
    _row("extra", "jitter", "crop=iw*0.94:ih*0.94:iw*(0.03+0.03*sin(n)):ih*(0.03+0.03*cos(n*1.7))"),
    _row("extra", "frames blended", "tmix=frames=4", final=True),
    _row("extra", "tilted", "v360=flat:flat:pitch=4:id_fov=60:d_fov=54:w={w}:h={h}"),
    _row("extra", "turned, cut to fill", _COVER),
    _row("extra", "rotate 4°, zoomed", "rotate=4*PI/180,crop=iw*0.86:ih*0.86", final=True),
    _row("extra", "crop 20 % left and right", "crop=iw*0.6", cut=(0.2, 0, 0.2, 0), final=True),
    _row("extra", "pixelated", "scale=iw/6:-2,scale={w}:{h}:flags=neighbor", final=True),
)
