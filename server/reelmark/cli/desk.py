"""Where videos are registered: the registry here, or a server elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from reelmark.cli.manifest import Item
from reelmark.cli.remote import Server
from reelmark.fingerprint import Track
from reelmark.registry.payloads import ImplicitLabel
from reelmark.registry.registration import (
    Registration,
    check_namesakes,
    check_title,
    plan,
    register_episode,
)
from reelmark.registry.store import Registry


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an episode: the ids of its drama and edition, what is new or amended."""

    drama: str
    edition_id: str
    new: bool
    amended: bool


class Desk(Protocol):
    """Takes one episode after the other."""

    def decoded(self, source: str) -> bytes | None:
        """The track of a file by its SHA-256, if this machine decoded it before."""

    def register(
        self, item: Item, track: Track, source: str, label: ImplicitLabel | None
    ) -> Outcome:
        """Register an episode with the AI label of its file. Raises RegistryError when it is
        refused."""


class LocalDesk:
    """The registry on this machine."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def check(self, items: Iterable[Item]) -> None:
        """Raise RegistryError for a title that cannot be registered, before any work."""
        with self._registry.read() as reader:
            for planned, item in {self._plan(item): item for item in items}.items():
                check_title(reader, planned)
                if item.drama is None:
                    check_namesakes(reader, planned)

    def decoded(self, source: str) -> bytes | None:
        """The track of a file that was decoded here before."""
        with self._registry.read() as reader:
            return reader.decoded(source)

    def register(
        self, item: Item, track: Track, source: str, label: ImplicitLabel | None
    ) -> Outcome:
        """Register an episode in one transaction."""
        planned = self._plan(item)
        with self._registry.write() as writer:
            changed = register_episode(writer, planned, item.episode, track, source, label)
        return Outcome(planned.drama, planned.edition, changed.new, changed.amended)

    def _plan(self, item: Item) -> Registration:
        salt = self._registry.keys.salt
        return plan(salt, item.title, item.drama, item.edition, item.ai, item.credential)


class RemoteDesk:
    """A server elsewhere; tracks are kept here, so that no video is decoded twice."""

    def __init__(self, kept: Registry, server: Server) -> None:
        self._kept = kept
        self._server = server

    def decoded(self, source: str) -> bytes | None:
        """The track of a file that was decoded here before."""
        with self._kept.read() as reader:
            return reader.decoded(source)

    def register(
        self, item: Item, track: Track, source: str, label: ImplicitLabel | None
    ) -> Outcome:
        """Keep the track, then send it. Raises RegistryError, ServerError."""
        data = track.to_bytes()
        with self._kept.write() as writer:
            writer.remember(source, writer.add_track(data))
        said = item.model_dump(mode="json", exclude={"file"}, exclude_none=True)
        if label:
            said["implicit_label"] = label.model_dump(mode="json", exclude_none=True)
        answer = self._server.register(said, data)
        status = answer["status"]
        return Outcome(answer["drama"], answer["edition_id"], status == "new", status == "amended")
