"""Chinese text on the pictures."""

import pytest

from reelmark.demo.fonts import FontError, font, lettering


def test_it_says_which_package_brings_the_missing_font() -> None:
    with pytest.raises(FontError, match="fonts-wqy-zenhei"):
        font(20, candidates=(("/nowhere/zenhei.ttc", 0),))


def test_upright_words_run_down_the_picture() -> None:
    size = lettering("纸月亮", 40, upright=True).picture.size
    assert size[1] > 2 * size[0]
