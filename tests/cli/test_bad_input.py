from __future__ import annotations

from pathlib import Path

from tests import videos
from tests.cli.conftest import Shell
from tests.registry.samples import registry


def test_each_bad_file_gets_one_line_and_the_good_one_is_registered(
    shell: Shell, tmp_path: Path
) -> None:
    bad = videos.bad_files(tmp_path)
    good = videos.write(tmp_path / "雾港 来信.mp4", videos.scenes(1, 3))
    ran = shell.run("register", *bad, good, "--title", "演示·甲", code=1)
    said = ran.stderr.splitlines()
    assert len(said) == len(bad)
    for path, words in bad.items():
        (line,) = [line for line in said if line.startswith(f"{path}: ")]
        assert words in line
    assert ran.stdout.startswith(f"{good}: registered as 演示·甲")
    with registry(shell.home).read() as reader:
        (drama,) = reader.dramas()
        (edition,) = reader.editions(drama.id)
        assert [episode.number for episode in reader.episodes(edition.id)] == [len(bad) + 1]


def test_nothing_is_left_behind_when_every_file_is_bad(shell: Shell, tmp_path: Path) -> None:
    shell.run("register", *videos.bad_files(tmp_path), "--title", "演示·甲", code=1)
    with registry(shell.home).read() as reader:
        assert reader.dramas() == []
