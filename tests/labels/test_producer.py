from __future__ import annotations

import pytest

from reelmark.labels.producer import is_of_organisation, is_well_formed

CREDIT = "91350100M000100Y43"
"""The example of GB 32100-2015."""


def test_it_takes_the_code_of_an_organisation() -> None:
    assert is_of_organisation(f"0011{CREDIT}00001")


@pytest.mark.parametrize("place", range(18))
def test_the_check_digit_tells_any_one_character_that_is_wrong(place: int) -> None:
    other = "2" if CREDIT[place] != "2" else "3"
    code = f"0011{CREDIT[:place]}{other}{CREDIT[place + 1 :]}00001"
    assert (is_well_formed(code), is_of_organisation(code)) == (True, False)


@pytest.mark.parametrize(
    "code",
    [
        "",
        CREDIT,
        f"0031{CREDIT}00001",
        f"0011{CREDIT}0000",
        f"0011{CREDIT}00001\n",
        f"0011{CREDIT.lower()}00001",
        f"００１１{CREDIT}00001",
    ],
)
def test_it_refuses_another_form(code: str) -> None:
    assert not is_well_formed(code)
    assert not is_of_organisation(code)


def test_letters_that_look_like_digits_fit_nothing() -> None:
    assert not is_of_organisation("0011" + "I" * 18 + "00001")
