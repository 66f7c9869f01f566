"""`/records` and `/series`: tables and bars, each number with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from policy_qa.domain.records import KINDS, Figure, Record
from policy_qa.domain.sources import QUOTE_LIMIT
from policy_qa.library import Library, RecordFilter
from policy_qa_api import describe
from policy_qa_api.desk import Desk, PageNumber
from policy_qa_api.links import record_address
from policy_qa_api.lit import Mark, Piece, lit_spans
from policy_qa_api.rendering import page as render
from policy_qa_api.routes.records import Wanted
from policy_qa_api.series import series

router = APIRouter(include_in_schema=False)

ROWS = 50
SORTS = (
    ("value", "records.sort_value"),
    ("-value", "records.sort_value_down"),
    ("period", "records.sort_period"),
    ("-period", "records.sort_period_down"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A record beside its sentence, the record lit."""

    record: Record
    sentence: Sequence[Piece]


@router.get("/records")
def records_page(request: Request, desk: Desk, wanted: Wanted, page: PageNumber = 1) -> Response:
    """A page of the records that the filters want, and how many there are of each kind."""
    found = desk.records(wanted, page=page, size=ROWS)
    kept = desk.documents()
    return render(
        request,
        "records.html",
        rows=_rows(desk, found.items),
        found=found,
        wanted=wanted,
        sorts=SORTS,
        counts={kind: desk.records(replace(wanted, kinds=(kind,)), size=1).total for kind in KINDS},
        documents=kept,
        titles={d.id: d.title for d in kept},
        pages=Pages(request.url.path, said(request), found.page, -(-found.total // ROWS)),
        query=urlencode([(k, v) for k, v in said(request) if k != "page"]),
        describe=describe,
        address=record_address,
    )


@router.get("/series")
def series_page(
    request: Request, desk: Desk, contains: Annotated[str | None, Query(max_length=200)] = None
) -> Response:
    """Measures over time: every bar is a figure that can be read in its report."""
    figures = desk.all_records(RecordFilter(kinds=("figure",), contains=contains or None))
    return render(
        request,
        "series.html",
        found=series(record for record in figures if isinstance(record, Figure)),
        contains=contains,
        titles={d.id: d.title for d in desk.documents()},
        address=record_address,
    )


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in a list a page stands, and the addresses of its neighbours."""

    path: str
    said: Sequence[tuple[str, str]]
    now: int
    last: int

    def address(self, page: int) -> str:
        """The same list at another page."""
        return self._with("page", str(page), {"page"})

    def sorted(self, sort: str) -> str:
        """The same list from its beginning in another order."""
        return self._with("sort", sort, {"page", "sort"})

    def limited(self, name: str, value: str) -> str:
        """The same list from its beginning, limited to a value of a parameter; to none where the value is empty."""
        return self._with(name, value, {"page", name})

    def _with(self, name: str, value: str, without: Set[str]) -> str:
        return f"{self.path}?{urlencode([*((k, v) for k, v in self.said if k not in without), (name, value)])}"


def said(request: Request) -> list[tuple[str, str]]:
    """The parameters of an address that say something."""
    return [(key, value) for key, value in request.query_params.multi_items() if value]


def _rows(desk: Library, records: Sequence[Record]) -> list[Row]:
    texts: Mapping[str, str] = {document: desk.text(document) for document in {r.document for r in records}}
    return [Row(record, _sentence(texts[record.document], record)) for record in records]


def _sentence(text: str, record: Record) -> list[Piece]:
    """The record's sentence, or as much of it around the record as a quote may have."""
    start, end = record.sentence.start, record.sentence.end
    if end - start > QUOTE_LIMIT:
        start = max(start, record.start - QUOTE_LIMIT // 2)
        end = min(end, start + QUOTE_LIMIT)
    return lit_spans(text[start:end], [Mark(record.start - start, record.end - start)])
