"""The commands that the README shows are run as printed, and its links lead somewhere.

A line `…` of an expected output stands for any lines; figures with a decimal point and the width of
columns may differ.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from align.cli import main

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [
    (command, output)
    for command, output in re.findall(r"```console\n\$ align ([^\n]+)\n(.*?)```", README, re.S)
    if output
]


def pattern(output: str) -> str:
    """A regular expression for an output as the README prints it."""
    parts = ["(?:.*\n)*?" if line == "…" else re.escape(line) + "\n" for line in output.splitlines()]
    masked = re.sub(r"\d+\\\.\d+", r"\\d+\\.\\d+", "".join(parts))
    return re.sub(r"(?:\\ ){2,}", " {2,}", masked)


@pytest.mark.parametrize(("command", "output"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_commands_print_what_the_readme_shows(
    command: str, output: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    code = main(shlex.split(command))
    printed = capsys.readouterr().out
    assert code == (1 if "--fail-on" in command else 0)
    assert re.fullmatch(pattern(output), printed), printed


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()
