"""`reelmark keys`: the API keys by which organisations write here."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import click

from reelmark.cli.output import print_json
from reelmark.cli.texts import NAME
from reelmark.config import read_config
from reelmark.registry import api_keys
from reelmark.registry.api_keys import Scope
from reelmark.registry.store import Registry, open_registry

ONCE = "shown only now: keep it where only its user reads it"


@click.group()
def command() -> None:
    """API keys. A key is shown once, when it is made; here only its hash is kept."""


@command.command()
@click.argument("organisation")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice([*map(str, Scope)]),
    multiple=True,
    required=True,
    help="What it allows; give it again for more.",
)
@click.option("--label", type=NAME, default="key", show_default=True, help="What it is for.")
@click.option("--days", type=click.IntRange(1, 3660), help="It expires then. [default: never]")
def add(organisation: str, scopes: tuple[str, ...], label: str, days: int | None) -> None:
    """Make a key for ORGANISATION and print it.

    register: its own works. attest: public lists, and revocations with their source. review:
    revoke, resolve, confirm, redact. read: matching and earlier states, counted against the key
    and not against the address.
    """
    registry = _open()
    with registry.write() as writer:
        now = registry.now()
        expires = now + timedelta(days=days) if days else None
        made = api_keys.make(writer.session, organisation, label, map(Scope, scopes), now, expires)
    _show(made)


@command.command("list")
@click.argument("organisation", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a key.")
def list_(organisation: str | None, as_json: bool) -> None:
    """Show the keys there are, without their secrets."""
    with _open().read() as reader:
        found = api_keys.api_keys(reader.session, organisation)
    for key in found:
        if as_json:
            print_json(asdict(key))
            continue
        words = [f"{key.id}  {key.organisation}, {key.label}: {', '.join(key.scopes)}"]
        words += [f"expires {key.expires}"] if key.expires else []
        words += [f"replaced by {key.replaced_by}"] if key.replaced_by else []
        words += [f"revoked {key.revoked}"] if key.revoked else []
        print("; ".join(words))


@command.command()
@click.argument("id")
@click.option(
    "--hours",
    type=click.FloatRange(0, 24 * 90),
    default=24,
    show_default=True,
    help="How long the old key goes on.",
)
def rotate(id: str, hours: float) -> None:
    """Make a new key in place of the key ID, and print it."""
    registry = _open()
    with registry.write() as writer:
        made = api_keys.rotate(writer.session, id, registry.now(), hours)
    _show(made)


@command.command()
@click.argument("id")
def revoke(id: str) -> None:
    """End the key ID at once."""
    registry = _open()
    with registry.write() as writer:
        api_keys.revoke(writer.session, id, registry.now())
    print(f"{id} is revoked")


def _show(made: str) -> None:
    """The key alone on standard output, so that it can be sent into a file."""
    click.echo(made)
    click.echo(ONCE, err=True)


def _open() -> Registry:
    return open_registry(read_config())
