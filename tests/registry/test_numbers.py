from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reelmark.registry.numbers import Number, find_numbers, read_credential
from reelmark.registry.vocabulary import CredentialKind, IssuerKind, LegacyTier


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("（番茄）网微剧备字（2026）第847205号", "platform_number 番茄 platform 2026 847205 other"),
        ("（七猫）网微剧备字（2025）第01177号", "platform_number 七猫 platform 2025 01177 other"),
        ("(总局)网剧审字(2022)第001号", "online_licence 总局 nrta 2022 001 None"),
        ("(总局)网影审字(2022)第002号", "online_licence 总局 nrta 2022 002 None"),
        ("(沪)网剧审字(2023)第001号", "online_licence 沪 province 2023 001 None"),
        ("（总局）网微剧审字（2026）第7号", "microdrama_licence 总局 nrta 2026 7 key"),
        ("（兵团）网微剧备字（2026）第7号", "registration_number 兵团 province 2026 7 ordinary"),
        ("【 京 】網微劇備字〔2026〕12號", "registration_number 京 province 2026 12 ordinary"),
        ("（某某）网微剧备字（2026）第7号", "registration_number 某某 unknown 2026 7 None"),
        ("（演示）网微剧审字（2099）第000号", "microdrama_licence 演示 unknown 2099 000 None"),
    ],
)
def test_it_reads_a_complete_number(text: str, read: str) -> None:
    (number,) = find_numbers(text)
    assert not number.malformed
    fields = ("kind", "issuer", "issuer_kind", "year", "serial", "legacy_tier")
    assert " ".join(str(getattr(number, field)) for field in fields) == read


@pytest.mark.parametrize(
    "text",
    ["京网微剧备字（2026）第001号", "沪网微剧备字〔2026〕0123号", "网微剧备字(2026)第001号"],
)
def test_it_keeps_a_number_without_issuer_as_malformed(text: str) -> None:
    (number,) = find_numbers(text)
    assert number.malformed
    assert number.issuer is None
    assert number.issuer_kind is IssuerKind.UNKNOWN
    assert number.legacy_tier is None


def test_it_reads_a_filing_number() -> None:
    number = Number("V123456788888888", CredentialKind.FILING_NUMBER)
    assert find_numbers("规划备案号 V123456788888888。") == (number,)


@pytest.mark.parametrize(
    "text",
    [
        "京ICP备16032848号-4",
        "京卫网审字【2014】第39号",
        "V12345678888888",
        "V1234567888888889",
        "AV123456788888888",
        "（总局）网微剧审字（1999）第1号",
        "（总局）网微剧审字（2026）第123456789号",
        "",
    ],
)
def test_it_finds_no_number_where_there_is_none(text: str) -> None:
    assert find_numbers(text) == ()


def test_it_finds_several_numbers_in_order() -> None:
    text = "（沪）网剧审字（2023）第001号，网微剧备字（2026）第2号；V123456788888888"
    assert [(n.serial, n.malformed) for n in find_numbers(text)] == [
        ("001", False),
        ("2", True),
        (None, False),
    ]


def test_it_keeps_the_text_of_what_it_cannot_read() -> None:
    number = read_credential("一类〔2026〕甲字 3 号")
    assert number == Number("一类〔2026〕甲字 3 号", CredentialKind.UNRECOGNISED)
    assert not number.malformed


def test_it_takes_the_first_number_of_a_credential() -> None:
    number = read_credential("许可证：(总局)网微剧审字(2026)第010号（京）网剧审字（2020）第1号")
    assert (number.serial, number.legacy_tier) == ("010", LegacyTier.KEY)


@given(st.text(alphabet="（）()〔〕网微剧审备字影第号V0123456789 总局", max_size=60))
def test_it_reads_its_own_normal_form_again(text: str) -> None:
    for number in find_numbers(text):
        assert find_numbers(number.text) == (number,)
