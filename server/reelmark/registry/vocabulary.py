"""Enumerations with their Chinese and English texts (shared/vocabulary/enums.json)."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypedDict

from reelmark.contract import read_json

Language = Literal["zh", "en"]


class _Values(TypedDict):
    values: dict[str, dict[Language, str]]


class Status(StrEnum):
    """What became of a record or a statement."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    DISPUTED = "disputed"
    EXPIRED = "expired"
    PENDING = "pending"
    REDACTED = "redacted"


class ApprovalState(StrEnum):
    """The approval line shown to a viewer."""

    LISTED = "listed"
    DECLARED = "declared"
    NUMBER_MALFORMED = "number_malformed"
    NUMBER_OF_OTHER_PLATFORM = "number_of_other_platform"
    EXPIRED = "expired"
    REVOKED = "revoked"
    DISPUTED = "disputed"
    PENDING = "pending"
    WITHDRAWN = "withdrawn"
    NONE_SEEN = "none_seen"
    DECLARED_OUT_OF_SCOPE = "declared_out_of_scope"


class AiInvolvement(StrEnum):
    """What the registrant says of AI in a drama."""

    GENERATED = "generated"
    ASSISTED = "assisted"
    NONE_DECLARED = "none_declared"
    UNKNOWN = "unknown"


class AiScope(StrEnum):
    """Which part of a drama AI made."""

    VISUALS = "visuals"
    VOICE = "voice"
    SCRIPT = "script"
    MUSIC = "music"
    FACE_REPLACEMENT = "face_replacement"


class AiLabelValue(StrEnum):
    """What an AI label says, strongest first."""

    IS = "1"
    POSSIBLY = "2"
    SUSPECTED = "3"
    NONE_SEEN = "none_seen"


class AiLabelBasis(StrEnum):
    """Where an AI label was seen."""

    IMPLICIT_METADATA = "implicit_metadata"
    AUTHOR_DECLARED = "author_declared"
    PLATFORM_DETECTED = "platform_detected"
    ON_SCREEN_TEXT = "on_screen_text"
    REGISTRANT_DECLARED = "registrant_declared"
    C2PA = "c2pa"


class Tier(StrEnum):
    """Class of a micro-drama since 2026-09-01."""

    CLASS_1 = "class_1"
    CLASS_2 = "class_2"
    CLASS_3 = "class_3"
    UNKNOWN = "unknown"


class LegacyTier(StrEnum):
    """Class of a micro-drama until 2026-08-31."""

    KEY = "key"
    ORDINARY = "ordinary"
    OTHER = "other"


class CredentialKind(StrEnum):
    """What a number or document is."""

    MICRODRAMA_LICENCE = "microdrama_licence"
    APPROVAL_DOCUMENT = "approval_document"
    PROGRAMME_NUMBER = "programme_number"
    FILING_NOTICE = "filing_notice"
    FILING_NUMBER = "filing_number"
    ONLINE_LICENCE = "online_licence"
    REGISTRATION_NUMBER = "registration_number"
    PLATFORM_NUMBER = "platform_number"
    UNRECOGNISED = "unrecognised"


class IssuerKind(StrEnum):
    """Who issued a number."""

    NRTA = "nrta"
    PROVINCE = "province"
    PLATFORM = "platform"
    UNKNOWN = "unknown"


class Verification(StrEnum):
    """How far an approval was checked."""

    PUBLIC_LIST = "public_list"
    REGISTRANT_DOCUMENT = "registrant_document"
    SHOWN_ON_PAGE = "shown_on_page"
    FORMAT_ONLY = "format_only"
    CONTRADICTED = "contradicted"
    NONE = "none"


class AttestationList(StrEnum):
    """What a list is that names a work; only a licence list is evidence of approval."""

    LICENCE_LIST = "licence_list"
    FILING_NOTICE = "filing_notice"
    SELECTION = "selection"
    ASSESSMENT = "assessment"


class DisputeAbout(StrEnum):
    """Which line of a record a dispute is about: approval and AI are never mixed."""

    APPROVAL = "approval"
    AI = "ai"
    WORK = "work"


class Resolution(StrEnum):
    """How a dispute or a revocation was resolved."""

    LIFTED = "lifted"
    UPHELD = "upheld"


ENUMS: dict[str, type[StrEnum]] = {
    "status": Status,
    "approval_state": ApprovalState,
    "ai_involvement": AiInvolvement,
    "ai_scope": AiScope,
    "ai_label_value": AiLabelValue,
    "ai_label_basis": AiLabelBasis,
    "tier": Tier,
    "legacy_tier": LegacyTier,
    "credential_kind": CredentialKind,
    "issuer_kind": IssuerKind,
    "verification": Verification,
    "attestation_list": AttestationList,
    "dispute_about": DisputeAbout,
    "resolution": Resolution,
}
"""The enumerations used in code, under their names in the contract."""

_NAMES = {enum: name for name, enum in ENUMS.items()}


def wording(value: StrEnum, language: Language) -> str:
    """What a person reads for one of the values of `ENUMS`."""
    enums: dict[str, _Values] = read_json("vocabulary/enums.json")["enums"]
    return enums[_NAMES[type(value)]]["values"][value][language]
