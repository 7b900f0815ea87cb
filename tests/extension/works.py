"""The works that the tests register: one for each thing a card can say."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from reelmark.demo.encoding import Edit, write_copy, write_episode
from reelmark.demo.episodes import EPISODES
from reelmark.fingerprint import Track, fingerprint_video
from reelmark.publishing.record import PublishedLabel
from reelmark.registry.vocabulary import (
    AiInvolvement,
    AiLabelBasis,
    AiLabelValue,
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
    """Draw shots, NAME-master.mp4; their tracks, NAME.track; copies as uploaded, NAME.mp4."""
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        list(pool.map(partial(_write_clip, folder), SHOTS))


def _write_clip(folder: Path, name: str) -> None:
    episode, shot = SHOTS[name]
    drawn = replace(EPISODES[episode], shots=EPISODES[episode].shots[shot : shot + 1])
    master = folder / f"{name}-master.mp4"
    write_episode(drawn, master)
    (folder / f"{name}.track").write_bytes(fingerprint_video(master).to_bytes())
    write_copy(master, folder / f"{name}.mp4", Edit(short_side=360, crf=30))


def tracks_of(folder: Path) -> dict[str, Track]:
    """The tracks of the drawn shots, by name."""
    return {file.stem: Track.from_bytes(file.read_bytes()) for file in folder.glob("*.track")}


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


def _label(value: AiLabelValue) -> tuple[PublishedLabel, ...]:
    basis = AiLabelBasis.IMPLICIT_METADATA
    return (PublishedLabel(value=value, basis=basis, since="2099-01-03", episodes=1),)


_LISTED = {
    "state": ApprovalState.LISTED,
    "verification": Verification.PUBLIC_LIST,
    "tier": Tier.CLASS_1,
    "source": NOTICE,
}
_REVOKED = {
    "state": ApprovalState.REVOKED,
    "verification": Verification.CONTRADICTED,
    "status": Status.REVOKED,
    "source": NOTICE.model_copy(update={"name": "演示公告", "row": None}),
}
_UNKNOWN = {"involvement": AiInvolvement.UNKNOWN}
_DENIED = {"involvement": AiInvolvement.NONE_DECLARED}

SHEETS: Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]] = {
    "approval": {
        "listed": [{**_LISTED, "scope": (AiScope.VISUALS, AiScope.VOICE)}],
        "declared": [{}],
        "several": [{"state": ApprovalState.NONE_SEEN, "number": None}],
        "disputed": [{"state": ApprovalState.DECLARED_OUT_OF_SCOPE, "number": None}],
        "unverified": [{"state": ApprovalState.PENDING, "status": Status.PENDING}],
        "revoked": [{"state": ApprovalState.WITHDRAWN, "status": Status.WITHDRAWN}],
    },
    "doubt": {
        "listed": [{"state": ApprovalState.EXPIRED, "until": "2099-06-30"}],
        "declared": [{"state": ApprovalState.NUMBER_MALFORMED, "number": "网微剧备字（2099）"}],
        "several": [
            {
                "state": ApprovalState.NUMBER_OF_OTHER_PLATFORM,
                "number": "（他台）网微剧备字（2099）第002号",
            }
        ],
        "disputed": [
            {
                "state": ApprovalState.DISPUTED,
                "status": Status.DISPUTED,
                "source": NOTICE.model_copy(update={"name": "演示异议", "row": None}),
            }
        ],
        "revoked": [_REVOKED],
        "unverified": [{"verified": False}],
    },
    "ai": {
        "listed": [
            {
                "involvement": AiInvolvement.ASSISTED,
                "scope": (AiScope.MUSIC,),
                "observed": _label(AiLabelValue.POSSIBLY),
            }
        ],
        "declared": [_DENIED],
        "several": [_UNKNOWN],
        "disputed": [{**_UNKNOWN, "observed": _label(AiLabelValue.POSSIBLY)}],
        "unverified": [{**_UNKNOWN, "observed": _label(AiLabelValue.SUSPECTED)}],
        "revoked": [{**_DENIED, "observed": _label(AiLabelValue.IS)}],
    },
    "works": {
        "several": [{}, {**_UNKNOWN, "title": "演示·港城夜话", "episode": 4}],
        "revoked": [_LISTED, {**_REVOKED, "title": "演示·港城夜话", "episode": 4}],
        "disputed": [{}, {"verified": False, "title": "演示·无人核实"}],
        "unverified": [{"verified": False}, {"verified": False, "title": "演示·又一部"}],
        "declared": [{"ai_disputed": "2099-02-01"}],
        "listed": [
            {
                **_LISTED,
                "title": "演示·一个长得让人喘不过气、却总能在雾港的码头上等到下一封来信的冬天",
                "scope": tuple(AiScope),
                "source": NOTICE.model_copy(
                    update={"name": "演示公示 2099-01：第一季度网络微短剧发行许可名单（续）"}
                ),
            }
        ],
    },
}
"""What the works of each clip say, by clip and by picture (test_screens.py)."""


def sheet(tracks: Mapping[str, Track], name: str) -> list[Work]:
    """The works of one of the SHEETS."""
    titled = {"title": "演示·雾港来信"}
    return [
        Work(f"d-{clip}-{number}", track=tracks[clip], **{**titled, **said})
        for clip, works in SHEETS[name].items()
        for number, said in enumerate(works)
    ]
