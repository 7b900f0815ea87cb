"""Firefox's own remote protocol: JSON over TCP, each message after its length in bytes.

https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html. Playwright's way into an
unpatched Firefox asks for commands that the long-term release lacks, and geckodriver, which speaks
this protocol for everyone else, is no package of Debian.
"""

from __future__ import annotations

import json
import socket
from typing import Any


class MarionetteError(Exception):
    """Firefox refused a command; the message says why."""


class Marionette:
    """A connection to one Firefox."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._stream = self._socket.makefile("rb")
        self._sent = 0
        self._receive()  # its greeting

    def send(self, command: str, **parameters: Any) -> Any:
        """The result of a command, like `WebDriver:Navigate`. Raises MarionetteError."""
        self._sent += 1
        message = json.dumps([0, self._sent, command, parameters]).encode()
        self._socket.sendall(b"%d:%b" % (len(message), message))
        _, _, error, result = self._receive()
        if error:
            raise MarionetteError(f"{command}: {error['message']}")
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def script(self, script: str, *arguments: str, sandbox: str | None = None) -> Any:
        """Run a script on the page; as `system` one it sees what pages must not."""
        return self.send(
            "WebDriver:ExecuteScript",
            script=script,
            args=list(arguments),
            sandbox=sandbox,
            newSandbox=False,
        )

    def system(self, script: str, *arguments: str) -> Any:
        """Run a script in the browser's own window."""
        self.send("Marionette:SetContext", value="chrome")
        try:
            return self.script(script, *arguments)
        finally:
            self.send("Marionette:SetContext", value="content")

    def close(self) -> None:
        """Hang up."""
        self._stream.close()
        self._socket.close()

    def _receive(self) -> Any:
        length = b""
        while (digit := self._stream.read(1)) != b":":
            if not digit:
                raise MarionetteError("Firefox has hung up")
            length += digit
        return json.loads(self._stream.read(int(length)))
