"""`serve` as an operator meets it: when it refuses to start, several processes, reports added while it runs."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

SERVE = (sys.executable, "-c", "from policy_qa.cli import main; main()")
ADDRESS = re.compile(r"http://\S+")


def environment(**said: str) -> dict[str, str]:
    return {**os.environ, "POLICY_QA_HOME": "", "POLICY_QA_CORPUS": "", "POLICY_QA_TOKENS": "", **said}


@contextmanager
def running(folder: Path, *options: str) -> Iterator[str]:
    """A server over a folder, on a free port; it must end well when it is told to."""
    command = [*SERVE, "serve", "--port", "0", *options]
    with (folder / "log").open("w+") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment(), stderr=subprocess.PIPE, text=True)
        assert server.stderr is not None
        try:
            said = ""
            while not (address := ADDRESS.search(said)):
                line = server.stderr.readline()
                assert line, said
                said += line
            drain = ThreadPoolExecutor(1)
            drain.submit(lambda: log.writelines(server.stderr or ()))
            yield address[0]
        finally:
            server.send_signal(signal.SIGTERM)
            assert server.wait(60) in (0, -signal.SIGTERM)
            drain.shutdown()
            server.stderr.close()


def asked(address: str, question: str) -> dict[str, object]:
    request = Request(f"{address}/api/ask?q={question.replace(' ', '+')}")  # noqa: S310
    with urlopen(request, timeout=60) as answer:  # noqa: S310
        found: dict[str, object] = json.load(answer)
        return found


def value(address: str, question: str) -> object:
    answer = asked(address, question)["answer"]
    return answer["value"] if isinstance(answer, dict) else None


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104
@pytest.mark.parametrize(
    ("tokens", "told"),
    [(None, "POLICY_QA_TOKENS"), ("# nobody yet\n", "holds no token"), ("admin secret\n", "line 1")],
)
def test_open_to_others_without_tokens_it_does_not_start(
    tmp_path: Path, host: str, tokens: str | None, told: str
) -> None:
    if tokens is not None:
        (tmp_path / "tokens.txt").write_text(tokens, "utf-8")
    done = subprocess.run(
        [*SERVE, "serve", "--host", host, "--port", "0"],
        cwd=tmp_path,
        env=environment(POLICY_QA_TOKENS="tokens.txt" if tokens is not None else ""),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert told in done.stderr
    assert not (tmp_path / ".policy-qa").exists()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_report_added_beside_it_is_answered_at_once(tmp_path: Path, workers: int) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "clinics.txt").write_text("In 2023, 57 rural clinics opened in Peru.\n", "utf-8")
    new = tmp_path / "lighthouses.txt"
    new.write_text("In 2020 the coast guard ran 214 old lighthouses.\n", "utf-8")
    with running(tmp_path, "--workers", str(workers)) as address:
        assert value(address, "how many rural clinics") == 57
        assert value(address, "how many old lighthouses") is None
        subprocess.run([*SERVE, "add", str(new)], cwd=tmp_path, env=environment(), check=True, capture_output=True)
        with ThreadPoolExecutor(4) as crowd:
            answers = list(crowd.map(lambda _: value(address, "how many old lighthouses"), range(12)))
        assert answers == [214] * 12


def test_reports_sent_to_several_processes_at_once_are_all_kept(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    with running(tmp_path, "--workers", "2") as address:

        def send(number: int) -> int:
            body = f'--x\r\nContent-Disposition: form-data; name="file"; filename="r{number}.txt"\r\n\r\n'
            body += f"In 2020 there were {number + 300} clinics in district {number}.\r\n--x--\r\n"
            kind = {"Content-Type": "multipart/form-data; boundary=x"}
            request = Request(f"{address}/api/documents", body.encode(), kind)  # noqa: S310
            with urlopen(request, timeout=60) as answer:  # noqa: S310
                return int(answer.status)

        with ThreadPoolExecutor(6) as crowd:
            assert list(crowd.map(send, range(12))) == [201] * 12
        with urlopen(f"{address}/api/documents?size=50") as answer:  # noqa: S310
            assert json.load(answer)["total"] == 12
        assert value(address, "how many clinics in district 7") == 307
