from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskClient

from reelmark.app import create_app
from tests.registry.samples import config
from tests.registry_of_all import NOTICE


def text(client: FlaskClient, drama: str, language: str) -> str:
    """What is read on the page, without its markup."""
    page = client.get(f"/d/{drama}?lang={language}").text
    return re.sub(r"<svg.*?</svg>|<[^>]+>", "", page, flags=re.DOTALL)


def lines(client: FlaskClient, drama: str, language: str = "en") -> list[str]:
    """The words of the AI line and the approval line."""
    page = client.get(f"/d/{drama}?lang={language}").text
    found = re.findall(r'<p class="words \w+">(.*?)</p>', page, re.DOTALL)
    return [re.sub(r"<svg.*?</svg>|<[^>]+>", "", line, flags=re.DOTALL).strip() for line in found]


def test_it_has_the_two_lines_each_with_its_basis(client: FlaskClient) -> None:
    page = client.get("/d/feng-gui?lang=en").text
    assert lines(client, "feng-gui") == [
        "AI-generated: visuals, voice",
        "class 1, listed in a public notice",
    ]
    assert "declared by the registrant, since 2026-11-21" in text(client, "feng-gui", "en")
    assert f'<a href="{NOTICE}" rel="nofollow noreferrer">source: 总局, 公示 2026-10' in page


def test_it_speaks_chinese(client: FlaskClient) -> None:
    assert lines(client, "feng-gui", "zh") == ["AI 生成：画面、配音", "一类，公示在册"]


def test_it_says_who_revoked_and_where(client: FlaskClient) -> None:
    page = client.get("/d/harbour?lang=zh").text
    assert "撤销（来源：演示公告，2099-02-01）" in text(client, "harbour", "zh")
    assert 'class="words red"' in page


def test_the_day_of_an_entry_does_not_read_as_that_of_a_revocation(client: FlaskClient) -> None:
    notes = text(client, "harbour", "en").partition("Approval")[2].split("\n")
    source, entered = [note for note in notes if note][1:3]
    assert source == "source: 演示公告, 2099-02-01"
    assert entered == "entered in the registry by demo registrant on 2026-11-21"


def test_it_says_demo_data_of_demo_data_alone(client: FlaskClient) -> None:
    assert "演示数据" in client.get("/d/harbour?lang=zh").text
    assert "Demo data" in client.get("/d/harbour?lang=en").text
    assert "emo data" not in client.get("/d/feng-gui?lang=en").text


def test_it_says_that_the_ai_line_is_disputed(client: FlaskClient) -> None:
    page = client.get("/d/long-street?lang=en").text
    disputed = "the AI declaration is disputed, since 2026-11-21"
    assert disputed in text(client, "long-street", "en")
    assert page.count('class="words amber"') == 1


def test_it_makes_no_claim_where_nothing_was_said(client: FlaskClient) -> None:
    page = client.get("/d/nobody?lang=en").text
    assert lines(client, "nobody") == ["unknown", "no approval seen"]
    assert "That does not mean the work has none." in page
    assert "Unverified registration" in page


def test_it_lists_the_statements_it_rests_on(client: FlaskClient) -> None:
    page = client.get("/d/harbour?lang=en").text
    assert "Signed statements that this page follows from: 4." in page
    assert "revoked: drama" in page


def test_episodes_that_were_said_alike_are_one_row(client: FlaskClient) -> None:
    page = client.get("/d/feng-gui?lang=en").text
    basis = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert re.findall(r"<td>(\w+: .*?)</td>", basis) == [
        "registered: drama",
        "registered: edition",
        "registered: episodes 1–2, 4",
        "attested: edition",
    ]
    assert all(f'id="s{seq}"' in basis for seq in (1, 2, 3, 4, 5, 14))


def test_it_lists_episodes_in_short(client: FlaskClient) -> None:
    assert "episodes 1–2, 4" in client.get("/d/feng-gui?lang=en").text
    assert "第 1–2、4 集" in client.get("/d/feng-gui?lang=zh").text


def test_a_title_is_text_and_never_markup(client: FlaskClient) -> None:
    page = client.get("/d/nobody").text
    assert "Nobody&#39;s &lt;b&gt;Drama&lt;/b&gt;" in page
    assert "<b>Drama" not in page


def test_it_says_where_to_correct_it(client: FlaskClient, home: Path) -> None:
    assert 'href="/d/feng-gui/correct"' in client.get("/d/feng-gui").text
    settings = replace(config(home), contact="mailto:registry@example.org")
    page = create_app(settings).test_client().get("/d/feng-gui").text
    assert 'href="mailto:registry@example.org?subject=Reelmark%20feng-gui"' in page


def test_an_unknown_drama_is_no_finding(client: FlaskClient) -> None:
    answer = client.get("/d/unheard-of?lang=en")
    assert answer.status_code == 404
    assert "says nothing about the approval of any work" in answer.text
