"""`reelmark register`: videos become registered episodes."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from reelmark.cli.batch import Batch
from reelmark.cli.desk import Desk, LocalDesk, RemoteDesk
from reelmark.cli.manifest import Item, read_manifest
from reelmark.cli.remote import Server, read_key
from reelmark.cli.texts import DRAMA, NAME
from reelmark.config import read_config
from reelmark.registry.payloads import MAX_EPISODE
from reelmark.registry.store import open_registry
from reelmark.registry.vocabulary import AiInvolvement

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("videos", nargs=-1, type=click.Path(path_type=Path))
@click.option("--title", type=NAME, help="Title of the drama.")
@click.option("--drama", type=DRAMA, help="Id of the drama; without one it follows the title.")
@click.option("--edition", type=NAME, help="Whose edition. [default: main]")
@click.option(
    "--episode",
    type=click.IntRange(1, MAX_EPISODE),
    help="Number of the first video; the others count on from it. [default: 1]",
)
@click.option("--ai", type=click.Choice([*map(str, AiInvolvement)]), help="AI, as declared.")
@click.option("--credential", type=NAME, help="Licence, approval or number, as it is written.")
@click.option(
    "--manifest",
    type=FILE,
    help="CSV in place of all these: file, title, episode; edition, ai, credential, drama.",
)
@click.option("--server", metavar="URL", help="Register there. [default: on this machine]")
@click.option("--key-file", type=FILE, help="The API key for it. [default: REELMARK_KEY]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
def command(
    videos: tuple[Path, ...],
    manifest: Path | None,
    server: str | None,
    key_file: Path | None,
    as_json: bool,
    **said: str | int | None,
) -> None:
    """Register VIDEOS as episodes of a drama, in the order given, or those of a manifest.

    Videos are fingerprinted here; a server gets the hashes. A file that fails keeps its number.
    The same command again goes on where it stopped.
    """
    given = {name: value for name, value in said.items() if value is not None}
    if manifest:
        if videos or given:
            raise click.UsageError("A manifest says all of it: give no videos and words beside it.")
        items = read_manifest(manifest)
    else:
        items = _items(videos, given)
    batch = Batch(_desk(items, server, key_file), items, as_json)
    signal.signal(signal.SIGINT, batch.interrupt)
    batch.run()
    if batch.interrupted:
        done = f"{batch.done} of {len(items)} files are registered"
        print(f"interrupted: {done}; the same command goes on from here", file=sys.stderr)
    sys.exit(1 if batch.failed or batch.interrupted else 0)


def _items(videos: tuple[Path, ...], given: dict[str, str | int]) -> list[Item]:
    """What the options say of each video."""
    if not videos or "title" not in given:
        raise click.UsageError("Give VIDEOS and --title, or --manifest.")
    first = int(given.pop("episode", 1))
    if first + len(videos) - 1 > MAX_EPISODE:
        raise click.UsageError(f"The last episode would be past {MAX_EPISODE}.")
    return [
        Item.model_validate({"file": video, "episode": number} | given)
        for number, video in enumerate(videos, first)
    ]


def _desk(items: list[Item], server: str | None, key_file: Path | None) -> Desk:
    config = read_config()
    if server:
        return RemoteDesk(open_registry(config), Server(server, read_key(key_file, config.key)))
    if key_file:
        raise click.UsageError("A key is for a server: add --server.")
    desk = LocalDesk(open_registry(config))
    desk.check(items)
    return desk
