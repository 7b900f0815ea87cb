"""Cosines for the DCT to 60 digits, so that no decision hangs on a processor's own."""

from decimal import Decimal, localcontext

DIGITS = 60


def _arctan_of_inverse(number: int) -> Decimal:
    total, power, k = Decimal(0), Decimal(1) / number, 0
    while power > Decimal(10) ** -(DIGITS + 10):
        total += power / (2 * k + 1) * (-1) ** k
        power /= number * number
        k += 1
    return total


def _cosine(angle: Decimal) -> Decimal:
    total, term, k = Decimal(0), Decimal(1), 0
    while abs(term) > Decimal(10) ** -(DIGITS + 10):
        total += term
        k += 2
        term *= -angle * angle / (k * (k - 1))
    return total


def _quarter_table() -> list[Decimal]:
    with localcontext() as context:
        context.prec = DIGITS + 20
        pi = 16 * _arctan_of_inverse(5) - 4 * _arctan_of_inverse(239)  # Machin, 1706
        quarter = [_cosine(pi * m / 64) for m in range(32)]
        return [*quarter, Decimal(0)]


_QUARTER = _quarter_table()


def dct_cosine(frequency: int, sample: int) -> Decimal:
    """cos(pi * frequency * (2 sample + 1) / 64)."""
    m = frequency * (2 * sample + 1) % 128
    m = min(m, 128 - m)
    return _QUARTER[m] if m <= 32 else -_QUARTER[64 - m]
