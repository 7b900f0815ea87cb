"""Writes the signed files into a folder that any web server can serve."""

from __future__ import annotations

import json
import os
import re
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from reelmark.errors import ReelmarkError
from reelmark.ledger.statement import key_id
from reelmark.publishing.current import Publication
from reelmark.publishing.envelope import Envelope
from reelmark.publishing.manifest import Manifest

FOLDER = Path("v1/bundle")
"""Below the published folder, so that its addresses are those of `reelmark serve`."""


class PublishError(ReelmarkError):
    """A folder cannot be published to."""


@dataclass(frozen=True)
class Written:
    """What was published: the folder and the manifest in it."""

    folder: Path
    manifest: Manifest


def write(publication: Publication, folder: Path) -> Written:
    """Write the files, the manifest last: whoever reads meanwhile finds what it names.

    The bundle of the manifest before stays for those who just read that one; older ones go.
    Raises PublishError when the folder holds another registry's files or newer ones.
    """
    target = folder / FOLDER
    before = _held(target, publication)
    bundle = publication.described.bundle
    try:
        target.mkdir(parents=True, exist_ok=True)
        replace_file(target / f"{bundle.sha256}.bin", publication.bundle.data)
        replace_file(target / "recent.json", publication.recent)
        replace_file(target / "manifest.json", publication.manifest)
        _clear(target, {bundle.sha256, before.bundle.sha256 if before else bundle.sha256})
    except OSError as error:
        raise PublishError(f"{target} cannot be written ({error.strerror})") from error
    return Written(target, publication.described)


def _held(target: Path, publication: Publication) -> Manifest | None:
    """The manifest that will be replaced, if there is one."""
    path = target / "manifest.json"
    if not path.exists():
        return None
    try:
        envelope = Envelope.model_validate_json(path.read_bytes())
        held = Manifest.model_validate(json.loads(b64decode(envelope.payload)))
    except (OSError, ValidationError, ValueError) as error:
        raise PublishError(f"{path} is no manifest: publish to another folder") from error
    if envelope.key != key_id(publication.key.public_key()):
        raise PublishError(f"{target} was published by another registry: use another folder")
    if held.generation > publication.snapshot.generation:
        raise PublishError(
            f"{target} holds generation {held.generation}, this registry has only "
            f"{publication.snapshot.generation}: clients would refuse it"
        )
    return held


def replace_file(path: Path, data: bytes) -> None:
    """Write a file that appears whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _clear(target: Path, kept: set[str]) -> None:
    for path in target.glob("*.bin"):
        if re.fullmatch("[0-9a-f]{64}", path.stem) and path.stem not in kept:
            path.unlink()
