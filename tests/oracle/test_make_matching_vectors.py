import pytest

from tests.oracle import make_matching_vectors


@pytest.mark.thorough
@pytest.mark.timeout(600)  # slow by design: the oracle counts in fractions
def test_it_makes_the_committed_vectors() -> None:
    made = make_matching_vectors.make()
    assert made == make_matching_vectors.FILE.read_text(encoding="utf-8")
