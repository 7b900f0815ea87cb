"""What matches leave of a clip: matching.md, section 10."""

LEAST = 4
BESIDE = 2

Stretch = tuple[int, int]
Shown = tuple[int, int]
"""A sample's time, and the grey level of all of its plane."""


def runs_left(shown: list[Shown], stretches: list[Stretch]) -> list[list[int]]:
    """The runs that are clips of their own, each as the times of its samples."""
    if not stretches:
        return []
    outside = [not any(a <= time <= b for a, b in stretches) for time, _ in shown]
    runs = []
    for first in range(len(shown)):
        if outside[first] and (first == 0 or not outside[first - 1]):
            after = first
            while after < len(shown) and outside[after]:
                after += 1
            moved = shown[_cut(shown, first) : _cut(shown, after)]
            if after - first >= LEAST and len(moved) >= LEAST:
                runs.append([time for time, _ in moved])
    return runs


def _cut(shown: list[Shown], at: int) -> int:
    if at == 0 or at == len(shown):
        return at
    steps = {
        i: abs(shown[i][1] - shown[i - 1][1])
        for i in (at, at - 1, at + 1, at - BESIDE, at + BESIDE)
        if 0 < i < len(shown)
    }
    return next(i for i in steps if steps[i] == max(steps.values()))


def _even(count: int, *greys: tuple[int, int]) -> list[Shown]:
    """Four samples a second, each of the grey level that was given last."""
    given = dict(greys)
    grey, shown = 0, []
    for i in range(count):
        grey = given.get(i, grey)
        shown.append((250 * i, grey))
    return shown


LEFT_CASES: dict[str, tuple[list[Shown], list[Stretch]]] = {
    "no match leaves nothing": (_even(24), []),
    "the end": (_even(24), [(0, 2999)]),
    "both ends, the ends of the stretch taken": (_even(24), [(1000, 4500)]),
    "three samples are too few": (_even(24), [(750, 5000)]),
    "between two stretches": (_even(24), [(4000, 5750), (0, 2500)]),
    "stretches over each other": (_even(24), [(0, 2500), (1750, 3000)]),
    "everything is explained": (_even(24), [(0, 5750)]),
    "samples far apart are one run": (
        [(at, 0) for at in (0, 250, 500, 2500, 2750, 5000, 5250)],
        [(0, 500)],
    ),
    "a stretch between two samples": (
        [(at, 0) for at in (0, 1000, 2000, 3000, 4000)],
        [(2100, 2900)],
    ),
    "the cut is within the stretch": (_even(24, (10, 90)), [(0, 2750)]),
    "the cut is after the stretch": (_even(24, (12, 40), (14, 90)), [(0, 2750)]),
    "the cut is too far away": (_even(24, (9, 90), (15, 7)), [(0, 2750)]),
    "of equal cuts the nearest": (_even(24, (10, 9), (13, 18), (14, 27)), [(0, 2750)]),
    "of equal cuts as near the earlier": (_even(24, (11, 9), (13, 18)), [(0, 2750)]),
    "cuts at both ends": (_even(24, (9, 9), (17, 3)), [(0, 2500), (4000, 5750)]),
    "cuts leave too little": (_even(24, (13, 9), (15, 3)), [(0, 2750), (4000, 5750)]),
    "the first sample has none before it": (_even(24, (1, 9), (6, 3)), [(1000, 1250)]),
}
