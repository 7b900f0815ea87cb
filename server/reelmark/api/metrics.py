"""`GET /metrics`: how the server does, as Prometheus reads it; nothing of who asked for what."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import get_args

from flask import Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from reelmark.api.problems import Problem
from reelmark.api.watching import Answered
from reelmark.db import DatabaseError
from reelmark.ledger.store import size
from reelmark.matching.recognise import Verdict
from reelmark.publishing.current import Current
from reelmark.publishing.manifest import made_at

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus_client learns, when it is imported, of a folder where several
processes count together. `reelmark serve` sets it; without it a process counts for itself."""


class Metrics:
    """What is counted since the server began, by all of its processes, and what is so now."""

    def __init__(self, current: Current) -> None:
        self._counted = CollectorRegistry()
        self._now = CollectorRegistry()
        self._now.register(_Registry(current))
        self._seconds = Histogram(
            "reelmark_request_seconds",
            "Seconds until a request was answered",
            ("method", "route", "status"),
            registry=self._counted,
        )
        self._verdicts = Counter(
            "reelmark_match_answers",
            "Clips that POST /v1/match gave this verdict",
            ("verdict",),
            registry=self._counted,
        )
        self._limited = Counter(
            "reelmark_rate_limited",
            "Requests refused because a key or an address sent too many",
            registry=self._counted,
        )
        workers = Gauge(
            "reelmark_workers",
            "Processes that answer requests",
            registry=self._counted,
            multiprocess_mode="livesum",
        )
        workers.set(1)
        for verdict in get_args(Verdict):
            self._verdicts.labels(verdict)  # 0, which is not the same as not told

    def count(self, answered: Answered) -> None:
        """Count an answered request."""
        rule, status = answered.route.rule or "none", f"{answered.status // 100}xx"
        self._seconds.labels(answered.route.method, rule, status).observe(answered.seconds)
        if answered.verdict:
            self._verdicts.labels(answered.verdict).inc()
        if answered.status == Problem.TOO_MANY_REQUESTS.status:
            self._limited.inc()

    def answer(self) -> Response:
        """The answer to GET /metrics."""
        counted = self._counted
        if FOLDER in os.environ:
            counted = CollectorRegistry()
            MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
        text = generate_latest(counted) + generate_latest(self._now)
        return Response(text, content_type=CONTENT_TYPE_LATEST)


class _Registry(Collector):
    """What the registry holds when it is asked; nothing where it cannot be read."""

    def __init__(self, current: Current) -> None:
        self._current = current

    def collect(self) -> Iterator[GaugeMetricFamily]:
        registry = self._current.registry
        try:
            with registry.read() as reader:
                statements = size(reader.session)
            now = registry.now()
            age = now - made_at(now, self._current.snapshot().last_time)
        except DatabaseError:
            return
        last = "Statements in the ledger, which is also the place of the last"
        yield GaugeMetricFamily("reelmark_statements", last, statements)
        made = "Seconds since the date of the newest signed files"
        yield GaugeMetricFamily("reelmark_publication_age_seconds", made, age.total_seconds())
