"""What `make extension` writes."""

from __future__ import annotations

import json
import posixpath
import re
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from scripts.assemble_extension import AssembleError, assemble, pack

KEY = "A" * 43 + "="

MOST_BYTES = 300_000

NAMED = re.compile(r"""["'`]([\w./$-]+\.(?:js|css|json|html|png))["'`]""")
"""Files that a script or a page names, in any way."""

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

REMOTE = re.compile(
    r"""
    (?:\bfrom|\bimport)\s*\(?\s*["'`](?:https?:)?//   # a module from elsewhere
    | <script[^>]+src=["']?(?:https?:)?//
    | \beval\s*\( | \bnew\s+Function\b | \bWebAssembly\b
    | \bset(?:Timeout|Interval)\s*\(\s*["'`]
    """,
    re.VERBOSE,
)


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


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the zip by name."""
    folder = tmp_path_factory.mktemp("packed") / "extension"
    zipped = pack(assemble(folder, "https://registry.example", KEY))
    with zipfile.ZipFile(zipped) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_without_its_icons_the_zip_has_at_most_300_kb(tmp_path: Path) -> None:
    folder = assemble(tmp_path / "extension", "https://registry.example", KEY)
    zipped = pack(folder)
    with zipfile.ZipFile(zipped) as archive:
        icons = sum(f.compress_size for f in archive.infolist() if f.filename.startswith("icons/"))
    size = zipped.stat().st_size - icons
    print(f"{size / 1000:.0f} KB")
    assert size <= MOST_BYTES


def test_every_file_of_the_zip_is_used(packed: dict[str, bytes]) -> None:
    assert set(packed) == used_files(packed)


def test_a_file_that_nothing_names_is_noticed(packed: dict[str, bytes]) -> None:
    more = packed | {"shared/js/left.js": b"", "ui/left.css": b""}
    assert set(more) - used_files(more) == {"shared/js/left.js", "ui/left.css"}


def test_it_holds_no_code_from_elsewhere_and_makes_none_from_text(packed: dict[str, bytes]) -> None:
    assert "content_security_policy" not in json.loads(packed["manifest.json"])
    for name in packed:
        if name.endswith((".js", ".html")):
            assert not REMOTE.search(packed[name].decode()), name


@pytest.mark.parametrize(
    "code",
    [
        'import { a } from "https://example.org/a.js";',
        'await import("https://example.org/a.js")',
        "import(`https://${host}/a.js`)",
        '<script src="//example.org/a.js"></script>',
        'eval("1")',
        'new Function("return 1")',
        'setTimeout("a()", 5)',
        "WebAssembly.compile(bytes)",
    ],
)
def test_such_code_is_noticed(code: str) -> None:
    assert REMOTE.search(code)


def used_files(packed: dict[str, bytes]) -> set[str]:
    """Those that can be reached from the manifest: imported by a script, named by a page, given to
    getURL or packed(), or looked for by the browser."""
    manifest = json.loads(packed["manifest.json"])
    named = {path for path in _strings(manifest) if path in packed}
    named |= {name for name in packed if name.startswith("_locales/")}
    used = {"manifest.json"}
    while named - used:
        name = (named - used).pop()
        used.add(name)
        if name.endswith((".js", ".html")):
            code = COMMENT.sub("", packed[name].decode())  # types are named there
            for told in NAMED.findall(code):
                beside = posixpath.normpath(posixpath.join(posixpath.dirname(name), told))
                # From extension/ imports climb to ../shared, from the package to /shared.
                named |= {path for path in (told, beside.lstrip("./")) if path in packed}
    return used


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def test_pages_can_read_only_what_runs_in_them(packed: dict[str, bytes]) -> None:
    (readable,) = json.loads(packed["manifest.json"])["web_accessible_resources"]
    open_to_pages = {
        name
        for name in packed
        if any(fnmatchcase(name, pattern) for pattern in readable["resources"])
    }
    entry = packed["content/main.js"].decode()
    (start,) = (path for path in NAMED.findall(entry))
    needed = used_files({**packed, "manifest.json": json.dumps(start).encode()})
    locales = {name for name in needed if name.startswith("_locales/")}
    assert open_to_pages == (needed - locales - {"manifest.json"}) | {"content/main.js"}
