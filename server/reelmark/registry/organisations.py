"""Who may write here: platforms, producers, importers of public lists, reviewers."""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session, col, func, select

from reelmark.errors import RegistryError
from reelmark.ledger.statement import stamp
from reelmark.registry.tables import OrganisationRow


class OrganisationKind(StrEnum):
    """What an organisation is to the registry."""

    PLATFORM = "platform"
    PRODUCER = "producer"
    IMPORTER = "importer"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation; its `id` is the actor of its statements.

    `verified_on` is the day on which the operator checked who it is, `verified_how` in what way;
    None while nobody has. `public_key`: 32 raw bytes of an Ed25519 key it signs its own
    statements with, or None.
    """

    id: str
    name: str
    kind: str
    verified_on: str | None
    verified_how: str | None
    public_key: bytes | None
    created: str

    @property
    def verified(self) -> bool:
        """Whether its word may set the mark."""
        return self.verified_on is not None

    def as_json(self) -> dict[str, str | None]:
        """What anyone may know of it; `public_key` in base64."""
        key = base64.b64encode(self.public_key).decode() if self.public_key else None
        return asdict(self) | {"public_key": key}


def organisation(session: Session, id: str) -> Organisation | None:
    """An organisation by its id."""
    row = session.get(OrganisationRow, id)
    return _organisation(row) if row else None


def organisations(session: Session) -> list[Organisation]:
    """All organisations by id."""
    rows = session.exec(select(OrganisationRow).order_by(col(OrganisationRow.id)))
    return [_organisation(row) for row in rows]


def last_change(session: Session) -> str:
    """When an organisation was last added, verified or the like: another value, other marks."""
    return session.exec(select(func.max(OrganisationRow.changed))).one() or ""


def add(
    session: Session,
    id: str,
    name: str,
    kind: OrganisationKind,
    now: datetime,
    public_key: bytes | None = None,
) -> None:
    """Add an organisation, unverified. Raises RegistryError when its id is taken."""
    if organisation(session, id):
        raise RegistryError(f"organisation {id} is there already: choose another id")
    row = OrganisationRow(
        id=id,
        name=name,
        kind=kind,
        verified_on=None,
        verified_how=None,
        public_key=public_key,
        created=stamp(now),
        changed=stamp(now),
    )
    session.add(row)
    session.flush()


def verify(session: Session, id: str, on: date, how: str, now: datetime) -> None:
    """Note that the operator checked who this is. Raises RegistryError."""
    _change(session, id, on.isoformat(), how, now)


def unverify(session: Session, id: str, now: datetime) -> None:
    """Take the check back: what it registered no longer sets the mark. Raises RegistryError."""
    _change(session, id, None, None, now)


def check_known(session: Session, id: str) -> None:
    """Raise RegistryError when there is no organisation of this id."""
    _row(session, id)


def _row(session: Session, id: str) -> OrganisationRow:
    row = session.get(OrganisationRow, id)
    if row is None:
        raise RegistryError(f"no organisation {id} is here: `reelmark orgs list` shows those there")
    return row


def _change(session: Session, id: str, on: str | None, how: str | None, now: datetime) -> None:
    row = _row(session, id)
    row.verified_on, row.verified_how, row.changed = on, how, stamp(now)
    session.flush()


def _organisation(row: OrganisationRow) -> Organisation:
    return Organisation(**row.model_dump(exclude={"changed"}))
