"""The works that the tests register: one for each thing a card can say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reelmark.demo.encoding import Edit, write_copy, write_episode
from reelmark.demo.episodes import EPISODES
from reelmark.fingerprint import Track, fingerprint_video
from reelmark.registry.vocabulary import (
    AiInvolvement,
    AiScope,
    ApprovalState,
    Status,
    Tier,
    Verification,
)
from tests.extension.publisher import NOTICE, Work

SHOTS = {
    "listed": (0, 1),
    "declared": (2, 1),
    "revoked": (3, 3),
    "disputed": (4, 1),
    "unverified": (2, 4),
    "several": (1, 1),
    "unknown": (5, 1),
}
"""Episode and shot of each clip; `unknown` is never registered."""


def write_clips(folder: Path) -> None:
    """Draw the shots, NAME-master.mp4, and copies as uploaders make them, NAME.mp4."""
    for name, (episode, shot) in SHOTS.items():
        drawn = replace(EPISODES[episode], shots=EPISODES[episode].shots[shot : shot + 1])
        master = folder / f"{name}-master.mp4"
        write_episode(drawn, master)
        write_copy(master, folder / f"{name}.mp4", Edit(short_side=360, crf=30))


def tracks_of(folder: Path) -> dict[str, Track]:
    """Tracks of the drawn shots."""
    return {name: fingerprint_video(folder / f"{name}-master.mp4") for name in SHOTS}


def works(tracks: dict[str, Track]) -> list[Work]:
    """All works but the one kept out."""
    return [
        Work(
            "d-listed",
            "演示·雾港来信",
            tracks["listed"],
            scope=(AiScope.VISUALS, AiScope.VOICE),
            state=ApprovalState.LISTED,
            verification=Verification.PUBLIC_LIST,
            tier=Tier.CLASS_1,
            source=NOTICE,
            episode=12,
        ),
        Work(
            "d-declared",
            "演示·长街旧事",
            tracks["declared"],
            involvement=AiInvolvement.ASSISTED,
            scope=(AiScope.MUSIC,),
        ),
        Work(
            "d-revoked",
            "演示·港城夜话",
            tracks["revoked"],
            involvement=AiInvolvement.NONE_DECLARED,
            state=ApprovalState.REVOKED,
            verification=Verification.CONTRADICTED,
            status=Status.REVOKED,
            source=NOTICE.model_copy(update={"name": "演示公告", "row": None}),
            episode=3,
        ),
        Work(
            "d-disputed",
            "演示·纸月亮",
            tracks["disputed"],
            involvement=AiInvolvement.UNKNOWN,
            state=ApprovalState.DISPUTED,
            verification=Verification.CONTRADICTED,
            status=Status.DISPUTED,
            source=NOTICE.model_copy(update={"name": "演示异议", "row": None, "url": None}),
        ),
        Work("d-unverified", "演示·无人核实", tracks["unverified"], verified=False),
        Work("d-several", "演示·雾港来信", tracks["several"], episode=2),
        Work(
            "d-same",
            "演示·港城夜话",
            tracks["several"],
            involvement=AiInvolvement.UNKNOWN,
            episode=4,
        ),
    ]
