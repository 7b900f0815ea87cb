"""What Firefox lets the viewer decide, and Chromium does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.extension.firefox import Firefox, loaded
from tests.extension.marionette import Marionette
from tests.extension.publisher import Publisher, Work, own_site
from tests.extension.site import Site
from tests.extension.steps import refresh

VIDEO = '<video src="/{}.mp4" autoplay muted loop playsinline style="height:600px"></video>'

SENDING = "chrome.permissions.contains({ data_collection: ['websiteContent'] })"
TELLING = SENDING.replace("[", "['browsingActivity', ")


@pytest.fixture
def firefox(running_firefox: Marionette, extension: Path) -> Iterator[Firefox]:
    with loaded(running_firefox, extension) as made:
        yield made


def test_a_site_that_was_taken_away_is_given_back_in_the_popup(
    firefox: Firefox, site: Site
) -> None:
    firefox.forbid("http://127.0.0.1/*")
    firefox.open(site.page("forbidden", VIDEO.format("listed")))
    with firefox.popup():
        assert "没有在此网站运行" in firefox.run("document.body.innerText")
        firefox.choose("在已支持的网站上自动运行")
        firefox.until(lambda: firefox.run("document.body.innerText"), lambda all: "暂停" in all)
    firefox.says("雾港来信")
    firefox.open(site.page("given-back", VIDEO.format("revoked")))
    firefox.says("港城夜话")


def test_firefox_is_asked_before_anything_is_sent(firefox: Firefox, site: Site) -> None:
    with firefox.popup():
        assert not firefox.run(SENDING)
    firefox.choose_server()
    with firefox.popup():
        assert firefox.run(SENDING)


def test_firefox_is_asked_before_a_page_is_reported(
    firefox: Firefox, site: Site, publisher: Publisher, known: list[Work]
) -> None:
    publisher.publish(known, sites=own_site(revision=2))
    refresh(firefox)
    body = f'<article>{VIDEO.format("listed")}<div class="info">今天</div></article>'
    address = site.page("unlabelled", body)
    firefox.open(address)
    firefox.click(firefox.says("雾港来信"))
    firefox.until(firefox.texts, lambda texts: "报告本页未标注" in texts)
    firefox.click(firefox.button("报告本页未标注"))
    with firefox.opened():
        text = firefox.run("document.body.innerText")
        assert address in text
        assert not firefox.run(TELLING)
        firefox.choose("报告本页未标注")
        # The tests' registry has files alone: it takes no reports.
        firefox.until(firefox.page_text, lambda text: "报告未能发送" in text)
        assert firefox.run(TELLING)
    told = firefox.until(firefox.texts, lambda texts: "报告未能发送" in texts)
    assert "报告本页未标注" not in told


def test_mark_and_card_fit_a_narrow_phone(firefox: Firefox, site: Site) -> None:
    firefox.open(
        site.page("narrow", VIDEO.format("listed").replace("height:600px", "width:100%")),
        (360, 640),
    )
    firefox.click(firefox.says("雾港来信"))
    firefox.until(firefox.texts, lambda texts: "公示在册" in texts and "依据" in texts)
    assert firefox.run("innerWidth") == 360
    for left, top, right, bottom in firefox.boxes():
        assert 0 <= left < right <= 360
        assert 0 <= top < bottom <= 640
