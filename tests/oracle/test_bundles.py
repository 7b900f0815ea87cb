from tests.oracle import bundles


def test_it_makes_the_committed_vectors() -> None:
    assert bundles.make() == bundles.FILE.read_text(encoding="utf-8")
