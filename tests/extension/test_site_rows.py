"""Rows of sites: changed and switched off by the signed manifest."""

from __future__ import annotations

from reelmark.demo.viewer import Viewer
from tests.extension.publisher import Publisher, Work, own_site
from tests.extension.site import Site
from tests.extension.steps import refresh

CLIP = """<article><video src="/listed.mp4" autoplay muted loop playsinline></video>
<div class="info"><h1>AI短剧</h1>{}</div></article>"""

LABEL = "<span>内容由AI生成</span>"


def test_a_signed_manifest_brings_a_row_and_switches_its_site_off(
    viewer: Viewer, site: Site, publisher: Publisher, known: list[Work]
) -> None:
    labelled = site.page("labelled", CLIP.format(LABEL))
    viewer.open(labelled)
    viewer.click(viewer.says("雾港来信"))
    assert "本页" not in viewer.until(viewer.texts, lambda texts: "公示在册" in texts)

    publisher.publish(known, generation=11, sites=own_site(revision=2))
    refresh(viewer)
    viewer.open(labelled)
    viewer.click(viewer.says("雾港来信"))
    told = viewer.until(viewer.texts, lambda texts: "本页" in texts)
    assert "有 AI 标注" in told
    assert "作者声明 · 与登记一致" in told

    publisher.publish(known, generation=12, sites=own_site(revision=3, off=True))
    refresh(viewer)
    viewer.until(viewer.marks, lambda marks: not marks)  # what plays is told as well
    viewer.open(labelled)
    viewer.until(lambda: viewer.run("document.querySelector('video').currentTime"), lambda t: t > 2)
    assert viewer.marks() == []
    text = viewer.popup_text()
    assert "已在此网站停用" in text
    assert "公示在册" not in text  # its card is gone
