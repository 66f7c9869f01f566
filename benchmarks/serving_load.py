"""How the server holds up: 50 clients ask and search while reports are added; requests/s, p50, p99, and what was lost.

    python -m benchmarks.serving_load [--seconds 30] [--clients 50] [--workers 2] [--write]

Beside it stands the least that could be served: a FastAPI route that only runs one SQLite FTS5 query over the same
sentences. Both run under uvicorn in processes of their own, on this machine, with the clients beside them.
`--write` puts the table into its section of benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote

from benchmarks.intake_speed import ROOT, reports

README = ROOT / "benchmarks" / "README.md"
ASKED = (
    "/api/ask?q=how+many+rural+care+services",
    "/api/ask?q=how+many+women+obtained+property+titles+in+2023",
    "/api/ask?q=what+percentage+of+the+applicants+were+women",
    "/api/ask?q=how+many+helicopters",
    "/api/search?q=shelter+homes",
    "/api/search?q=violence+unit:%25",
    "/api/search?q=women&kind=figure&page=2",
)
WORDS = ("shelter homes", "violence women", "property titles", "rural care", "helicopters")


@dataclass
class Tally:
    """What one run saw: milliseconds of each answer, errors, and how many reports were taken in."""

    times: list[float]
    errors: list[str]
    added: int = 0


async def fetch(port: int, head: str, body: bytes = b"") -> tuple[int, bytes]:
    """One request on a connection of its own, as each client of the crowd makes them."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"{head} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n".encode())
        writer.write(body or b"\r\n")
        await writer.drain()
        answer = await reader.read()
    finally:
        writer.close()
    return int(answer.split(b" ", 2)[1]), answer.partition(b"\r\n\r\n")[2]


def upload(name: str, text: str) -> bytes:
    """The rest of a request that sends one file."""
    part = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n{text}\r\n--x--\r\n'.encode()
    return f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {len(part)}\r\n\r\n".encode() + part


async def client(port: int, addresses: Sequence[str], first: int, end: float, tally: Tally) -> None:
    """Asks one thing after another until the time is up."""
    turn = first
    while time.monotonic() < end:
        began = time.perf_counter()
        try:
            status, body = await fetch(port, f"GET {addresses[turn % len(addresses)]}")
            if status != 200:
                tally.errors.append(f"{status} {body[:200]!r}")
        except OSError as problem:
            tally.errors.append(repr(problem))
        tally.times.append(1000 * (time.perf_counter() - began))
        turn += 1


async def adder(port: int, end: float, tally: Tally) -> None:
    """Adds one report after another until the time is up."""
    for name, text in reports(10_000):
        if time.monotonic() >= end:
            return
        status, body = await fetch(port, "POST /api/documents", upload(name, text))
        tally.added += status == 201
        if status != 201:
            tally.errors.append(f"{status} {body[:200]!r}")
        await asyncio.sleep(0.5)


async def crowd(port: int, addresses: Sequence[str], clients: int, seconds: float, *, adding: bool) -> Tally:
    """So many clients at once, for so long."""
    tally, end = Tally([], []), time.monotonic() + seconds
    asking = [client(port, addresses, number, end, tally) for number in range(clients)]
    await asyncio.gather(*asking, *([adder(port, end, tally)] if adding else []))
    return tally


@contextmanager
def running(command: Sequence[str], folder: Path) -> Iterator[int]:
    """A server on a free port, up as soon as it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {**os.environ, "POLICY_QA_HOME": "", "POLICY_QA_CORPUS": "", "PYTHONPATH": str(ROOT)}
    with (folder / "log").open("w") as log:
        server = subprocess.Popen([*command, "--port", str(port)], cwd=folder, env=environment, stderr=log)
        try:
            for _ in range(600):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            asyncio.run(fetch(port, "GET /healthz"))
            yield port
        finally:
            server.terminate()
            server.wait(60)


def ours(folder: Path, arguments: argparse.Namespace) -> Tally:
    """The crowd at policy-qa, reports added meanwhile; nothing that was taken in may be lost."""
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    command = [str(Path(sys.executable).with_name("policy-qa")), "serve", "--workers", str(arguments.workers)]
    with running(command, folder) as port:
        asyncio.run(fetch(port, f"GET {ASKED[0]}"))
        tally = asyncio.run(crowd(port, ASKED, arguments.clients, arguments.seconds, adding=True))
        body = asyncio.run(fetch(port, "GET /api/documents?size=1"))[1]
        total = int(re.findall(rb'"total":(\d+)', body)[0])
        if total != tally.added + len(list((ROOT / "corpus").glob("*.txt"))):
            tally.errors.append(f"{tally.added} reports were taken in, and {total} are there")
    return tally


def plain(folder: Path, arguments: argparse.Namespace) -> Tally:
    """The crowd at a route that only runs one FTS5 query."""
    command = [sys.executable, "-m", "uvicorn", "--factory", "benchmarks.plain:create_app"]
    options = ["--workers", str(arguments.workers), "--log-level", "warning"]
    addresses = [f"/?q={quote(words)}" for words in WORDS]
    with running([*command, *options], folder) as port:
        return asyncio.run(crowd(port, addresses, arguments.clients, arguments.seconds, adding=False))


def row(name: str, tally: Tally, seconds: float) -> str:
    """One line of the table."""
    cuts = quantiles(tally.times, n=100)
    rate = len(tally.times) / seconds
    added = str(tally.added) if tally.added else "–"
    return f"| {name} | {rate:,.0f} | {cuts[49]:,.0f} | {cuts[98]:,.0f} | {added} | {len(tally.errors)} |"


def main() -> None:
    """Prints the table, and writes it where that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="into benchmarks/README.md")
    arguments = parser.parse_args()
    rows, errors = [], []
    for name, run in (("policy-qa, ask and search", ours), ("one FTS5 query", plain)):
        with tempfile.TemporaryDirectory() as folder:
            tally = run(Path(folder), arguments)
        rows.append(row(name, tally, arguments.seconds))
        errors += tally.errors[:5]
    run_by = f"`python -m benchmarks.serving_load --seconds {arguments.seconds:.0f}`"
    told = (
        f"{arguments.clients} clients for {arguments.seconds:.0f} s, {arguments.workers} worker processes, clients on "
        f"the same {os.cpu_count()} processors ({run_by}).\n\n"
        "| server | requests/s | p50, ms | p99, ms | reports added | errors |\n|---|---|---|---|---|---|\n"
        + "\n".join(rows)
    )
    print(told)
    if arguments.write:
        write(told)
    if errors:
        sys.exit("\n".join(errors))


def write(told: str) -> None:
    """Puts the section in the place of the last one, other sections left alone."""
    heading = "## The server under load\n"
    whole = README.read_text("utf-8") if README.exists() else "# Measurements\n"
    before, _, after = whole.partition(heading)
    rest = after[after.index("\n## ") :] if "\n## " in after else ""
    README.write_text(f"{before.rstrip()}\n\n{heading}\n{told}\n{rest}", "utf-8")


if __name__ == "__main__":
    main()
