"""Which of the two languages a page is in."""

from __future__ import annotations

from flask import Request

from reelmark.registry.vocabulary import Language


def chosen(request: Request) -> Language | None:
    """The language asked for in the address, `?lang=zh` or `?lang=en`."""
    match request.args.get("lang"):
        case "zh":
            return "zh"
        case "en":
            return "en"
    return None


def language_of(request: Request) -> Language:
    """The language asked for, else the browser's; English for who reads neither."""
    asked = chosen(request)
    if asked:
        return asked
    return "zh" if request.accept_languages.best_match(["zh", "en"], "en") == "zh" else "en"
