"""`reelmark reports`: corrections that anyone filed, and what becomes of them."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from reelmark.cli.output import print_json
from reelmark.config import read_config
from reelmark.registry.corrections import Correction, State, accept, corrections, reject
from reelmark.registry.payloads import as_json
from reelmark.registry.store import open_registry


@click.group()
def command() -> None:
    """Corrections that were filed through page or API wait here until they are decided."""


@command.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those that were decided.")
@click.option("--json", "json", is_flag=True, help="One JSON object a correction.")
def listed(everything: bool, json: bool) -> None:
    """List the corrections that wait, the first received first."""
    with open_registry(read_config()).read() as reader:
        found = corrections(reader, None if everything else State.WAITING)
    for one in found:
        if json:
            print_json(_as_dict(one))
        else:
            print(_told(one))


@command.command("accept")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
def accepted(ids: tuple[str, ...]) -> None:
    """Turn corrections into signed statements, which show within a minute."""
    with open_registry(read_config()).write() as writer:
        entries = [accept(writer, one, datetime.now(UTC)) for one in ids]
    for one, entry in zip(ids, entries, strict=True):
        print(f"{one}: statement {entry.seq} ({entry.id}) about {entry.work}")


@command.command("reject")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
def rejected(ids: tuple[str, ...]) -> None:
    """Put corrections aside and forget what they say."""
    with open_registry(read_config()).write() as writer:
        for one in ids:
            reject(writer, one, datetime.now(UTC))
    for one in ids:
        print(f"{one}: rejected, its text is deleted")


def _as_dict(one: Correction) -> dict[str, object]:
    return {
        "id": one.id,
        "received": one.received,
        "state": one.state,
        "work": one.work,
        "kind": one.kind,
        "payload": as_json(one.payload) if one.payload else None,
    }


def _told(one: Correction) -> str:
    said = as_json(one.payload) if one.payload else {}
    head = f"{one.id}  {one.received[:16]}  {one.state}  {one.work}  {one.kind}"
    return "\n".join([head, *(f"  {name}: {value}" for name, value in said.items())])
