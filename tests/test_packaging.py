"""The wheel: what `pip install reelmark` brings to a machine without a checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel puts into site-packages."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", *build, str(CHECKOUT)], check=True)
    (wheel,) = folder.glob("reelmark-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def files_below(folder: Path) -> set[Path]:
    return {
        file.relative_to(folder)
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def test_it_holds_the_package_and_nothing_beside_it(installed: Path) -> None:
    package = files_below(installed / "reelmark")
    assert {file for file in package if file.parts[0] != "shared"} == files_below(
        CHECKOUT / "server" / "reelmark"
    )
    assert {entry.name.partition("-")[0] for entry in installed.iterdir()} == {"reelmark"}


def test_it_holds_the_contract_but_not_its_test_vectors(installed: Path) -> None:
    contract = files_below(CHECKOUT / "shared")
    assert files_below(installed / "reelmark" / "shared") == {
        file for file in contract if file.parts[0] != "vectors"
    }


def test_its_code_reads_the_contract_it_carries(installed: Path) -> None:
    code = "from reelmark.contract import shared_folder; print(shared_folder())"
    answer = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(answer.stdout.strip()) == installed / "reelmark" / "shared"


def test_it_declares_the_command(installed: Path) -> None:
    (entry_points,) = installed.glob("*.dist-info/entry_points.txt")
    assert "reelmark = reelmark.cli:main" in entry_points.read_text(encoding="utf-8")
