"""`reelmark orgs`: who may write here, and who of them was verified."""

from __future__ import annotations

import base64
import binascii
from datetime import date

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from reelmark.cli.output import print_json
from reelmark.cli.texts import DRAMA, NAME
from reelmark.config import read_config
from reelmark.registry import organisations
from reelmark.registry.organisations import OrganisationKind
from reelmark.registry.store import Registry, open_registry


@click.group()
def command() -> None:
    """Organisations: platforms, producers, importers of public lists, reviewers."""


def _read_public_key(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> bytes | None:
    if value is None:
        return None
    try:
        raw = base64.b64decode(value, validate=True)
        return Ed25519PublicKey.from_public_bytes(raw).public_bytes_raw()
    except (binascii.Error, ValueError) as error:
        raise click.BadParameter("a public key is 44 characters of base64") from error


@command.command()
@click.argument("id", type=DRAMA)
@click.option("--name", type=NAME, required=True, help="As people know it.")
@click.option("--kind", type=click.Choice([*map(str, OrganisationKind)]), required=True)
@click.option(
    "--public-key",
    metavar="KEY",
    callback=_read_public_key,
    help="Its own Ed25519 key, in base64: it then signs each of its statements.",
)
def add(id: str, name: str, kind: str, public_key: bytes | None) -> None:
    """Add the organisation ID, unverified: what it registers is shown, but never sets the mark."""
    registry = _open()
    with registry.write() as writer:
        session = writer.session
        organisations.add(session, id, name, OrganisationKind(kind), registry.now(), public_key)
    print(f"{id} is added, unverified: `reelmark orgs verify {id} --how …` once you know who it is")


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an organisation.")
def list_(as_json: bool) -> None:
    """Show all organisations."""
    with _open().read() as reader:
        found = organisations.organisations(reader.session)
    for one in found:
        how = f"verified {one.verified_on}: {one.verified_how}" if one.verified else "unverified"
        if as_json:
            print_json(one.as_json())
        else:
            print(f"{one.id}  {one.name}, {one.kind}, {how}")


@command.command()
@click.argument("id")
@click.option("--how", type=NAME, required=True, help="How you checked who it is.")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the check. [default: today]"
)
def verify(id: str, how: str, on: date | None) -> None:
    """Note that you checked who ID is: from now on what it registers sets the mark."""
    registry = _open()
    with registry.write() as writer:
        day = date(on.year, on.month, on.day) if on else registry.now().date()
        organisations.verify(writer.session, id, day, how, registry.now())
    print(f"{id} is verified: {how}, {day}")


@command.command()
@click.argument("id")
def unverify(id: str) -> None:
    """Take that back: what ID registered stays, but no longer sets the mark."""
    registry = _open()
    with registry.write() as writer:
        organisations.unverify(writer.session, id, registry.now())
    print(f"{id} is unverified")


def _open() -> Registry:
    return open_registry(read_config())
