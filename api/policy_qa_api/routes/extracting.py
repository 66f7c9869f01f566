"""`/api/extract`: records of a text that is not kept."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from starlette.responses import Response

from policy_qa.domain.answers import RecordList
from policy_qa.domain.records import Language
from policy_qa_api.desk import PROBLEMS
from policy_qa_api.respond import as_json
from policy_qa_extractors import extract as extract_records

router = APIRouter(prefix="/api", tags=["extracting"])


def printed_date(said: object) -> object:
    """A date comes printed, as in 2024-03-08; a number is none. Raises ValueError."""
    if said is not None and not isinstance(said, str):
        raise ValueError("a date is printed as in 2024-03-08")
    return said


class Extraction(BaseModel):
    """A text to read; the language is detected where it is null."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "A total of 57 Rural Care Services operate nationwide."}]}
    )

    text: Annotated[str, Field(max_length=2_000_000)]
    language: Language | None = None
    document: Annotated[str, Field(min_length=1, max_length=200)] = "text"
    published: Annotated[date | None, BeforeValidator(printed_date)] = None


@router.post("/extract", response_model=RecordList, responses=PROBLEMS, summary="Records of a text, nothing kept")
def extract(wanted: Extraction) -> Response:
    """All records of the text, in order of their start."""
    found = extract_records(wanted.text, wanted.language, wanted.document, wanted.published)
    return as_json(RecordList(items=tuple(found), page=1, size=max(len(found), 1), total=len(found)))
