from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import reelmark.web

FOLDER = Path(reelmark.web.__file__).parent
TEXTS: dict[str, Any] = json.loads((FOLDER / "texts.json").read_text("utf-8"))
PAGES: dict[str, dict[str, str]] = TEXTS["pages"]


def test_every_text_is_in_both_languages_with_the_same_gaps() -> None:
    for key, text in PAGES.items():
        assert set(text) == {"zh", "en"}, key
        gaps = [set(re.findall(r"{(\w+)}", text[language])) - {"noun"} for language in text]
        assert gaps[0] == gaps[1], key


def test_every_text_is_used_and_every_text_used_is_there() -> None:
    sources = [*FOLDER.glob("*.py"), *FOLDER.glob("templates/*.html")]
    code = "".join(path.read_text("utf-8") for path in sources)
    used = set(re.findall(r"""say\(\s*["'](\w+)["'][,)]""", code))
    named = set(re.findall(r"""["'](\w+)["']""", code))
    spoken_of = {key for key in PAGES if key in named or key.startswith(("subject_", "about_"))}
    assert used <= set(PAGES)
    assert spoken_of == set(PAGES)


def test_no_text_calls_a_work_unlicensed_or_free_of_ai() -> None:
    helped = [
        text
        for states in TEXTS["help"].values()
        for one in states.values()
        for text in one.values()
    ]
    for text in [*PAGES.values(), *helped]:
        assert not re.search(r"unlicen[sc]ed|not AI|human-made|illegal", text["en"], re.IGNORECASE)
        assert not re.search(r"无证|违规|非法|真人制作", text["zh"])
