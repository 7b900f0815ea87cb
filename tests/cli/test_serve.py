from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from reelmark.api.registrations import BATCH, LINES
from reelmark.cli.processes import GRACE_S, THREADS
from reelmark.publishing.envelope import public_text
from reelmark.registry.api_keys import Scope, make
from reelmark.registry.organisations import OrganisationKind, add
from tests.api.queries import planes, query
from tests.api.test_metrics import Told, read, requests
from tests.api.writing import line
from tests.cli.conftest import Shell
from tests.publishing.test_current import say_more
from tests.registry.samples import START, registry, track
from tests.registry_of_all import registry_of_all

HUGE = 100_000_000


class Running:
    """`reelmark serve` in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        assert process.stderr is not None
        self.process = process
        self.logged: list[str] = []
        self._reading = Thread(target=self.logged.extend, args=[process.stderr], daemon=True)
        self._reading.start()
        self.address = process.stdout.readline().strip()
        self.key = process.stdout.readline().strip().removeprefix("public key: ")

    def connect(self) -> http.client.HTTPConnection:
        address = urlsplit(self.address)
        return http.client.HTTPConnection(str(address.hostname), address.port, timeout=60)

    def ask(
        self, method: str, path: str, body: bytes | None = None, named: Mapping[str, str] = {}
    ) -> tuple[int, bytes]:
        connection = self.connect()
        headers = {"Content-Type": "application/json"} if body is not None else {}
        connection.request(method, path, body, headers | dict(named))
        answer = connection.getresponse()
        told = answer.status, answer.read()
        connection.close()
        return told

    def numbers(self) -> Told:
        """What it tells Prometheus."""
        return read(self.ask("GET", "/metrics")[1].decode())

    def open(self) -> socket.socket:
        address = urlsplit(self.address)
        return socket.create_connection((str(address.hostname), address.port), timeout=60)

    def raw(self, request: bytes) -> bytes:
        """Send bytes and read the beginning of what comes back."""
        with self.open() as connection:
            with suppress(OSError):  # it may have answered and hung up before all was sent
                connection.sendall(request)
                connection.shutdown(socket.SHUT_WR)
            return connection.recv(4096)

    def stop(self) -> tuple[int, str]:
        """End it; its exit code and what it complained of."""
        self.process.send_signal(signal.SIGTERM)
        return self.ended()

    def ended(self) -> tuple[int, str]:
        code = self.process.wait(GRACE_S + 5)
        self._reading.join()
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()
        return code, "".join(one for one in self.logged if json.loads(one)["level"] != "info")

    def wait_until_it_refuses(self) -> None:
        """Returns once no process of it takes a connection any more."""
        with suppress(ConnectionRefusedError, ConnectionResetError):
            while True:
                self.open().close()


@contextmanager
def serving(shell: Shell) -> Iterator[Running]:
    registry_of_all(shell.home)
    shell.environ["TMPDIR"] = str(shell.home.parent)
    running = Running(shell.start("serve", "--port", "0", "--workers", "2"))
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture
def server(shell: Shell) -> Iterator[Running]:
    with serving(shell) as running:
        yield running


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One for tests that change nothing: a start takes 3 s of the processor."""
    with serving(Shell(tmp_path_factory.mktemp("standing") / "home")) as running:
        yield running


def workers(shell: Shell) -> set[int]:
    """The processes that count; each does so in files of its own."""
    found = shell.home.parent.glob("reelmark-counts-*/gauge_livesum_*.db")
    return {int(one.stem.rpartition("_")[2]) for one in found}


def test_it_serves_until_it_is_told_to_stop(server: Running, shell: Shell) -> None:
    status, body = server.ask("GET", "/healthz")
    assert (status, json.loads(body)["status"]) == (200, "ok")
    assert server.key == public_text(registry_of_all(shell.home).keys.signing.public_key())
    assert server.stop() == (0, "")


def test_its_log_tells_nothing_of_who_asked_for_what(server: Running) -> None:
    named = {"User-Agent": "secret-agent", "Authorization": "Bearer secret-key"}
    for method, path in [
        ("GET", "/d/secret-work"),
        ("GET", "/v1/dramas?q=secret"),
        ("GET", "/secret/place"),
        ("SECRET", "/v1/match"),
        ("POST", "/v1/statements"),
        ("GET", "/healthz"),
    ]:
        server.ask(method, path, b"secret" if method == "POST" else None, named)
    server.raw(b"GET /secret HTTP/0.secret\r\n\r\n")
    assert server.stop() == (0, "")
    said = [json.loads(one) for one in server.logged]
    assert [(one["method"], one["route"], one["status"]) for one in said] == [
        ("GET", "/d/<name>", 404),
        ("GET", "/v1/dramas", 200),
        ("GET", None, 404),
        ("other", None, 405),
        ("POST", "/v1/statements", 401),
    ]
    keys = {"time", "level", "event", "method", "route", "status", "ms", "bytes"}
    assert {frozenset(one) for one in said} == {frozenset(keys)}
    assert not any("secret" in one or "127.0.0.1" in one for one in server.logged)


def test_its_processes_count_together(server: Running, shell: Shell) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: server.ask("GET", "/v1/stats"), range(24)))
    asked = requests("GET", "/v1/stats", "2xx")
    assert {server.numbers()[asked] for _ in range(8)} == {24}
    before = workers(shell)
    os.kill(min(before), signal.SIGKILL)
    while len(workers(shell)) < 2 or workers(shell) == before:
        server.ask("GET", "/healthz")
    found = server.numbers()
    assert found[asked] == 24
    assert found["reelmark_workers", frozenset()] == 2
    assert "Perhaps out of memory?" in server.stop()[1]
    assert not list(shell.home.parent.glob("reelmark-counts-*"))


def test_all_its_processes_see_what_is_said(server: Running, shell: Shell) -> None:
    say_more(registry_of_all(shell.home))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: server.ask("GET", "/v1/dramas/new"), range(24)))
    assert {status for status, _ in answers} == {200}


def test_its_processes_publish_the_same_files(standing: Running) -> None:
    with ThreadPoolExecutor(8) as pool:
        address = "/v1/bundle/manifest.json"
        answers = list(pool.map(lambda _: standing.ask("GET", address), range(24)))
    assert len({body for _, body in answers}) == 1


@pytest.mark.parametrize("line", ["POST /v1/match", "GET /v1/dramas", "PUT /", "GET /d/feng-gui"])
def test_it_refuses_a_huge_body_before_it_is_sent(standing: Running, line: str) -> None:
    head = f"{line} HTTP/1.1\r\nHost: x\r\nContent-Length: {HUGE}\r\n\r\n"
    started = time.monotonic()
    assert standing.raw(head.encode()).startswith(b"HTTP/1.1 413 ")
    assert time.monotonic() - started < 5


def test_it_stops_reading_a_body_without_a_length(standing: Running) -> None:
    head = (
        b"POST /v1/match HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n"
    )
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    assert standing.raw(head + 6 * chunk).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    "request_", [b"\x16\x03\x01\x00\xff" * 50, b"GET\r\n\r\n", b"GET / HTTP/1.1\r\n\x00: x\r\n\r\n"]
)
def test_it_answers_what_is_no_http(standing: Running, request_: bytes) -> None:
    assert standing.raw(request_)[:12] in (b"HTTP/1.1 400", b"")
    assert standing.ask("GET", "/healthz")[0] == 200


def test_clients_that_fall_silent_hold_nobody_up(server: Running) -> None:
    with ExitStack() as silent:
        for _ in range(2 * THREADS + 10):
            silent.enter_context(server.open()).sendall(b"POST /v1/match HTTP/1.1\r\n")
        assert server.ask("GET", "/healthz")[0] == 200
    assert server.stop() == (0, "")


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_finishes_a_slow_upload_when_stopped(server: Running, stop: signal.Signals) -> None:
    body = json.dumps(query(planes(1, 16), 3)).encode()
    head = "POST /v1/match HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    with server.open() as connection:
        connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[:1000])
        assert server.ask("POST", "/v1/match", body)[0] == 200
        os.killpg(server.process.pid, stop)  # as a terminal does: to all of its processes
        server.wait_until_it_refuses()
        connection.sendall(body[1000:])
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")
    assert server.ended() == (0, "")


def test_it_registers_all_lines_when_stopped(server: Running, shell: Shell) -> None:
    filled = registry(shell.home)
    with filled.write() as writer:
        add(writer.session, "hong-guo", "红果", OrganisationKind.PLATFORM, START)
        key = make(writer.session, "hong-guo", "test", [Scope.REGISTER], START)
    lines = [json.dumps(line(n, track(n))) for n in range(1, 3 * BATCH + 1)]
    headers = {"Authorization": f"Bearer {key}", "Content-Type": LINES}
    connection = server.connect()
    connection.request("POST", "/v1/registrations", "\n".join(lines), headers)
    answer = connection.getresponse()
    said = [answer.readline()]
    server.process.send_signal(signal.SIGTERM)
    said += answer.readlines()
    assert {json.loads(each)["status"] for each in said} == {"new"}
    assert len(said) == len(lines)
    connection.close()
    assert server.ended() == (0, "")


def test_it_says_when_the_port_is_taken(shell: Shell) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = shell.run("serve", "--port", port, code=1)
    assert f"cannot listen on 127.0.0.1, port {port} (Address already in use)" in ended.stderr


def test_it_says_when_the_host_is_not_here(shell: Shell) -> None:
    assert "cannot listen on" in shell.run("serve", "--host", "192.0.2.1", code=1).stderr


def test_it_says_which_setting_is_wrong(shell: Shell) -> None:
    shell.environ["REELMARK_PROXIES"] = "many"
    told = shell.run("serve", "--port", "0", code=1)
    assert told.stderr.startswith("reelmark: REELMARK_PROXIES must be")
    assert (told.stdout, told.stderr.count("\n")) == ("", 1)


def test_it_needs_the_keys_of_its_registry(shell: Shell, tmp_path: Path) -> None:
    registry_of_all(shell.home)
    (shell.home / "keys").rename(tmp_path / "elsewhere")
    assert "keys" in shell.run("serve", "--port", "0", code=1).stderr
