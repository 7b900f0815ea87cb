"""The form "correct this" of a work: sent as it is, without a script, kept without who sent it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from pydantic import ValidationError

from reelmark.api.reports import ReportBody
from reelmark.publishing.record import PublishedDrama

FIELDS = ("about", "part", "text", "page_url", "source_name", "source_date", "source_url")
LONGEST = 2000


def parts(drama: PublishedDrama) -> list[tuple[str, str, int | None]]:
    """What a correction can be about: (value, edition name, episode), the whole drama aside."""
    found: list[tuple[str, str, int | None]] = []
    for edition in drama.editions:
        name = edition.name or edition.id
        found.append((edition.id, name, None))
        found += [(f"{edition.id}/{one.number}", name, one.number) for one in edition.episodes]
    return found


def body_of(drama: str, form: Mapping[str, str]) -> ReportBody:
    """The report a filled form makes. Raises ValidationError."""
    given = {name: form.get(name, "").strip() for name in FIELDS}
    edition, _, episode = given["part"].partition("/")
    source = {
        "name": given["source_name"] or given["source_url"][:200],
        "date": given["source_date"] or date.today().isoformat(),
        "url": given["source_url"],
    }
    return ReportBody.model_validate(
        {
            "work": drama,
            "edition": edition or None,
            "episode": int(episode) if re.fullmatch("[0-9]{1,5}", episode) else episode or None,
            "about": given["about"],
            # One line: a browser's text area gives line ends, which no statement holds.
            "text": " ".join(given["text"].split()),
            "source": source if given["source_url"] and given["about"] != "page" else None,
            "page_url": given["page_url"] or None if given["about"] == "page" else None,
        }
    )


def wrong_fields(error: ValidationError) -> set[str]:
    """The form's fields that do not fit, to be named beside the form."""
    names = {"source": "source_url", "": "page_url", "edition": "part", "episode": "part"}
    first = {str(one["loc"][0]) if one["loc"] else "" for one in error.errors()}
    return {names.get(name, name) for name in first}
