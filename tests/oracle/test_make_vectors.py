from tests.oracle import make_vectors


def test_it_makes_the_committed_vectors() -> None:
    assert make_vectors.make() == make_vectors.FILE.read_text(encoding="utf-8")
