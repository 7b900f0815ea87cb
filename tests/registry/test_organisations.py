from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reelmark.errors import RegistryError
from reelmark.publishing.current import Current
from reelmark.registry.organisations import (
    OrganisationKind,
    add,
    organisation,
    organisations,
    unverify,
    verify,
)
from reelmark.registry.store import Registry
from tests.registry.samples import START, ticking
from tests.registry_of_all import registry_of_all

pytestmark = pytest.mark.usefixtures("each_database")


@pytest.fixture
def filled(tmp_path: Path) -> Registry:
    return registry_of_all(tmp_path)


def test_the_operators_of_this_server_are_verified_from_the_start(filled: Registry) -> None:
    with filled.read() as reader:
        found = organisations(reader.session)
    assert [(one.id, one.verified) for one in found] == [
        ("demo-operator", True),
        ("local-operator", True),
    ]


def test_a_new_one_is_unverified_until_somebody_checked(filled: Registry) -> None:
    with filled.write() as writer:
        add(writer.session, "somebody", "某平台", OrganisationKind.PLATFORM, START)
        new = organisation(writer.session, "somebody")
        verify(writer.session, "somebody", date(2026, 11, 20), "business licence", START)
        checked = organisation(writer.session, "somebody")
    assert new is not None
    assert checked is not None
    assert (new.verified, checked.verified) == (False, True)
    assert (checked.verified_on, checked.verified_how) == ("2026-11-20", "business licence")


def test_what_is_published_follows_the_check_at_once(filled: Registry) -> None:
    current = Current(filled, ticking())
    marks = [current.snapshot().by_id["nobody"].verified]
    with filled.write() as writer:
        add(writer.session, "somebody", "某平台", OrganisationKind.PLATFORM, filled.now())
        verify(writer.session, "somebody", date(2026, 11, 20), "known", filled.now())
    marks.append(current.snapshot().by_id["nobody"].verified)
    with filled.write() as writer:
        unverify(writer.session, "somebody", filled.now())
    marks.append(current.snapshot().by_id["nobody"].verified)
    assert marks == [False, True, False]


def test_it_refuses_an_id_that_is_taken(filled: Registry) -> None:
    with pytest.raises(RegistryError, match="is there already"), filled.write() as writer:
        add(writer.session, "local-operator", "x", OrganisationKind.PLATFORM, START)


def test_it_names_the_one_that_is_missing(filled: Registry) -> None:
    with pytest.raises(RegistryError, match="no organisation nobody"), filled.write() as writer:
        verify(writer.session, "nobody", date(2026, 11, 20), "x", START)
