"""The rows of sites that are shipped, and how they travel."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from reelmark.contract import read_json
from reelmark.matching import background
from reelmark.publishing.bundle import build_bundle
from reelmark.publishing.envelope import Purpose, seal
from reelmark.publishing.manifest import Manifest, describe
from reelmark.publishing.sites import LabelWords, Site, sites

CLIENTS_READ = 65_536
"""Bytes of a signed file that the extension reads."""


def test_no_host_has_two_rows() -> None:
    hosts = [host for site in sites().sites for host in site.hosts]
    assert len(hosts) == len(set(hosts))


def test_platforms_have_one_id_everywhere() -> None:
    platforms = read_json("vocabulary/platforms.json")["platforms"]
    shared = platforms.keys() & {site.id for site in sites().sites}
    assert shared == {"hongguo", "bilibili", "kuaishou", "xiaohongshu"}


def test_a_row_with_words_says_where_they_stand() -> None:
    assert all(site.clips and site.labels for site in sites().sites if site.words)


def test_the_readme_names_every_wording() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert all(word.text in readme for site in sites().sites for word in site.words)


def test_the_manifest_with_all_rows_stays_far_below_what_clients_read() -> None:
    bundle = build_bundle([], [], background.load())
    manifest = describe(bundle, 1, datetime(2026, 11, 21, tzinfo=UTC), sites())
    sealed = seal(manifest.model_dump(mode="json"), Purpose.MANIFEST, Ed25519PrivateKey.generate())
    assert len(sealed) < CLIENTS_READ / 4


def test_a_manifest_without_rows_can_be_read() -> None:
    bundle = build_bundle([], [], background.load())
    manifest = describe(bundle, 1, datetime(2026, 11, 21, tzinfo=UTC), sites())
    older = manifest.model_dump(mode="json", exclude={"sites"})
    assert Manifest.model_validate(older).sites is None


@pytest.mark.parametrize("host", ["www.douyin.com/*", "*.com", "https://weibo.com", "a..b", "*"])
def test_it_refuses_what_is_no_host(host: str) -> None:
    row = sites().sites[0].model_dump()
    with pytest.raises(ValidationError):
        Site.model_validate(row | {"hosts": (host,)})


def test_it_refuses_words_as_long_as_a_caption() -> None:
    with pytest.raises(ValidationError):
        LabelWords(text="字" * 40, value="1", basis="author_declared")
