"""`reelmark verify`: whether a registry, a copy of it or one proof is what was once signed."""

from __future__ import annotations

from pathlib import Path

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from reelmark.cli.output import file_name
from reelmark.cli.progress import bar
from reelmark.config import Config, read_config
from reelmark.db import Database
from reelmark.errors import ReelmarkError
from reelmark.ledger import checkpoint, proof
from reelmark.ledger.checkpoint import Checkpoint
from reelmark.ledger.keys import load_keys
from reelmark.ledger.log import subtree
from reelmark.ledger.proof import Proof
from reelmark.ledger.tree import LogError, Subtree
from reelmark.publishing.checking import check_folder
from reelmark.publishing.envelope import public_key
from reelmark.registry.backup import open_backup
from reelmark.registry.checking import check


class VerifyError(ReelmarkError):
    """There is nothing here that could be checked."""


def read_key(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> Ed25519PublicKey | None:
    """A public key as `reelmark serve` and `reelmark publish` print it."""
    try:
        return public_key(value) if value is not None else None
    except ValueError as error:
        raise click.BadParameter("a public key is 44 characters of base64") from error


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--checkpoint",
    "signed",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A checkpoint kept from before: the log must contain it.",
)
@click.option(
    "--key", metavar="KEY", callback=read_key, help="The server's public key. [default: one's own]"
)
def command(path: Path | None, signed: Path | None, key: Ed25519PublicKey | None) -> None:
    """Check every statement, leaf and track, and name the first that is wrong.

    PATH is a backup, a folder made by `reelmark publish`, or a proof file of one statement;
    without it the registry itself is checked. Exit code 0: all is in order; 1: something is wrong.
    """
    config = read_config()
    known = _checkpoint(signed, key or _own_key(config)) if signed else None
    if path is None:
        _verify_database(Database(config.database), str(config.database), known)
    elif path.is_dir():
        _verify_folder(path, key or _own_key(config), known)
    elif path.read_bytes()[: len(proof.FIRST_LINE)] == proof.FIRST_LINE.encode():
        _verify_proof(path, key or _own_key(config), known)
    else:
        with open_backup(path) as copy:
            _verify_database(copy, file_name(path), known)


def _verify_database(database: Database, name: str, known: Checkpoint | None) -> None:
    with database.read() as session:
        with bar() as progress:
            found = check(session, progress)
        _compare(known, found.size, subtree(session))
    print(
        f"{name}: {found.size} statements verified, of {found.removed} the payload was removed; "
        f"{found.tracks} tracks verified\nroot: {found.root.hex()}"
    )


def _verify_folder(folder: Path, key: Ed25519PublicKey, known: Checkpoint | None) -> None:
    with bar() as progress:
        found = check_folder(folder, key, progress)
    _compare(known, found.signed.size, found.log)
    foreign = f", {found.foreign} of them signed by keys not known here" if found.foreign else ""
    print(
        f"{file_name(folder)}: log of {found.signed.size} statements verified{foreign}; "
        f"bundle verified\nroot: {found.signed.root.hex()}"
    )


def _verify_proof(path: Path, key: Ed25519PublicKey, known: Checkpoint | None) -> None:
    found = proof.read(path.read_bytes())
    signed = proof.check(found, key)
    if known and known.size != signed.size:
        raise LogError(
            f"the proof leads to a log of {signed.size} statements, the checkpoint is of "
            f"{known.size}: ask for the proof with ?size={known.size}"
        )
    if known and known.root != signed.root:
        raise LogError("the proof does not lead to the root of the checkpoint")
    print("\n".join(_told(found, signed)))


def _told(found: Proof, signed: Checkpoint) -> list[str]:
    said = found.statement
    payload = said.payload.decode() if said.payload is not None else "not in the proof"
    return [
        f"statement {said.id} is verified: leaf {found.index} of {signed.size} in {signed.origin}",
        f"{said.kind} of {said.work} by {said.actor}, {said.time}, signed with key {said.key_id}",
        f"payload: {payload}",
    ]


def _compare(known: Checkpoint | None, size: int, log: Subtree) -> None:
    """A log contains every checkpoint of its past."""
    if known is None:
        return
    if known.size > size:
        raise LogError(f"the checkpoint is of {known.size} statements, here are only {size}")
    if log(0, known.size) != known.root:
        raise LogError(f"the first {known.size} statements are not those of the checkpoint")


def _checkpoint(path: Path, key: Ed25519PublicKey) -> Checkpoint:
    return checkpoint.read(path.read_bytes(), key)


def _own_key(config: Config) -> Ed25519PublicKey:
    if not config.keys.is_dir():
        raise VerifyError(f"there is no key in {config.keys}: add --key and the server's key")
    return load_keys(config.keys, make=False).signing.public_key()
