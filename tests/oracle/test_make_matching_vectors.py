from tests.oracle import make_matching_vectors


def test_it_makes_the_committed_vectors() -> None:
    made = make_matching_vectors.make()
    assert made == make_matching_vectors.FILE.read_text(encoding="utf-8")
