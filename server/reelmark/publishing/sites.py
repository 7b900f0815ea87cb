"""The sites the extension runs on: shared/sites.json, which the manifest carries."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from reelmark.contract import read_json
from reelmark.publishing.record import Count

Host = Annotated[str, Field(pattern=r"^(\*\.([a-z0-9-]+\.)+|([a-z0-9-]+\.)*)[a-z0-9-]+$")]
"""A name, or `*.` and one of two parts at least: then its subdomains too."""

Selector = Annotated[str, Field(min_length=1, max_length=200)]
Selectors = Annotated[tuple[Selector, ...], Field(max_length=10)]


class LabelWords(BaseModel):
    """An AI label as a page words it: shorter than 40 characters, compared letter by letter."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Annotated[str, Field(min_length=2, max_length=39)]
    value: Literal["1", "2", "3"]
    basis: Literal["author_declared", "platform_detected"]


class Site(BaseModel):
    """One site; `id` is that of shared/vocabulary/platforms.json where it is there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{2,40}$")]
    hosts: Annotated[tuple[Host, ...], Field(min_length=1, max_length=10)]
    off: bool
    lang: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    clips: Selectors
    labels: Selectors
    texts: Selectors
    words: Annotated[tuple[LabelWords, ...], Field(max_length=20)]
    query: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")], ...], Field(max_length=10)
    ]


class Sites(BaseModel):
    """All rows; of two sets the one of the higher `revision` counts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    revision: Count
    sites: Annotated[tuple[Site, ...], Field(max_length=50)]


@cache
def sites() -> Sites:
    """Those of shared/sites.json."""
    read = read_json("sites.json")
    return Sites(revision=read["revision"], sites=read["sites"])
