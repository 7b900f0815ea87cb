"""The demo's web page: a vertical feed that plays the altered copies, as a viewer meets them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

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


def feed(shown: Sequence[Specimen], public_key: str) -> Blueprint:
    """`/demo/`: the feed, its videos, and the browser core for "check without the extension".

    The registry's own pages then say that they hold demo data, and link to the feed.

    `public_key` (base64) is written into the page: it comes from the same place as the data, so
    here, unlike in the extension, it proves nothing but that they are whole.
    """
    blueprint = Blueprint("feed", __name__, url_prefix="/demo", template_folder=".")
    names = {specimen.copy.name: specimen for specimen in shown}
    checkout = shared_folder().parent

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

    @blueprint.get("/feed/<path:name>")
    def own(name: str) -> ResponseReturnValue:
        return _file(Path(__file__).parent, name)

    @blueprint.get("/core/<path:name>")
    def core(name: str) -> ResponseReturnValue:
        return _file(checkout / "extension", name)

    @blueprint.get("/shared/<path:name>")
    def shared(name: str) -> ResponseReturnValue:
        return _file(shared_folder(), name)

    return blueprint


def _file(folder: Path, name: str) -> Response:
    """A file below a folder; modules as what browsers take for scripts."""
    kind = SCRIPT if name.endswith(".js") else None
    return send_from_directory(folder.absolute(), name, mimetype=kind)
