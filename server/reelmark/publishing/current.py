"""What is published at this moment, kept in the process until the registry says more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from threading import Lock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reelmark.matching import background
from reelmark.publishing.bundle import Bundle, build_bundle
from reelmark.publishing.envelope import Purpose, seal
from reelmark.publishing.manifest import Manifest, describe, made_at
from reelmark.publishing.recent import recent_changes
from reelmark.publishing.sites import sites
from reelmark.publishing.snapshot import EMPTY, Snapshot, earlier_snapshot, is_newest, read_snapshot
from reelmark.registry.clock import Clock
from reelmark.registry.comparing import Comparer
from reelmark.registry.store import Registry

REREAD = timedelta(hours=1)
"""A payload can be removed without a statement that says so: everything is read anew that often."""

KEPT_EARLIER = 4
"""Earlier states kept in a process: whoever pages through one asks for it again and again."""


@dataclass(frozen=True)
class Publication:
    """The signed files of one snapshot, dated `made`."""

    snapshot: Snapshot
    made: datetime
    bundle: Bundle
    key: Ed25519PrivateKey

    @cached_property
    def described(self) -> Manifest:
        """The manifest, before it is signed."""
        return describe(self.bundle, self.snapshot.generation, self.made, sites())

    @cached_property
    def manifest(self) -> bytes:
        """manifest.json."""
        return seal(self.described.model_dump(mode="json"), Purpose.MANIFEST, self.key)

    @cached_property
    def recent(self) -> bytes:
        """recent.json."""
        changes = recent_changes(self.snapshot.last_said, self.snapshot.generation, self.made)
        return seal(changes.model_dump(mode="json"), Purpose.RECENT, self.key)


class Current:
    """The registry's present snapshot and files; safe to share between threads."""

    def __init__(self, registry: Registry, clock: Clock) -> None:
        self.registry = registry
        self._clock = clock
        self._lock = Lock()
        self._snapshot = EMPTY
        self._comparer = Comparer(registry)
        self._earlier: dict[int, Snapshot] = {}
        self._version: tuple[int, ...] | None = None
        self._read_at: datetime | None = None
        self._bundle: tuple[Snapshot, Bundle] | None = None
        self._bundle_before: Bundle | None = None
        self._publication: Publication | None = None

    def snapshot(self) -> Snapshot:
        """The registry as of its last statement."""
        with self._lock:
            return self._fresh()

    def snapshot_at(self, until: int) -> Snapshot | None:
        """The registry as of a statement; None while there is no such statement."""
        with self._lock:
            present = self._fresh()
            if until == present.generation:
                return present
            if until > present.generation:
                return None
            found = self._earlier.get(until)
            if found is None:
                with self.registry.read() as reader:
                    found = earlier_snapshot(reader, present, until)
                while len(self._earlier) >= KEPT_EARLIER:
                    self._earlier.pop(next(iter(self._earlier)))
                self._earlier[until] = found
            return found

    def publication(self) -> Publication:
        """The signed files as of the last statement."""
        with self._lock:
            snapshot = self._fresh()
            made = made_at(self._clock(), snapshot.last_time)
            held = self._publication
            if held is None or held.snapshot is not snapshot or held.made != made:
                key = self.registry.keys.signing
                held = Publication(snapshot, made, self._bundle_of(snapshot), key)
                self._publication = held
            return held

    def bundle(self, sha256: str) -> bytes | None:
        """A bundle file by its name: the present one, or the one just before it."""
        present = self.publication().bundle
        before = self._bundle_before
        if present.sha256 == sha256:
            return present.data
        return before.data if before and before.sha256 == sha256 else None

    def _fresh(self) -> Snapshot:
        now = self._clock()
        old = self._read_at is None or now - self._read_at >= REREAD
        version = self.registry.version()
        if not old and version is not None and version == self._version:
            return self._snapshot
        with self.registry.read() as reader:
            changed = not is_newest(reader, self._snapshot)
        if old or changed:
            until = self._comparer.follow()
            before = self._snapshot
            with self.registry.read() as reader:
                self._snapshot = read_snapshot(reader, EMPTY if old else before, until)
            if old or self._snapshot.organisations != before.organisations:
                self._earlier.clear()
        if old:
            self._read_at = now
        self._version = version
        return self._snapshot

    def _bundle_of(self, snapshot: Snapshot) -> Bundle:
        if self._bundle is None or self._bundle[0] is not snapshot:
            tracks = (track for files in snapshot.dramas for track in files.tracks)
            dramas = [files.drama for files in snapshot.dramas]
            made = build_bundle(dramas, tracks, background.load())
            if self._bundle and self._bundle[1].sha256 != made.sha256:
                self._bundle_before = self._bundle[1]
            self._bundle = (snapshot, made)
        return self._bundle[1]
