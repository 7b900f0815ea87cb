from tests.oracle import log


def test_it_makes_the_committed_vectors() -> None:
    assert log.make() == log.FILE.read_text(encoding="utf-8")


def test_it_gives_the_published_roots() -> None:
    leaves = [bytes.fromhex(leaf) for leaf in log.REFERENCE_LEAVES]
    assert [log.mth(leaves[:n]).hex() for n in range(9)] == log.REFERENCE_ROOTS


def test_it_gives_the_published_consistency_proofs() -> None:
    leaves = [bytes.fromhex(leaf) for leaf in log.REFERENCE_LEAVES]
    for case in log.REFERENCE_CONSISTENCY:
        old, size = int(str(case["old"])), int(str(case["size"]))
        assert [n.hex() for n in log.subproof(old, leaves[:size], True)] == case["proof"]
