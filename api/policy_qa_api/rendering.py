"""Pages from templates: every value is text (autoescaped), every sentence of ours comes from the word lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from policy_qa_api import lit, numbers
from policy_qa_api.desk import library_of
from policy_qa_api.words import LANGUAGES, chosen_language, words

STATIC = Path(__file__).parent / "static"


@cache
def templates() -> Environment:
    """The templates, with what all of them may use."""
    environment = Environment(
        loader=PackageLoader("policy_qa_api"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["static"] = static_address
    environment.filters["segment"] = lambda text: quote(text, safe="")
    environment.filters["grouped"] = numbers.grouped
    environment.filters["percent"] = numbers.percent
    environment.filters["gaps"] = lit.gaps
    environment.filters["trimmed"] = numbers.trimmed
    return environment


@cache
def static_address(name: str) -> str:
    """The address of a static file, which changes when the file does."""
    return f"/static/{name}?v={sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def page(
    request: Request, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: object
) -> Response:
    """An HTML page in the reader's language."""
    language = chosen_language(request)
    body = (
        templates()
        .get_template(template)
        .render(
            t=words(language),
            language=language,
            languages=LANGUAGES,
            here=request,
            page_of=_page_numbers(request),
            **values,
        )
    )
    response = HTMLResponse(body, status, headers)
    if request.query_params.get("lang") == language:
        response.set_cookie("lang", language, max_age=31536000, httponly=True, samesite="lax")
    return response


def _page_numbers(request: Request) -> Callable[[str, int], int | None]:
    """The number of the page that an offset of a document lies on, if it has pages."""
    pages = cache(lambda document: library_of(request).pages(document))
    return lambda document, offset: pages(document).at(offset)
