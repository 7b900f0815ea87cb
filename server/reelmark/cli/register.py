"""`reelmark register`: videos become registered episodes."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from reelmark.cli.batch import Batch
from reelmark.cli.texts import DRAMA, NAME
from reelmark.config import read_config
from reelmark.registry.payloads import MAX_EPISODE
from reelmark.registry.registration import check_namesakes, check_title, plan
from reelmark.registry.store import open_registry
from reelmark.registry.vocabulary import AiInvolvement


@click.command()
@click.argument("videos", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--title", type=NAME, required=True, help="Title of the drama.")
@click.option("--drama", type=DRAMA, help="Id of the drama; without one it follows the title.")
@click.option("--edition", type=NAME, default="main", show_default=True, help="Whose edition.")
@click.option(
    "--episode",
    type=click.IntRange(1, MAX_EPISODE),
    default=1,
    show_default=True,
    help="Number of the first video; the others count on from it.",
)
@click.option("--ai", type=click.Choice([*map(str, AiInvolvement)]), help="AI, as declared.")
@click.option("--credential", type=NAME, help="Licence, approval or number, as it is written.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
def command(
    videos: tuple[Path, ...],
    title: str,
    drama: str | None,
    edition: str,
    episode: int,
    ai: str | None,
    credential: str | None,
    as_json: bool,
) -> None:
    """Register VIDEOS as episodes of a drama, in the order given.

    A file that fails keeps its number. The same command again goes on where it stopped.
    """
    if episode + len(videos) - 1 > MAX_EPISODE:
        raise click.UsageError(f"The last episode would be past {MAX_EPISODE}.")
    registry = open_registry(read_config())
    involvement = AiInvolvement(ai) if ai else None
    registration = plan(registry.keys.salt, title, drama, edition, involvement, credential)
    with registry.read() as reader:
        check_title(reader, registration)
        if drama is None:
            check_namesakes(reader, registration)
    batch = Batch(registry, registration, dict(enumerate(videos, episode)), as_json)
    signal.signal(signal.SIGINT, batch.interrupt)
    batch.run()
    if batch.interrupted:
        done = f"{batch.done} of {len(videos)} files are registered"
        print(f"interrupted: {done}; the same command goes on from here", file=sys.stderr)
    sys.exit(1 if batch.failed or batch.interrupted else 0)
