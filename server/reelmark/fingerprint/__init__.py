"""Fingerprint v1 (shared/fingerprint.md): from a video file to hashes.

Reading order: luma, thumb, insets, overlays, registered, operators, windows, track, video.
"""

from reelmark.fingerprint.track import Track
from reelmark.fingerprint.video import fingerprint_video

__all__ = ["Track", "fingerprint_video"]
