from __future__ import annotations

import stat
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from reelmark.errors import ConfigError
from reelmark.ledger.keys import SALT_FILE, SIGNING_FILE, load_keys
from reelmark.ledger.statement import key_id


def made_in(folder: Path) -> tuple[str, bytes]:
    keys = load_keys(folder, make=True)
    return key_id(keys.signing.public_key()), keys.salt


def test_it_makes_keys_once_that_only_their_owner_can_read(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "keys"
    first = made_in(folder)
    assert made_in(folder) == first
    assert {path.name for path in folder.iterdir()} == {SIGNING_FILE, SALT_FILE}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_it_gives_processes_that_start_together_the_same_keys(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        made = list(pool.map(made_in, [tmp_path] * 16))
    assert len(set(made)) == 1
    assert len(list(tmp_path.iterdir())) == 2


def test_it_makes_nothing_unless_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"signing\.pem cannot be read .*restore"):
        load_keys(tmp_path, make=False)
    assert not list(tmp_path.iterdir())


def test_it_says_where_no_keys_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "keys").touch()
    with pytest.raises(ConfigError, match=r"no keys can be made in .*keys"):
        load_keys(tmp_path / "keys", make=True)


@pytest.mark.parametrize("content", [b"", b"not a key", b"\xff"])
@pytest.mark.parametrize("name", [SIGNING_FILE, SALT_FILE])
def test_it_names_the_file_that_is_no_key(tmp_path: Path, name: str, content: bytes) -> None:
    made_in(tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ConfigError, match=name):
        load_keys(tmp_path, make=True)


def test_it_refuses_a_key_of_another_algorithm(tmp_path: Path) -> None:
    made_in(tmp_path)
    other = generate_private_key(65537, 2048).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    (tmp_path / SIGNING_FILE).write_bytes(other)
    with pytest.raises(ConfigError, match="Ed25519"):
        load_keys(tmp_path, make=False)


def test_it_never_shows_a_secret_in_its_text(tmp_path: Path) -> None:
    keys = load_keys(tmp_path, make=True)
    assert repr(keys) == "Keys()"
