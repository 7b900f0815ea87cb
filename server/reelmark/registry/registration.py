"""Registers episodes, in step with what is registered already."""

from __future__ import annotations

from dataclasses import dataclass

from reelmark.errors import ForeignWorkError, RegistryError
from reelmark.fingerprint import Track
from reelmark.ledger.statement import Kind
from reelmark.registry import ids
from reelmark.registry.payloads import (
    Ai,
    AmendDrama,
    AmendEdition,
    AmendEpisode,
    ImplicitLabel,
    Payload,
    RegisterDrama,
    RegisterEdition,
    RegisterEpisode,
    TrackRef,
)
from reelmark.registry.reading import Reader
from reelmark.registry.store import LOCAL_OPERATOR, Writer
from reelmark.registry.views import Episode
from reelmark.registry.vocabulary import AiInvolvement, AiScope


@dataclass(frozen=True, slots=True)
class Registration:
    """What is said of a drama and an edition whose episodes are being registered, and by whom.

    `ai` and `credential` are None where nothing new is said; `api_key` is the id of the key that
    it comes with, if any.
    """

    actor: str
    drama: str
    title: str
    edition: str
    edition_name: str
    ai: AiInvolvement | None
    credential: str | None
    api_key: str | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """What a registration changed: the episode is new, or it, its drama or edition was amended."""

    new: bool
    amended: bool


def plan(
    salt_key: bytes,
    title: str,
    drama: str | None,
    edition_name: str,
    ai: AiInvolvement | None,
    credential: str | None,
    actor: str = LOCAL_OPERATOR,
    api_key: str | None = None,
) -> Registration:
    """Settle the ids; the same words find the same drama and edition again."""
    drama = drama or ids.drama_id(salt_key, actor, title)
    edition = ids.edition_id(salt_key, drama, edition_name)
    return Registration(actor, drama, title, edition, edition_name, ai, credential, api_key)


def check_title(reader: Reader, registration: Registration) -> None:
    """Raise RegistryError when the drama is registered under another title, or by another."""
    title = registration.title
    known = reader.drama(registration.drama)
    if known and known.actor != registration.actor:
        raise ForeignWorkError(f"drama {known.id} was registered by {known.actor}")
    if known and known.title != title:
        registered = f"as {known.title}" if known.title else "and its title was removed"
        raise RegistryError(
            f"drama {known.id} is registered {registered}: "
            f"give that title, or another drama id for {title}"
        )


def check_namesakes(reader: Reader, registration: Registration) -> None:
    """Raise RegistryError when a drama without a given id would be the registrant's second of its
    title."""
    if reader.drama(registration.drama):
        return
    titled = reader.titled(registration.title)
    namesakes = [drama for drama in titled if drama.actor == registration.actor]
    if namesakes:
        raise RegistryError(
            f"{registration.title} is registered as drama {namesakes[0].id}: "
            f"add the drama id {namesakes[0].id}, or a new one for another work of this title"
        )


def register_episode(
    writer: Writer,
    registration: Registration,
    number: int,
    track: Track,
    source: str,
    label: ImplicitLabel | None = None,
) -> Registered:
    """Register one episode with the drama and edition it needs, and remember its file.

    `source` is the SHA-256 of the video file, `label` what it says of AI.
    """
    sha256 = writer.add_track(track.to_bytes())
    writer.remember(source, sha256)
    ref = TrackRef(sha256=sha256, frames=len(track), duration_ms=track.duration_ms)
    return register_track(writer, registration, number, ref, label)


def register_track(
    writer: Writer,
    registration: Registration,
    number: int,
    ref: TrackRef,
    label: ImplicitLabel | None = None,
) -> Registered:
    """Register one episode whose track was added. The same pictures again change nothing, unless
    they come with a label that is not known of them.

    Raises RegistryError when the number has other pictures, or the pictures another number.
    """
    check_title(writer, registration)
    known = _known(writer, registration, number, ref.sha256)
    amended = [_say_drama(writer, registration), _say_edition(writer, registration)]
    said = RegisterEpisode(
        subject="episode",
        edition=registration.edition,
        episode=number,
        track=ref,
        implicit_label=label,
    )
    if known is None:
        _say(writer, Kind.REGISTER, registration, said)
    else:
        amended.append(_say_label(writer, registration, known, said))
    return Registered(known is None, any(amended))


def _say(writer: Writer, kind: Kind, said: Registration, payload: Payload) -> None:
    entry = writer.append(kind, said.drama, payload, said.actor, said.api_key)
    if entry.payload is None:
        raise RegistryError(f"this {payload.subject} was removed from the registry and stays so")


def _say_drama(writer: Writer, said: Registration) -> bool:
    drama = writer.drama(said.drama)
    if drama is None:
        ai = Ai(involvement=said.ai or AiInvolvement.UNKNOWN)
        payload = RegisterDrama(subject="drama", title=said.title, ai=ai)
        _say(writer, Kind.REGISTER, said, payload)
        return False
    if said.ai in (None, drama.ai_involvement):
        return False
    scope = tuple(AiScope(part) for part in drama.ai_scope)
    ai = Ai(involvement=said.ai, scope=scope or None, tools=drama.ai_tools or None)
    supersedes = writer.statement_id(drama.seq)
    amended = AmendDrama(subject="drama", title=said.title, ai=ai, supersedes=supersedes)
    _say(writer, Kind.AMEND, said, amended)
    return True


def _say_edition(writer: Writer, said: Registration) -> bool:
    edition = writer.edition(said.edition)
    if edition is None or edition.name is None:
        payload = RegisterEdition(
            subject="edition",
            edition=said.edition,
            name=said.edition_name,
            credential=said.credential,
        )
        _say(writer, Kind.REGISTER, said, payload)
        return False
    if said.credential in (None, edition.credential):
        return False
    amended = AmendEdition(
        subject="edition",
        edition=said.edition,
        name=said.edition_name,
        credential=said.credential,
        supersedes=writer.statement_id(edition.seq),
    )
    _say(writer, Kind.AMEND, said, amended)
    return True


def _say_label(
    writer: Writer, registration: Registration, known: Episode, said: RegisterEpisode
) -> bool:
    """Add a label to a registered episode; a file without one takes none away."""
    if said.implicit_label is None:
        return False
    before = writer.said(known.seq)
    if not isinstance(before, RegisterEpisode) or before.implicit_label == said.implicit_label:
        return False
    supersedes = writer.statement_id(known.seq)
    amended = AmendEpisode(**said.model_dump(), supersedes=supersedes)
    _say(writer, Kind.AMEND, registration, amended)
    return True


def _known(writer: Writer, said: Registration, number: int, track: str) -> Episode | None:
    """The episode as it is registered already."""
    known = writer.episode(said.edition, number)
    if known and known.track != track:
        raise RegistryError(f"episode {number} is already registered with other pictures")
    if known:
        return known
    twin = writer.twin(said.edition, track)
    if twin:
        raise RegistryError(f"episode {twin.number} is already registered with these pictures")
    return None
