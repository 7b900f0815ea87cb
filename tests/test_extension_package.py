"""What `make extension` writes."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from scripts.assemble_extension import AssembleError, assemble, pack

KEY = "A" * 43 + "="


def test_the_zip_holds_what_the_folder_holds(tmp_path: Path) -> None:
    folder = assemble(tmp_path / "extension", "https://registry.example", KEY)
    packed = pack(folder)
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*.*")}
    assert (
        packed.name == f"reelmark-{json.loads(files['manifest.json'].read_text())['version']}.zip"
    )
    with zipfile.ZipFile(packed) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: file.read_bytes() for name, file in files.items()
        }


def test_the_same_source_gives_the_same_zip(tmp_path: Path) -> None:
    packed = [
        pack(assemble(tmp_path / name / "extension", "https://registry.example", KEY)).read_bytes()
        for name in ("one", "two")
    ]
    assert packed[0] == packed[1]


def test_no_pattern_names_a_port(tmp_path: Path) -> None:
    folder = assemble(tmp_path / "extension", "http://127.0.0.1:8000", KEY)
    (script,) = json.loads((folder / "manifest.json").read_text("utf-8"))["content_scripts"]
    assert script["matches"][-1] == "http://127.0.0.1/*"


@pytest.mark.parametrize("server", ["http://registry.example", "https://registry.example/v1"])
def test_it_packs_no_address_that_is_in_the_clear_or_has_a_path(
    tmp_path: Path, server: str
) -> None:
    with pytest.raises(AssembleError):
        assemble(tmp_path / "extension", server, KEY)
