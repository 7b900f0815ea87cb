"""The one error tree: what a person is told when something cannot be done."""

from __future__ import annotations


class ReelmarkError(Exception):
    """Something a person can act on. The message says what happened and what to do, in one line."""


class ConfigError(ReelmarkError):
    """A setting, key file or data folder is missing, unknown or unreadable."""


class VideoError(ReelmarkError):
    """A file holds no picture that can be read. The message does not repeat the file's name."""


class TrackError(ReelmarkError):
    """Bytes that claim to be a track are not one."""


class RegistryError(ReelmarkError):
    """A statement contradicts what the registry already holds."""


class ScopeError(RegistryError):
    """The key of who speaks does not allow this."""


class ForeignWorkError(RegistryError):
    """The work is another organisation's."""
