"""The registered tracks as matching takes them, with the records they lead back to."""

from __future__ import annotations

from reelmark.fingerprint import Track
from reelmark.matching.library import Entry, Library
from reelmark.registry.reading import Reader


def read_library(reader: Reader) -> Library:
    """All registered tracks. Withdrawn and revoked works stay recognisable: that is worth knowing.

    Raises TrackError when a stored track is damaged.
    """
    return Library(
        [
            Entry(
                track.drama.id, track.edition.id, track.episode.number, Track.from_bytes(track.data)
            )
            for track in reader.tracks()
        ]
    )
