"""The least that could be served: one route, one FTS5 query, over the sentences of `corpus/`."""

from __future__ import annotations

import sqlite3
from threading import local

from fastapi import FastAPI

from benchmarks.intake_speed import sentences


def create_app() -> FastAPI:
    """The app; each thread has a database of its own, in memory."""
    app, kept = FastAPI(), local()

    def database() -> sqlite3.Connection:
        rows: sqlite3.Connection | None = getattr(kept, "rows", None)
        if rows is None:
            rows = kept.rows = sqlite3.connect(":memory:")
            rows.execute("CREATE VIRTUAL TABLE sentences USING fts5(sentence)")
            rows.executemany("INSERT INTO sentences VALUES (?)", [(one,) for one in sentences()])
        return rows

    @app.get("/")
    def search(q: str) -> list[str]:
        query = "SELECT sentence FROM sentences WHERE sentences MATCH ? ORDER BY rank LIMIT 20"
        return [row[0] for row in database().execute(query, (q,))]

    return app
