"""A process that says one thing after another: `python -m tests.ledger.writing HOME NAME`.

It prints each number once it is committed, and is there to be killed.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from reelmark.ledger.statement import Kind
from tests.ledger.test_store import report
from tests.registry.samples import registry


def main(home: Path, name: str) -> None:
    opened = registry(home)
    for number in count():
        with opened.write() as writer:
            writer.append(Kind.REPORT, "feng-gui", report(f"{name} {number}"))
        print(number, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
