"""The server's two secrets on disk: the key that signs and the key that salts."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from reelmark.errors import ConfigError

SIGNING_FILE = "signing.pem"
SALT_FILE = "salt.hex"
SALT_KEY_BYTES = 32


@dataclass(frozen=True)
class Keys:
    """An Ed25519 key to sign statements with; 32 secret bytes that payload salts come from."""

    signing: Ed25519PrivateKey = field(repr=False)
    salt: bytes = field(repr=False)


def load_keys(folder: Path, *, make: bool) -> Keys:
    """Read the keys in `folder`; with `make`, first create those that are missing.

    Several processes may start at once: the first file written is the one all of them use.
    Raises ConfigError when a key is missing or is not one.
    """
    if make:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _create(folder / SIGNING_FILE, _new_signing_key)
            _create(folder / SALT_FILE, _new_salt_key)
        except OSError as error:
            raise ConfigError(f"no keys can be made in {folder} ({error.strerror})") from error
    return Keys(_signing_key(folder / SIGNING_FILE), _salt_key(folder / SALT_FILE))


def _new_signing_key() -> bytes:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _new_salt_key() -> bytes:
    return secrets.token_hex(SALT_KEY_BYTES).encode() + b"\n"


def _create(path: Path, content: Callable[[], bytes]) -> None:
    """Write a key file that appears whole or not at all, and never replaces another."""
    if path.exists():
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _signing_key(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(_read(path), password=None)
    except (ValueError, TypeError) as error:
        raise ConfigError(f"{path} is not a PEM private key: {_RESTORE}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ConfigError(f"{path} is not an Ed25519 key: {_RESTORE}")
    return key


def _salt_key(path: Path) -> bytes:
    try:
        key = bytes.fromhex(_read(path).decode("ascii"))
    except ValueError as error:
        raise ConfigError(f"{path} is not hexadecimal: {_RESTORE}") from error
    if len(key) != SALT_KEY_BYTES:
        raise ConfigError(f"{path} does not hold {SALT_KEY_BYTES} bytes: {_RESTORE}")
    return key


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}): {_RESTORE}") from error


_RESTORE = "restore it from a backup, statements already made depend on it"
