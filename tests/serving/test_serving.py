"""The server as a process: adding while asking, and being killed while adding."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from conftest import CORPUS
from policy_qa.library import Library

START_SECONDS = 60
ANSWER_SECONDS = 30
REPORT = "In 2021, {count} mobile clinics opened in {place}.\n"


class Server:
    """`policy-qa serve` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = [sys.executable, "-c", "from policy_qa.cli import main; main()", "serve", "--port", "0"]
        self.process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, env=clean_environment())
        self.url = self._address()

    def _address(self) -> str:
        assert self.process.stderr is not None
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            line = self.process.stderr.readline().decode()
            if found := re.search(r"http://\S+", line):
                self.drain = threading.Thread(target=self.process.stderr.read)
                self.drain.start()
                return found[0]
        raise AssertionError("the server did not start")

    def get(self, path: str) -> Any:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                with urllib.request.urlopen(self.url + path, timeout=ANSWER_SECONDS) as answer:  # noqa: S310
                    return json.load(answer)
            except urllib.error.URLError as problem:
                if isinstance(problem, urllib.error.HTTPError) or time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def ask(self, question: str) -> Any:
        return self.get(f"/api/ask?q={quote(question)}")

    def add(self, name: str, text: str) -> int:
        boundary = "----policyqa"
        body = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            f"Content-Type: text/plain\r\n\r\n{text}\r\n--{boundary}--\r\n"
        ).encode()
        request = urllib.request.Request(  # noqa: S310
            self.url + "/api/documents",
            data=body,
            headers={"Content-Type": f"multipart/form-data; boundary={boundary}"},
            method="POST",
        )
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:  # noqa: S310
            return int(answer.status)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self._ended()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self._ended()

    def _ended(self) -> int:
        code = self.process.wait(timeout=START_SECONDS)
        self.drain.join()
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("POLICY_QA_")}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    shutil.copytree(CORPUS, tmp_path / "corpus")
    running = Server(tmp_path)
    yield running
    if running.process.poll() is None:
        running.kill()


def test_a_report_added_while_questions_are_asked_is_answered_about_at_once(server: Server) -> None:
    wrong: list[Any] = []
    done = threading.Event()

    def keep_asking() -> None:
        while not done.is_set():
            result = server.ask("how many rural care services")
            if result["answer"] is None or result["answer"]["value"] != 57:
                wrong.append(result)

    askers = [threading.Thread(target=keep_asking) for _ in range(3)]
    for asker in askers:
        asker.start()
    try:
        for number in range(4):
            assert server.add(f"clinics-{number}.txt", REPORT.format(count=120 + number, place=f"Town{number}")) == 201
            result = server.ask(f"how many mobile clinics opened in Town{number}")
            assert result["answer"] is not None, result
            assert result["answer"]["value"] == 120 + number
    finally:
        done.set()
        for asker in askers:
            asker.join()
    assert wrong == []


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05, 0.1, 0.2, 0.4])
def test_a_server_killed_while_adding_leaves_store_and_index_that_agree(server: Server, delay: float) -> None:
    server.ask("how many rural care services")
    text = "".join(REPORT.format(count=n, place=f"Town{n}") for n in range(300))
    adding = threading.Thread(target=lambda: _ignoring_resets(server, text))
    adding.start()
    time.sleep(delay)
    server.kill()
    adding.join()
    with Library.open(server.folder / ".policy-qa", server.folder / "corpus") as library:
        assert list(library.verify()) == []
        assert library.ask("how many rural care services").answer is not None
        assert [one.fate for one in library.sync()] in ([], ["added"])
        assert {d.id for d in library.documents()} >= {"peru-equal-futures-partnership"}
        assert list(library.verify()) == []


def _ignoring_resets(server: Server, text: str) -> None:
    try:
        server.add("long.txt", text)
    except (OSError, urllib.error.URLError):
        return


def test_the_server_stops_when_told(server: Server) -> None:
    assert server.get("/healthz")
    assert server.stop() in (0, -signal.SIGTERM)
