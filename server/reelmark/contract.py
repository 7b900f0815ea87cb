"""Reads the contract files that server and extension share."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def shared_folder() -> Path:
    """The contract folder: inside an installed package, or at the top of a checkout."""
    package = Path(__file__).parent
    installed = package / "shared"
    return installed if installed.is_dir() else package.parents[1] / "shared"


@cache
def read_json(name: str) -> Any:
    """A JSON contract file by its path below `shared/`, parsed. Callers must not change it."""
    return json.loads((shared_folder() / name).read_text(encoding="utf-8"))
