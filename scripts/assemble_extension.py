"""Assembles the extension for one registry: `make extension SERVER=… KEY=…`.

It becomes a folder that browsers load, and a zip of it that both stores take. The folder holds
`extension/`, the part of `shared/` that it reads, and server.json: the address of the registry, the
public key that its files must be signed with, and whether a page greets who installs it. The key is
never fetched.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import json
import shutil
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent

PARTS = ("background", "content", "ui", "pages", "icons", "_locales")
FILES = ("checks.js", "messages.js", "sites.js")
SHARED = ("js", "fingerprint/operators.json", "vocabulary/enums.json", "sites.json")

LOOPBACK = ("127.0.0.1", "localhost", "::1")
KEY_BYTES = 32

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that zips can hold."""


class AssembleError(Exception):
    """What was asked for cannot be packed; the message says why."""


def assemble(target: Path, server: str, key: str, *, welcome: bool = False) -> Path:
    """Write the extension into `target`, which it replaces; returns it. Raises AssembleError.

    `welcome`: whether a page greets who installs it; tests and the demo install it anew each time.
    """
    origin = _origin(server)
    _check_key(key)
    if target.exists() and not (target / "manifest.json").exists() and any(target.iterdir()):
        raise AssembleError(f"{target} holds something else: name an empty folder")
    shutil.rmtree(target, ignore_errors=True)
    source = ROOT / "extension"
    for part in PARTS:
        shutil.copytree(source / part, target / part)
    for file in FILES:
        shutil.copy(source / file, target / file)
    for shared in SHARED:
        _copy(ROOT / "shared" / shared, target / "shared" / shared)
    _write(target / "manifest.json", _manifest(source / "manifest.json", origin))
    _write(target / "server.json", {"server": origin, "key": key, "welcome": welcome})
    return target


def pack(folder: Path) -> Path:
    """Zip an assembled extension beside its folder; the same files give the same bytes."""
    version = json.loads((folder / "manifest.json").read_text("utf-8"))["version"]
    packed = folder.with_name(f"reelmark-{version}.zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), EPOCH)
            archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
    return packed


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def _manifest(path: Path, origin: str) -> dict[str, object]:
    """The manifest, with the sites of shared/sites.json and the registry's own pages to look at.

    The port is left out: Firefox never matches a pattern that has one.
    """
    manifest: dict[str, object] = json.loads(path.read_text("utf-8"))
    scripts = manifest["content_scripts"]
    assert isinstance(scripts, list)
    parts = urlsplit(origin)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    rows = json.loads((ROOT / "shared" / "sites.json").read_text("utf-8"))["sites"]
    sites = [f"https://{site}/*" for row in rows for site in row["hosts"]]
    scripts[0]["matches"] = [*sites, f"{parts.scheme}://{host}/*"]
    return manifest


def _origin(server: str) -> str:
    """The server's origin. Hashes must not travel in the clear: http is for this machine only."""
    parts = urlsplit(server)
    local = parts.hostname in LOOPBACK
    if not parts.hostname or parts.scheme not in (("http", "https") if local else ("https",)):
        raise AssembleError(f"SERVER must be an https:// address, not {server}")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise AssembleError(f"SERVER is an address without a path, like https://{parts.hostname}")
    return f"{parts.scheme}://{parts.netloc}"


def _check_key(key: str) -> None:
    try:
        length = len(base64.b64decode(key, validate=True))
    except binascii.Error as error:
        raise AssembleError("KEY must be base64: `reelmark serve` prints it") from error
    if length != KEY_BYTES:
        raise AssembleError(f"KEY holds {length} bytes; an Ed25519 public key has {KEY_BYTES}")


def _write(path: Path, content: dict[str, object]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


def main() -> int:
    """Read the command line; exit code 2 for what cannot be packed."""
    parser = argparse.ArgumentParser(description="Assemble the browser extension.")
    parser.add_argument("--server", required=True, help="address of the registry")
    parser.add_argument("--key", required=True, help="its public key, base64")
    parser.add_argument("--to", type=Path, default=ROOT / "dist" / "extension", metavar="DIR")
    parser.add_argument("--no-welcome", dest="welcome", action="store_false", help="for the demo")
    asked = parser.parse_args()
    try:
        target = assemble(asked.to, asked.server, asked.key, welcome=asked.welcome)
    except AssembleError as error:
        print(f"extension: {error}", file=sys.stderr)
        return 2
    print(f"{target}: load it in chrome://extensions (developer mode, “Load unpacked”)")
    print("    or in Firefox's about:debugging (“Load Temporary Add-on”)")
    print(f"{pack(target)}: for the stores")
    return 0


if __name__ == "__main__":
    sys.exit(main())
