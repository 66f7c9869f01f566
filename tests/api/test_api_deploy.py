"""The Dockerfile and the systemd unit: read against what they promise; by their own linters too, where present."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

from typer.testing import CliRunner

from policy_qa.cli.app import app as commands

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
UNIT = ROOT / "deploy" / "policy-qa.service"


def instructions() -> list[tuple[str, str]]:
    """The instructions of the last stage, lines that go on joined."""
    joined = DOCKERFILE.read_text("utf-8").replace("\\\n", " ")
    rows = [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]
    last = max(n for n, line in enumerate(rows) if line.startswith("FROM "))
    return [(line.partition(" ")[0], line.partition(" ")[2].strip()) for line in rows[last:]]


def unit() -> dict[str, dict[str, list[str]]]:
    """The unit's values by section and key."""
    found: dict[str, dict[str, list[str]]] = {}
    section: dict[str, list[str]] = {}
    for line in UNIT.read_text("utf-8").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), {})
        elif line.strip() and not line.startswith("#"):
            key, equals, value = line.partition("=")
            assert equals, line
            section.setdefault(key, []).append(value)
    return found


def options_of_serve(command: list[str]) -> None:
    """Each option must be one that `serve` knows."""
    shown = CliRunner().invoke(commands, ["serve", "--help"]).output
    assert command[0] == "serve"
    assert all(option in shown for option in command if option.startswith("--"))


def test_the_image_runs_as_nobody_and_writes_only_to_its_volume() -> None:
    said = dict(instructions())
    assert said["USER"] == "10001"
    assert said["VOLUME"] == "/data"
    assert "/healthz" in said["HEALTHCHECK"]
    settings = dict(pair.split("=", 1) for pair in said["ENV"].split())
    assert settings["POLICY_QA_HOME"].startswith("/data/")
    assert settings["POLICY_QA_CORPUS"].startswith("/data/")
    assert settings["POLICY_QA_TOKENS"]
    assert json.loads(said["ENTRYPOINT"]) == ["policy-qa"]
    options_of_serve(json.loads(said["CMD"]))
    assert "--read-only" in DOCKERFILE.read_text("utf-8")


def test_the_image_copies_what_is_there() -> None:
    allowed = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE.read_text("utf-8"), re.MULTILINE)
    for name in " ".join(copied).split():
        assert (ROOT / name).exists(), name
        assert f"!{name}" in allowed


def test_the_unit_is_hardened_and_starts_what_there_is() -> None:
    service = unit()["Service"]
    program, *arguments = service["ExecStart"][0].split()
    assert Path(program).name == "policy-qa"
    options_of_serve(arguments)
    assert arguments[arguments.index("--host") + 1] == "127.0.0.1"
    wanted = {"DynamicUser": "yes", "NoNewPrivileges": "yes", "ProtectSystem": "strict", "CapabilityBoundingSet": ""}
    assert {key: service[key][0] for key in wanted} == wanted


if shutil.which("systemd-analyze"):

    def test_systemd_takes_the_unit(tmp_path: Path) -> None:
        placed = tmp_path / UNIT.name
        placed.write_text(UNIT.read_text("utf-8").replace("/opt/policy-qa/bin/policy-qa", "/bin/true"), "utf-8")
        done = subprocess.run(["systemd-analyze", "verify", str(placed)], capture_output=True, text=True)
        assert [line for line in done.stderr.splitlines() if UNIT.name in line] == []


if shutil.which("hadolint"):

    def test_hadolint_takes_the_image() -> None:
        assert subprocess.run(["hadolint", str(DOCKERFILE)]).returncode == 0
