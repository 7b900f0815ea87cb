"""`reelmark show`: what is registered, and who said so."""

from __future__ import annotations

import click
from rich.console import Console

from reelmark.cli.output import print_json
from reelmark.cli.sheet import overview, sheet
from reelmark.config import read_config
from reelmark.errors import RegistryError
from reelmark.publishing.record import observed
from reelmark.registry.payloads import as_json
from reelmark.registry.record import EditionRecord, Record, labelled, read_record
from reelmark.registry.store import open_registry


@click.command()
@click.argument("drama", required=False)
@click.option("--json", "json", is_flag=True, help="One JSON object a drama.")
def command(drama: str | None, json: bool) -> None:
    """List all dramas, or show DRAMA with its editions, episodes and statements."""
    with open_registry(read_config()).read() as reader:
        chosen = reader.dramas() if drama is None else [reader.drama(drama)]
        records = [read_record(reader, found) for found in chosen if found]
    if drama is not None and not records:
        raise RegistryError(f"no drama {drama} is registered: `reelmark show` lists all")
    if json:
        for record in records:
            print_json(as_dict(record))
    else:
        Console().print(overview(records) if drama is None else sheet(records[0]))


def as_dict(record: Record) -> dict[str, object]:
    """A record in JSON values (docs/formats.md)."""
    drama, history = record.drama, record.history
    return {
        "drama": drama.id,
        "title": drama.title,
        "status": record.standing.status,
        "registrant": drama.actor,
        "ai": {
            "involvement": drama.ai_involvement,
            "scope": drama.ai_scope,
            "tools": drama.ai_tools,
            "since": history.at(drama.seq).time,
            "observed": [one.model_dump(mode="json") for one in observed(labelled(record))],
        },
        "editions": [_edition(edition) for edition in record.editions],
        "statements": [
            {
                "seq": entry.seq,
                "id": entry.id,
                "time": entry.time,
                "actor": entry.actor,
                "api_key": entry.api_key,
                "kind": entry.kind,
                "status": history.of_statement(entry),
                "payload": as_json(entry.payload) if entry.payload else None,
            }
            for entry in history.entries
        ],
    }


def _edition(record: EditionRecord) -> dict[str, object]:
    edition, approval, number = record.edition, record.approval, record.approval.number
    return {
        "edition": edition.name,
        "edition_id": edition.id,
        "status": record.standing.status,
        "credential": edition.credential,
        "approval": {
            "state": approval.state,
            "verification": approval.verification,
            "kind": number.kind if number else None,
            "statement": approval.because.id if approval.because else None,
            "since": approval.because.time if approval.because else None,
        },
        "episodes": [
            {
                "episode": episode.number,
                "status": standing.status,
                "hashes": episode.frames,
                "seconds": episode.duration_ms / 1000,
                "track": episode.track,
            }
            for episode, standing in record.episodes
        ],
    }
