"""The pages: start, a drama, what cards say, problem types, and what went wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from urllib.parse import quote

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup, escape
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException, TooManyRequests

from reelmark.api.dramas import DramaAnswer, find
from reelmark.api.moment import AS_OF
from reelmark.api.problems import Problem, RequestError, problem_of
from reelmark.api.reports import take
from reelmark.api.search import DramasQuery, listing
from reelmark.ledger.statement import key_id
from reelmark.publishing.current import Current
from reelmark.registry.organisations import organisations
from reelmark.web import lines
from reelmark.web.basis import rows
from reelmark.web.correcting import body_of, parts, wrong_fields
from reelmark.web.language import chosen, language_of
from reelmark.web.texts import help_texts, problem_texts, say, term

LATEST = 20
LONGEST_SEARCH = 200


def routes(current: Current, contact: str | None) -> Blueprint:
    """The pages over a registry; `contact` is where its operator takes corrections."""
    web = Blueprint("web", __name__, static_folder="static", template_folder="templates")
    web.add_app_template_filter(_whole_dates, "whole_dates")

    @web.get("/")
    def start() -> Response:
        q = request.args.get("q", "").strip()[:LONGEST_SEARCH]
        snapshot = current.snapshot()
        found = listing(snapshot, DramasQuery(q=q or None, limit=LATEST))
        return page("start.html", q=q, dramas=found.dramas, total=len(snapshot.dramas))

    @web.get("/d/<name>")
    def drama(name: str) -> Response:
        drama, _, as_of = name.partition("@")
        found = _find(current, drama, as_of or None)
        if found is None:
            return _missing_drama(drama)
        subject, names = quote(f"Reelmark {drama}"), _names(current)
        more = {"rows": rows, "names": names, "contact": contact, "subject": subject}
        return page("drama.html", 200, **dict(found) | more)

    @web.get("/d/<drama>/correct")
    def correct(drama: str) -> Response:
        return _correct(current, drama)

    @web.post("/d/<drama>/correct")
    def corrected(drama: str) -> Response:
        return _correct(current, drama, request.form)

    @web.get("/help")
    def help() -> Response:
        key = key_id(current.registry.keys.signing.public_key())
        return page("help.html", groups=help_texts(), fingerprint=re.findall("....", key))

    @web.get("/problems/")
    def problems() -> Response:
        return page("problems.html", problems=list(Problem), texts=problem_texts())

    @web.get("/problems/<slug>")
    def problem(slug: str) -> Response:
        known = next((one for one in Problem if one.slug == slug), None)
        if known is None:
            return missing()
        return page("problem.html", problem=known, text=problem_texts()[slug])

    return web


def _missing_drama(drama: str) -> Response:
    language = language_of(request)
    text = say("missing_drama_text", language, id=drama[:40])
    return page("missing.html", 404, title=say("missing_drama", language), text=text)


def _correct(current: Current, name: str, form: Mapping[str, str] | None = None) -> Response:
    """The form, empty or as it was filled where something is wrong, or a word of thanks."""
    drama = current.snapshot().by_id.get(name)
    if drama is None:
        return _missing_drama(name)
    shown = partial(page, "correct.html", drama=drama, parts=parts(drama), problem=None)
    if form is None:
        return shown(form={}, wrong=set(), sent=None)
    try:
        sent = take(current, body_of(name, form))
    except ValidationError as error:
        return shown(status=422, form=form, wrong=wrong_fields(error), sent=None)
    except RequestError as error:
        status = error.problem.status
        return shown(status=status, form=form, wrong={"part"}, sent=None, problem=error.detail)
    return shown(status=202, form={}, wrong=set(), sent=sent)


def _find(current: Current, drama: str, as_of: str | None) -> DramaAnswer | None:
    """What stands behind a permalink; a statement that is not there yet has nothing."""
    if as_of is not None and not re.fullmatch(AS_OF, as_of):
        return None
    try:
        return find(current, drama, as_of)
    except RequestError as error:
        if error.problem is Problem.TOO_MANY_REQUESTS:
            raise TooManyRequests from error
        return None


def _names(current: Current) -> lines.Names:
    with current.registry.read() as reader:
        return {one.id: one.name for one in organisations(reader.session)}


def page(template: str, status: int = 200, **values: object) -> Response:
    """A page in the reader's language."""
    language = language_of(request)
    html = render_template(
        template,
        language=language,
        say=partial(say, language=language),
        word=partial(term, language=language),
        here=_here,
        lines=lines,
        **values,
    )
    response = Response(html, status, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept-Language")
    return response


def missing() -> Response:
    """The page of an address without one."""
    language = language_of(request)
    title, text = say("missing_title", language), say("missing_text", language)
    return page("missing.html", 404, title=title, text=text)


def of_http(error: HTTPException) -> Response:
    """The page that says what an HTTP error says."""
    problem = problem_of(error)
    if problem is Problem.NOT_FOUND:
        return missing()
    language, texts = language_of(request), problem_texts()[problem.slug]
    return page(
        "missing.html", problem.status, title=texts["title"][language], text=texts["text"][language]
    )


def _here(path: str) -> str:
    """A path of this server that keeps the language asked for."""
    asked = chosen(request)
    before, hash_sign, fragment = path.partition("#")
    return f"{before}?lang={asked}{hash_sign}{fragment}" if asked else path


def _whole_dates(text: str) -> Markup:
    """Text in which no line ends within a date."""
    whole = r'<span class="literal">\g<0></span>'
    return Markup(re.sub(r"\d{4}-\d{2}-\d{2}", whole, str(escape(text))))
