from __future__ import annotations

import base64

import pytest
from flask.testing import FlaskClient

from reelmark.ledger.checkpoint import Checkpoint, read
from reelmark.ledger.proof import check
from reelmark.ledger.proof import read as read_proof
from reelmark.ledger.statement import leaf
from reelmark.ledger.store import statements
from reelmark.ledger.tiles import leaves_in
from reelmark.ledger.tree import check_consistency, leaf_hash, tree_hash
from reelmark.registry.store import Registry
from tests.publishing.test_current import say_more

pytestmark = pytest.mark.usefixtures("each_database")


def checkpoint(client: FlaskClient, filled: Registry) -> Checkpoint:
    return read(client.get("/v1/log/checkpoint").data, filled.keys.signing.public_key())


def ids(filled: Registry) -> list[str]:
    with filled.read() as reader:
        return [statement.id for _, statement in statements(reader.session)]


def test_its_checkpoint_is_of_all_statements(client: FlaskClient, filled: Registry) -> None:
    assert checkpoint(client, filled).size == 16
    answer = client.get("/v1/log/checkpoint")
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=5"


def test_its_tiles_lead_to_the_checkpoint(client: FlaskClient, filled: Registry) -> None:
    entries = client.get("/v1/log/tile/entries/000.p/16")
    tile = client.get("/v1/log/tile/0/000.p/16")
    leaves = [leaf_hash(entry) for entry in leaves_in(entries.data)]
    assert b"".join(leaves) == tile.data
    assert tree_hash(leaves) == checkpoint(client, filled).root
    for answer in (entries, tile):
        assert answer.content_type == "application/octet-stream"
        assert "immutable" in answer.headers["Cache-Control"]


def test_it_keeps_serving_the_tiles_of_earlier_checkpoints(
    client: FlaskClient, filled: Registry
) -> None:
    before = client.get("/v1/log/tile/0/000.p/16").data
    say_more(filled)
    assert client.get("/v1/log/tile/0/000.p/16").data == before
    assert client.get("/v1/log/tile/0/000.p/17").data[:-32] == before


@pytest.mark.parametrize("path", ["0/000", "0/000.p/17", "1/000.p/1", "entries/000", "x", "0/.."])
def test_it_has_no_other_tile(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/v1/log/tile/{path}")
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_it_shows_that_the_log_only_grew(client: FlaskClient, filled: Registry) -> None:
    old = checkpoint(client, filled)
    say_more(filled)
    new = checkpoint(client, filled)
    shown = client.get(f"/v1/log/consistency?old={old.size}&size={new.size}").json
    assert shown is not None
    proof = [base64.b64decode(node) for node in shown["proof"]]
    check_consistency(old.size, old.root, new.size, new.root, proof)


@pytest.mark.parametrize("query", ["old=3&size=17", "old=3&size=2", "old=-1&size=2", "old=1", ""])
def test_it_shows_nothing_of_sizes_the_log_never_had(client: FlaskClient, query: str) -> None:
    assert client.get(f"/v1/log/consistency?{query}").status_code == 422


def test_it_proves_every_statement(client: FlaskClient, filled: Registry) -> None:
    for index, statement in enumerate(ids(filled)):
        answer = client.get(f"/v1/statements/{statement}/proof")
        proof = read_proof(answer.data)
        assert (proof.index, proof.statement.id) == (index, statement)
        assert check(proof, filled.keys.signing.public_key()).size == 16
        assert leaf(proof.statement).startswith(b'{"actor":')


def test_it_proves_a_statement_in_an_earlier_log(client: FlaskClient, filled: Registry) -> None:
    before, first = client.get("/v1/log/checkpoint").data, ids(filled)[0]
    say_more(filled)
    address = f"/v1/statements/{first}/proof"
    assert read_proof(client.get(f"{address}?size=16").data).checkpoint == before
    assert read_proof(client.get(f"{address}?size=99").data).checkpoint != before
    last = ids(filled)[-1]
    assert client.get(f"/v1/statements/{last}/proof?size=16").status_code == 404


def test_its_proofs_show_what_was_said_but_not_by_anyone(
    client: FlaskClient, filled: Registry
) -> None:
    proofs = [read_proof(client.get(f"/v1/statements/{i}/proof").data) for i in ids(filled)]
    withheld = {str(p.statement.kind) for p in proofs if p.statement.payload is None}
    assert withheld == {"dispute"}


def test_it_proves_no_statement_that_was_not_made(client: FlaskClient) -> None:
    assert client.get(f"/v1/statements/{'0' * 64}/proof").status_code == 404
    assert client.get("/v1/statements/x/proof").status_code == 422
