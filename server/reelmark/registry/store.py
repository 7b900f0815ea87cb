"""The registry on disk: opened, and written one transaction at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from functools import cached_property

from sqlalchemy import bindparam, event
from sqlmodel import Session, col, insert, select, update

from reelmark.config import Config
from reelmark.db import Database
from reelmark.errors import ConfigError
from reelmark.ledger.keys import Keys, load_keys
from reelmark.ledger.statement import Kind, Statement, build, key_id
from reelmark.ledger.store import ServerKey, StatementRow, append
from reelmark.registry.clock import Clock, now
from reelmark.registry.entries import Entry, read_entry
from reelmark.registry.payloads import Payload, as_json
from reelmark.registry.reading import FINGERPRINT, Reader
from reelmark.registry.tables import DramaRow, EditionRow, EpisodeRow, SourceFileRow, TrackRow
from reelmark.registry.views import Drama, Edition, Episode, apply

LOCAL_OPERATOR = "local-operator"
"""Who speaks through the command line of this server."""


# Built once, and without the ORM's unit of work, which would cost ten times as much.
_TRACK = select(TrackRow.sha256).where(TrackRow.sha256 == bindparam("sha256"))
_ADD_TRACK = insert(TrackRow)
_ADD_EPISODE = insert(EpisodeRow)


class Writer(Reader):
    """The one writing transaction of the moment."""

    def __init__(self, session: Session, keys: Callable[[], Keys], clock: Clock) -> None:
        """Write through `session`; what is said is signed with `keys` at the time of `clock`."""
        super().__init__(session, clock)
        self._keys = keys
        # Of a drama with many episodes drama and edition are read once, not six times for each.
        self._dramas: dict[str, Drama] = {}
        self._editions: dict[str, Edition] = {}
        event.listen(session, "after_soft_rollback", lambda *_: self.forget())

    def forget(self) -> None:
        """Read anew what was read before, as it was changed by other means than `put`."""
        self._dramas.clear()
        self._editions.clear()

    def drama(self, drama: str) -> Drama | None:
        """A drama by its id."""
        if drama not in self._dramas and (found := super().drama(drama)):
            self._dramas[drama] = found
        return self._dramas.get(drama)

    def edition(self, edition: str) -> Edition | None:
        """An edition by its id."""
        if edition not in self._editions and (found := super().edition(edition)):
            self._editions[edition] = found
        return self._editions.get(edition)

    def append(
        self,
        kind: Kind,
        work: str,
        payload: Payload,
        actor: str = LOCAL_OPERATOR,
        api_key: str | None = None,
    ) -> Entry:
        """Say something, with all it changes in the views. What was said before stays as it is.

        The track of an episode must have been added first. `api_key`: the id of the key that this
        came with.
        """
        return self.add(self.prepare(kind, work, payload, actor, api_key))

    def prepare(
        self, kind: Kind, work: str, payload: Payload, actor: str, api_key: str | None
    ) -> Statement:
        """A statement made and signed, but not said yet."""
        keys = self._keys()
        statement = build(
            kind,
            work,
            actor,
            as_json(payload),
            time=self._clock(),
            signing_key=keys.signing,
            salt_key=keys.salt,
        )
        return replace(statement, api_key=api_key)

    def add(self, statement: Statement) -> Entry:
        """Say what was prepared."""
        seq, stored = append(self.session, statement, self._keys().signing.public_key())
        entry = read_entry(seq, stored)
        if stored is statement:
            apply(self, entry)
        return entry

    def add_track(self, data: bytes) -> str:
        """Keep a track; returns the SHA-256 it is known by."""
        sha256 = hashlib.sha256(data).hexdigest()
        if self.connection.execute(_TRACK, {"sha256": sha256}).first() is None:
            self.connection.execute(_ADD_TRACK, {"sha256": sha256, "data": data})
        return sha256

    def remove_payload(self, id: str) -> None:
        """Remove for good what a statement says; views made of it are to be made again."""
        removal = update(StatementRow).where(col(StatementRow.id) == id)
        self.session.exec(removal.values(payload=None, salt=None))

    def remember(self, source: str, track: str) -> None:
        """Note which track a video file, known by its SHA-256, was decoded to."""
        row = SourceFileRow(sha256=source, fingerprint=FINGERPRINT, track=track)
        self.session.merge(row)

    def put(self, row: Drama | Edition | Episode, new: bool) -> None:
        """Write one derived row, after the row it belongs to."""
        if new and isinstance(row, Episode):
            self.connection.execute(_ADD_EPISODE, asdict(row))
            return
        tables = {Drama: DramaRow, Edition: EditionRow, Episode: EpisodeRow}
        values = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(row).items()}
        self.session.merge(tables[type(row)](**values))
        self.session.flush()
        self.forget()


class Registry:
    """An open registry. Reading needs no keys; they are made for the first statement."""

    def __init__(self, config: Config, clock: Clock) -> None:
        """Open the registry of `config`, creating or upgrading it. Raises DatabaseError."""
        self._database = Database(config.database)
        self._key_folder = config.keys
        self._clock = clock

    def now(self) -> datetime:
        """The time by this registry's clock."""
        return self._clock()

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """The registry in one state throughout."""
        with self._database.read() as session:
            yield Reader(session, self._clock)

    def version(self) -> tuple[int, ...] | None:
        """Differs once anybody has written (`db.Database.version`)."""
        return self._database.version()

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """A transaction: all of it is kept, or on any error nothing."""
        with self._database.write() as session:
            yield Writer(session, lambda: self.keys, self._clock)

    @cached_property
    def keys(self) -> Keys:
        """The server's keys, made if this registry has none yet.

        Raises ConfigError when they are missing, or are not those this registry was made with:
        other keys would give the same content other ids.
        """
        with self._database.read() as session:
            known = session.exec(select(ServerKey.key_id)).all()
        keys = load_keys(self._key_folder, make=not known)
        if known and key_id(keys.signing.public_key()) not in known:
            raise ConfigError(f"{self._key_folder} holds the keys of another registry")
        return keys


def open_registry(config: Config, clock: Clock = now) -> Registry:
    """Open the registry of `config`; statements take their time from `clock`."""
    return Registry(config, clock)
