"""The query side: fingerprint.md, section 5."""

import json
from decimal import Decimal, localcontext
from operator import mul
from pathlib import Path

from tests.oracle.areas import coverage
from tests.oracle.cosines import DIGITS, dct_cosine
from tests.oracle.exact import Fraction
from tests.oracle.pictures import Picture
from tests.oracle.registered import Block, TooCloseError

Operators = list[list[list[int]]]
"""16 cuts x 16 frequencies x 64 pixels."""

CUTS = [Fraction(0), Fraction(5, 100), Fraction(10, 100), Fraction(15, 100)]
SCALE = 2**14 * Fraction(7, 10)
FILE = Path(__file__).parents[2] / "shared" / "fingerprint" / "operators.json"


def read_operators() -> Operators:
    """The committed file, which is the definition."""
    flat: list[int] = json.loads(FILE.read_text(encoding="utf-8"))["operators"]
    rows = [flat[start : start + 64] for start in range(0, len(flat), 64)]
    return [rows[start : start + 16] for start in range(0, 256, 16)]


def _operator_row(low: Fraction, high: Fraction, frequency: int) -> list[int]:
    cells = coverage(64 * low, 64 * high, 32)
    row = []
    for pixel in range(64):
        exact = Decimal(0)
        for n, cell in enumerate(cells):
            for x, share in cell:
                if x == pixel:
                    weight = 2 * SCALE * share
                    part = Decimal(weight.numerator) / Decimal(weight.denominator)
                    exact += part * dct_cosine(frequency, n)
        if abs(abs(exact % 1) - Decimal("0.5")) < Decimal("1e-9"):
            raise TooCloseError(f"frequency {frequency}, pixel {pixel}")
        row.append(int(exact.to_integral_value()))
    return row


def make_operators() -> Operators:
    """The formula, from exact overlaps and cosines to 60 digits."""
    result = []
    with localcontext() as context:
        context.prec = DIGITS
        for a in CUTS:
            for b in CUTS:
                low = (Fraction(15, 100) - a) / (1 - a - b)
                high = (Fraction(85, 100) - a) / (1 - a - b)
                result.append([_operator_row(low, high, k) for k in range(16)])
    return result


def _product(rows: list[list[int]], columns: list[list[int]]) -> list[list[int]]:
    return [[sum(map(mul, row, column)) for column in columns] for row in rows]


def coefficients(operators: Operators, small: Picture) -> list[Block]:
    """Y of all 512 windows of a thumb: 16 x 16 whole numbers each, in order of id."""
    columns = [list(column) for column in zip(*small, strict=True)]
    straight = []
    for vertical in operators:
        lines = _product(vertical, columns)
        for horizontal in operators:
            straight.append(_product(lines, horizontal))
    mirrored = [[[-y if v % 2 else y for v, y in enumerate(r)] for r in b] for b in straight]
    return straight + mirrored


def stages() -> list[list[int]]:
    """Window ids in the order a search tries them."""
    equal = [64 * i + 16 * i + 4 * i + i for i in range(4)]
    first = [equal[:1], equal[1:], [256 + window for window in equal]]
    tried = {window for stage in first for window in stage}
    return [*first, [window for window in range(512) if window not in tried]]
