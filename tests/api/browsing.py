"""A server over the two reports for a real browser, and pages that must stay silent: what the browser tests share.

Needs Playwright and Chromium (extra "browser"; Debian's package chromium); tests that import it are skipped without.
"""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
import uvicorn

from policy_qa_api.app import create_app

pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    pytest.skip("no chromium", allow_module_level=True)

from playwright.sync_api import sync_playwright  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Request

CORPUS = Path(__file__).parents[2] / "corpus"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server over a copy of the two reports, on a free port."""
    shutil.copytree(CORPUS, folder / "corpus")
    listener = socket.create_server(("127.0.0.1", 0))
    app = create_app(folder / "home", folder / "corpus")
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def started() -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@contextmanager
def opened(browser: Browser, address: str, path: str, **options: object) -> Iterator[Page]:
    """A page that must log nothing, open no dialog and ask no other host for anything."""
    context = browser.new_context(base_url=address, **options)  # type: ignore[arg-type]
    page = context.new_page()
    noise: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:")):
            noise.append(request.url)

    def opened_dialog(dialog: Dialog) -> None:
        noise.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("console", lambda message: noise.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("dialog", opened_dialog)
    page.on("request", asked)
    page.goto(path)
    try:
        yield page
        assert [one for one in noise if "the server responded with a status of 4" not in one] == []
    finally:
        context.close()
