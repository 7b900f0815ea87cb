"""How much a central picture shows: fingerprint.md, section 4 step 5, and section 5."""

from tests.oracle.pictures import Picture


def _bend(picture: Picture, y: int, x: int) -> int:
    here = picture[y][x]
    above = picture[y - 1][x] if y > 0 else here
    below = picture[y + 1][x] if y < 31 else here
    left = picture[y][x - 1] if x > 0 else here
    right = picture[y][x + 1] if x < 31 else here
    return abs(above + below + left + right - 4 * here)


def busy_cells(picture: Picture, bend: int) -> int:
    """How many of the 64 cells of 4 x 4 samples hold a bend of at least this."""
    return len(
        {(y // 4, x // 4) for y in range(32) for x in range(32) if _bend(picture, y, x) >= bend}
    )


def is_flat_registered(picture: Picture) -> bool:
    """Whether a frame with this central picture is not stored."""
    return busy_cells(picture, 6) < 20


def is_flat_queried(picture: Picture) -> bool:
    """Whether a sample with this central picture is not looked up."""
    return busy_cells(picture, 4) < 16
