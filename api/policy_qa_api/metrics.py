"""Counts for Prometheus, in a registry of this app's own."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import Scope

from policy_qa.library import Library


class Metrics:
    """Requests by route, method and status; their seconds; what the library holds."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        labels = ("route", "method", "status")
        self._requests = Counter("policy_qa_requests", "Requests served.", labels, registry=self._registry)
        self._seconds = Histogram("policy_qa_request_seconds", "Time to serve.", ("route",), registry=self._registry)
        self._documents = Gauge("policy_qa_documents", "Documents held.", registry=self._registry)
        self._records = Gauge("policy_qa_records", "Records held.", registry=self._registry)
        self._generation = Gauge("policy_qa_generation", "Changes of the corpus so far.", registry=self._registry)

    def count(self, scope: Scope, status: int, seconds: float) -> None:
        """Notes a request under its route; addresses that no route has count together."""
        route = str(getattr(scope.get("route"), "path", "")) or "(none)"
        self._requests.labels(route, scope["method"], str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self, library: Library) -> bytes:
        """Everything in Prometheus' text format."""
        kept = library.documents()
        self._documents.set(len(kept))
        self._records.set(sum(document.records for document in kept))
        self._generation.set(library.generation)
        return generate_latest(self._registry)
