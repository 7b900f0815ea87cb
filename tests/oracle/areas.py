"""Area averages, and what is made of them: fingerprint.md, sections 1 to 3 and step 1 of 4."""

from math import floor, lcm
from typing import NamedTuple

from tests.oracle.exact import Fraction
from tests.oracle.pictures import Picture

Area = tuple[int, int, int, int]
"""top, bottom, left, right: rows [top, bottom) and columns [left, right) of a plane."""

Coverage = list[list[tuple[int, Fraction]]]
"""Per cell: (sample, the share of the cell that this sample fills), shares summing to 1."""

WHOLE: Area = (0, 256, 0, 256)


def coverage(start: Fraction, end: Fraction, cells: int) -> Coverage:
    """Cut [start, end) of a line of samples into equal cells; sample x covers [x, x + 1)."""
    size = (end - start) / cells
    result: Coverage = []
    for i in range(cells):
        low, high = start + i * size, start + (i + 1) * size
        samples = range(floor(low), -floor(-high))
        result.append(
            [(x, (min(high, Fraction(x + 1)) - max(low, Fraction(x))) / size) for x in samples]
        )
    return result


def _whole(cells: Coverage) -> tuple[list[list[tuple[int, int]]], int]:
    """The same shares over one common denominator, which makes the sums whole numbers."""
    unit = lcm(*(share.denominator for cell in cells for _, share in cell))
    return [[(x, int(share * unit)) for x, share in cell] for cell in cells], unit


class Averages(NamedTuple):
    """Averages of cells: whole numbers, to be divided by `unit`."""

    sums: list[list[int]]
    unit: int


def average(picture: Picture, rows: Coverage, columns: Coverage) -> Averages:
    """The exact average of each cell."""
    by_row, row_unit = _whole(rows)
    by_column, column_unit = _whole(columns)
    sums = []
    for cell in by_row:
        line = [0] * len(picture[0])
        for y, weight in cell:
            line = [total + weight * s for total, s in zip(line, picture[y], strict=True)]
        sums.append([sum(weight * line[x] for x, weight in part) for part in by_column])
    return Averages(sums, row_unit * column_unit)


def half_up(numerator: int, denominator: int) -> int:
    """Round a fraction to the nearest whole number, halves upwards."""
    return (2 * numerator + denominator) // (2 * denominator)


def _rounded(averages: Averages) -> Picture:
    return [[half_up(each, averages.unit) for each in row] for row in averages.sums]


def _full_range(averages: Averages) -> Averages:
    """16...235 to 0...255: (average - 16) * 255 / 219."""
    sums = [[255 * (each - 16 * averages.unit) for each in row] for row in averages.sums]
    return Averages(sums, 219 * averages.unit)


def luma_plane(luma: Picture, limited: bool) -> Picture:
    """Section 1: a decoded frame's luma to 256 x 256, full range."""
    rows = coverage(Fraction(0), Fraction(len(luma)), 256)
    columns = coverage(Fraction(0), Fraction(len(luma[0])), 256)
    averages = average(luma, rows, columns)
    plane = _rounded(_full_range(averages) if limited else averages)
    return [[min(255, max(0, value)) for value in row] for row in plane]


Span = tuple[int, int]


def _is_live(line: list[int]) -> bool:
    if not line:
        return False
    mean = Fraction(sum(line), len(line))
    mean_of_squares = Fraction(sum(sample * sample for sample in line), len(line))
    return mean_of_squares - mean * mean >= 3 * 3


def _looked_at(span: Span) -> range:
    """The span less two lines at each end that is not the plane's own."""
    start, end = span
    return range(start + 2 if start > 0 else 0, end - 2 if end < 256 else 256)


def _live_span(lines: list[list[int]]) -> Span | None:
    live = [place for place, line in enumerate(lines) if _is_live(line)]
    return (live[0], live[-1] + 1) if live else None


def _live_rows(plane: Picture, columns: Span) -> Span | None:
    return _live_span([[row[x] for x in _looked_at(columns)] for row in plane])


def _live_columns(plane: Picture, rows: Span) -> Span | None:
    return _live_span([[plane[y][x] for y in _looked_at(rows)] for x in range(256)])


def _rectangle(plane: Picture) -> tuple[Span, Span] | None:
    """Row span and column span of one frame; None when it says nothing."""
    rows = _live_rows(plane, (0, 256))
    columns = _live_columns(plane, rows) if rows else None
    rows = _live_rows(plane, columns) if columns else None
    columns = _live_columns(plane, rows) if rows else None
    return (rows, columns) if rows and columns else None


def _hull(spans: list[Span]) -> Span:
    """The hull, at most 102 lines cut from either end."""
    return min(102, *(start for start, _ in spans)), max(154, *(end for _, end in spans))


def area(planes: list[Picture]) -> Area:
    """Section 2: the area of a clip, from all its planes."""
    rectangles = [found for found in map(_rectangle, planes) if found]
    if not rectangles:
        return WHOLE
    top, bottom = _hull([rows for rows, _ in rectangles])
    left, right = _hull([columns for _, columns in rectangles])
    return WHOLE if min(bottom - top, right - left) < 64 else (top, bottom, left, right)


def thumb(plane: Picture, place: Area) -> Picture:
    """Section 3: an area of the plane to 64 x 64."""
    top, bottom, left, right = (Fraction(edge) for edge in place)
    return _rounded(average(plane, coverage(top, bottom, 64), coverage(left, right, 64)))


def central(small: Picture) -> Picture:
    """Section 4, step 1: the central 70 % of a thumb to 32 x 32."""
    middle = coverage(64 * Fraction(15, 100), 64 * Fraction(85, 100), 32)
    return _rounded(average(small, middle, middle))
