"""Comparisons that must not hang on how an implementation rounds."""

from tests.oracle.exact import Fraction
from tests.oracle.registered import TooCloseError

NEAR = Fraction(1, 10**9)


def greater(one: Fraction, other: Fraction, exact: bool) -> bool:
    """Whether one > other. Only `exact` numbers, which float64 holds without rounding, may tie.

    Raises TooCloseError: choose another input.
    """
    gap = one - other
    if abs(gap) < NEAR and not (exact and gap == 0):
        raise TooCloseError(f"{float(one)} and {float(other)}")
    return gap > 0


def is_dyadic(number: Fraction) -> bool:
    """Whether float64 holds a number (of common size) exactly."""
    return 2**32 % number.denominator == 0
