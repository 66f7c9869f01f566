"""Examples in the description of the API: what each route answered about the reports of `corpus/`, lists cut to one."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import FastAPI

DOCUMENT = "peru-international-womens-day-2024"
PATHS = {"document": DOCUMENT, "record": "2ed241ede47c232b", "finding": "cd69b8f819c0651c"}
LINES = {
    "GET /api/export": (
        "application/jsonl",
        '{"id": "2ed241ede47c232b", "kind": "figure", "text": "57", "value": 57}\n',
    ),
    "GET /metrics": ("text/plain", "policy_qa_documents 2.0\n"),
}
"""Examples of what is no JSON."""


@cache
def samples() -> dict[str, object]:
    """The JSON answers by method and path."""
    found: dict[str, object] = json.loads((files("policy_qa_api") / "samples.json").read_text("utf-8"))
    return found


def described(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """The app's `openapi`, with an example for each answer and each id in a path; made once."""
    bare = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            for path, methods in bare()["paths"].items():
                for method, operation in methods.items():
                    _exemplify(f"{method.upper()} {path}", operation)
        return bare()

    return openapi


def _exemplify(route: str, operation: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            parameter["example"] = PATHS[parameter["name"]]
    answers = operation["responses"]
    answer = answers.get("200") or answers.get("201")
    if route in LINES:
        media_type, example = LINES[route]
        answer.setdefault("content", {}).setdefault(media_type, {})["example"] = example
    elif answer is not None:
        answer["content"]["application/json"]["example"] = samples()[route]
