"""Implicit AI labels (GB 45438-2025): what a video file's metadata say of how it was made.

Reading order: producer, implicit, container.
"""

from reelmark.labels.container import label_of
from reelmark.labels.implicit import Label, read_label
from reelmark.labels.producer import is_of_organisation

__all__ = ["Label", "is_of_organisation", "label_of", "read_label"]
