"""Texts as options take them: those that a statement can hold."""

from __future__ import annotations

import click
from pydantic import TypeAdapter, ValidationError

from reelmark.registry.payloads import DramaId, Name


class Checked(click.ParamType[str]):
    """A text that a statement can hold, in the form it is stored in."""

    name = "text"

    def __init__(self, model: TypeAdapter[str], rule: str) -> None:
        """Check against a payload's field type; `rule` says to a person what it asks for."""
        self._model = model
        self._rule = rule

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text as it is stored; wrong usage when it breaks the rule."""
        try:
            return self._model.validate_python(value)
        except ValidationError:
            self.fail(f"needs {self._rule}.", param, ctx)


NAME = Checked(
    TypeAdapter(Name), "1 to 200 characters, none of them invisible or turning the writing round"
)
DRAMA = Checked(TypeAdapter(DramaId), "3 to 40 of a-z, 0-9 and -, not starting with -")
