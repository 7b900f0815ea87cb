"""Web servers on this machine: a site with videos, and a registry's files."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".mpd": "application/dash+xml",
}

HERE = Path(__file__).parent
PLAYERS = HERE / "players"
PACKAGES = HERE.parents[1] / "node_modules"

Answer = Callable[[str], bytes | None]


class Site:
    """Pages by path, the videos of a folder, `/players/`, and npm's packages as `/npm/`.

    No CORS, as most sites have it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages: dict[str, str] = {}
        self.address = ""

    def page(self, name: str, body: str) -> str:
        """Add a page; returns its address."""
        head = (
            '<!doctype html><meta charset="utf-8"><style>body{margin:0;background:#c9ced6}</style>'
        )
        self.pages[f"/{name}.html"] = head + body
        return f"{self.address}/{name}.html"

    def answer(self, path: str) -> bytes | None:
        """The content at a path."""
        if path in self.pages:
            return self.pages[path].encode()
        file = self._file(path)
        return file.read_bytes() if file.is_file() else None

    def _file(self, path: str) -> Path:
        first, _, rest = path.lstrip("/").partition("/")
        folders = {"players": PLAYERS, "npm": PACKAGES}
        return folders[first] / rest if first in folders else self.folder / path.lstrip("/")


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Players hang up when they have seen enough; everything else is a failure to see."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as given


@contextmanager
def serving(answer: Answer, headers: dict[str, str] | None = None, port: int = 0) -> Iterator[str]:
    """Serve what `answer` gives for each path, with byte ranges; yields the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            data = answer(path)
            if data is None:
                self._send(404, b"", path)
                return
            wanted = self.headers.get("Range", "")
            if not wanted.startswith("bytes="):
                self._send(200, data, path)
                return
            first, _, last = wanted.removeprefix("bytes=").partition("-")
            start, end = int(first), int(last) if last else len(data) - 1
            span = f"bytes {start}-{end}/{len(data)}"
            self._send(206, data[start : end + 1], path, {"Content-Range": span})

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def _send(
            self, status: int, data: bytes, path: str, more: dict[str, str] | None = None
        ) -> None:
            self.send_response(status)
            kind = TYPES.get(Path(path).suffix, "application/octet-stream")
            every = {
                "Content-Type": kind,
                "Content-Length": str(len(data)),
                "Accept-Ranges": "bytes",
            }
            for name, value in {**every, **(headers or {}), **(more or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(data)
            except ConnectionError:
                self.close_connection = True  # the player has seen enough

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = _Server(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
