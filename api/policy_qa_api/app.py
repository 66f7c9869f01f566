"""The app: routes, pages and the layers around them, over one open library."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from policy_qa.library import Library
from policy_qa_api.entrance import Entrance
from policy_qa_api.examples import Examples
from policy_qa_api.fresh import check_fresh
from policy_qa_api.guard import Guard
from policy_qa_api.headers import SecurityHeaders
from policy_qa_api.methods import Methods
from policy_qa_api.metrics import Metrics
from policy_qa_api.observe import Observer
from policy_qa_api.pages import adding, explaining, listing, reading, searching
from policy_qa_api.pages import asking as asking_page
from policy_qa_api.pages import checking as checking_page
from policy_qa_api.pages import reviewing as reviewing_page
from policy_qa_api.rates import Rates
from policy_qa_api.rendering import STATIC
from policy_qa_api.respond import install_handlers, refuse
from policy_qa_api.routes import asking, checking, documents, exporting, extracting, machines, records, reviewing
from policy_qa_api.samples import described
from policy_qa_api.settings import Settings, read_places, read_settings

ABOUT = "Reads policy reports into cited records and answers questions from them. Errors are RFC 9457 problem details."


def create_app(home: Path, corpus: Path | None = None, settings: Settings | None = None) -> FastAPI:
    """The app over the library at `home`; opens it when the server starts and closes it when it stops."""
    chosen = settings or read_settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        library = await run_in_threadpool(Library.open, home, corpus)
        app.state.library = library
        try:
            await run_in_threadpool(library.ready)
            yield
        finally:
            await run_in_threadpool(library.close)

    app = FastAPI(
        title="policy-qa",
        version=version("policy-qa"),
        description=ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.examples = Examples()
    app.state.metrics = Metrics()
    install_handlers(app)
    _include_routes(app)
    app.openapi = described(app)  # type: ignore[method-assign]
    # The last added is the outermost.
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.add_middleware(Guard, settings=chosen, refuse=refuse)
    app.add_middleware(Entrance, tokens=chosen.tokens, rates=Rates(chosen.rate), refuse=refuse)
    app.add_middleware(Observer, metrics=app.state.metrics)
    app.add_middleware(SecurityHeaders)
    return app


API = (asking, records, documents, checking, reviewing, extracting, exporting)
PAGES = (asking_page, reading, listing, searching, reviewing_page, checking_page, adding)


def _include_routes(app: FastAPI) -> None:
    for part in (*API, *PAGES):
        app.include_router(part.router, dependencies=[Depends(check_fresh)])
    app.include_router(machines.router)
    app.include_router(explaining.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.mount("/swagger", StaticFiles(packages=[("fastapi_swagger", "resources")]), name="swagger")
    app.state.methods = Methods(part.router for part in (*API, *PAGES, machines, explaining))


def from_environment() -> FastAPI:
    """The app over $POLICY_QA_HOME and $POLICY_QA_CORPUS, for uvicorn's factory mode."""
    home, corpus = read_places()
    return create_app(home, corpus)
