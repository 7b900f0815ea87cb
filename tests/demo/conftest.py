"""A short demo episode as a file."""

from dataclasses import replace
from pathlib import Path

import pytest

from reelmark.demo.encoding import write_episode
from reelmark.demo.episodes import EPISODES


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first 2.6 seconds of an episode: its title card."""
    path = tmp_path_factory.mktemp("demo") / "长街 旧事.mp4"
    write_episode(replace(EPISODES[2], shots=EPISODES[2].shots[:1]), path)
    return path
