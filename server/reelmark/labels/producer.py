"""The code by which a provider of AI content is named (TC260-PG-20252A), 27 characters.

Characters 5 to 22 hold a unified social credit code (GB 32100-2015).
"""

from __future__ import annotations

import re

_FORM = re.compile(r"00[12][0-9][0-9A-Z]{18}[0-9A-Z]{5}")

_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Of GB 32100: without I, O, S, V, Z, which look like others."""


def is_well_formed(code: str) -> bool:
    """Whether a text has the form of such a code."""
    return _FORM.fullmatch(code) is not None


def is_of_organisation(code: str) -> bool:
    """Whether a code is well-formed and the check digit of the credit code in it fits.

    Where it does not, the 18 characters may be anything, also a person's identity number.
    """
    return is_well_formed(code) and _fits(code[4:22])


def _fits(credit: str) -> bool:
    values = [_DIGITS.find(character) for character in credit]
    weighed = sum(value * pow(3, place, 31) for place, value in enumerate(values[:-1]))
    return min(values) >= 0 and (weighed + values[-1]) % 31 == 0
