"""The demo's web page: a vertical feed that plays the altered copies, as a viewer meets them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from posixpath import normpath

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    render_template,
    send_from_directory,
    url_for,
)
from flask.typing import ResponseReturnValue

from reelmark.contract import shared_folder
from reelmark.demo.specimens import Specimen

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

SCRIPT = "text/javascript"

SERVED = {
    "feed": ("feed.css", "feed.js", "check.js"),
    "core": ("background/", "content/", "ui/", "_locales/", "checks.js", "messages.js", "sites.js"),
    "shared": ("js/", "fingerprint/operators.json", "vocabulary/enums.json"),
}
"""What may be fetched below `/demo/<part>/`: files, and whole folders."""


def feed(shown: Sequence[Specimen], public_key: str) -> Blueprint:
    """`/demo/`: the feed, its videos, and the browser core for "check without the extension".

    The registry's own pages then say that they hold demo data, and link to the feed.

    `public_key` (base64) is written into the page: it comes from the same place as the data, so
    here, unlike in the extension, it proves nothing but that they are whole.
    """
    blueprint = Blueprint("feed", __name__, url_prefix="/demo", template_folder=".")
    names = {specimen.copy.name: specimen for specimen in shown}
    shared = shared_folder().absolute()
    own = Path(__file__).absolute().parent
    folders = {"feed": own, "core": shared.parent / "extension", "shared": shared}

    @blueprint.app_context_processor
    def banner() -> dict[str, str]:
        return {"demo_feed": url_for("feed.page")}

    @blueprint.get("/")
    def page() -> Response:
        html = render_template("feed.html", copies=list(names.values()), key=public_key)
        response = make_response(html)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    @blueprint.get("/videos/<name>")
    def video(name: str) -> ResponseReturnValue:
        if name not in names:
            abort(404)
        return send_from_directory(names[name].copy.parent, name, conditional=True)

    @blueprint.get("/<any(feed, core, shared):part>/<path:name>")
    def file(part: str, name: str) -> ResponseReturnValue:
        if not normpath(name).startswith(SERVED[part]):
            abort(404)
        kind = SCRIPT if name.endswith(".js") else None  # what browsers take for a script
        return send_from_directory(folders[part], name, mimetype=kind)

    return blueprint
