"""The README's commands and code run, and print what it says they print."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import CORPUS, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
REPORT = "In 2023, 57 rural clinics opened in Peru.\n"
TOOL = Path(sys.executable).with_name("policy-qa")


def run(command: str, cwd: Path) -> str:
    """What a command prints, stdout and stderr as they come."""
    environment = {**os.environ, "PATH": f"{TOOL.parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "160"}
    done = subprocess.run(
        command, shell=True, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, check=False
    )
    return done.stdout.decode()


def demo_commands() -> list[str]:
    """The commands that `make demo` runs, as they stand in the Makefile."""
    recipe = re.search(r"^demo:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert recipe is not None
    return [line.strip().removeprefix("@").replace("$(BIN)/policy-qa", "policy-qa") for line in recipe[1].splitlines()]


def steps() -> list[tuple[str, str]]:
    """Each command of the README with the output that stands below it."""
    found = []
    for block in CONSOLE:
        for command, printed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            found.append((command, printed))
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(CORPUS, place / "corpus")
    (place / "my-report.txt").write_text(REPORT, encoding="utf-8")
    return place


def test_every_command_prints_what_the_readme_says(folder: Path) -> None:
    for command, printed in steps():
        if command == "make test":
            continue
        commands = demo_commands() if command == "make demo" else [command]
        output = "".join(run(one, folder) for one in commands)
        assert _tidy(output) == _tidy(printed), command


def _tidy(text: str) -> str:
    """The lines without trailing space; numbers of records and confidences may move with the rules."""
    plain = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"confidence 0\.\d\d", "confidence", re.sub(r"\b\d+ records\b", "records", plain))


@pytest.mark.parametrize("code", PYTHON)
def test_the_python_runs(code: str) -> None:
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102
