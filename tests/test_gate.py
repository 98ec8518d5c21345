"""The gate: the pre-commit hooks and the GitHub action do what they say, and --watch looks again."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from align.cli import main
from tests.formats.bilingual_samples import MQXLIFF, XLIFF_12

CHECKOUT = Path(__file__).resolve().parent.parent
HOOKS = {
    hook["id"]: hook for hook in yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text("utf-8"))
}
ACTION: dict[str, Any] = yaml.safe_load((CHECKOUT / "action.yml").read_text("utf-8"))
GOOD = MQXLIFF.replace("1.8 million", "1.8 billion")


def test_the_hook_takes_bilingual_files_and_fails_where_one_has_an_error(tmp_path: Path, capsys: Any) -> None:
    hook = HOOKS["align-check"]
    command, *arguments = shlex.split(hook["entry"])
    assert command == "align"
    for name, text in (("good.mqxliff", GOOD), ("bad.xlf", XLIFF_12)):
        assert re.search(hook["files"], name)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert not re.search(hook["files"], "notes.txt")
    files = [str(tmp_path / name) for name in ("good.mqxliff", "bad.xlf")]
    assert main([*arguments, *hook["args"], *files]) == 1
    assert "1.8" in capsys.readouterr().out
    assert main([*arguments, *hook["args"], files[0]]) == 0


def test_hooks_have_what_pre_commit_wants() -> None:
    for hook in HOOKS.values():
        assert {"id", "name", "entry", "language"} <= set(hook)
        assert hook["language"] == "python"
        assert hook["entry"].startswith("align check")


def test_the_action_names_only_inputs_that_it_has() -> None:
    text = (CHECKOUT / "action.yml").read_text("utf-8")
    named = set(re.findall(r"inputs\.([\w-]+)", text))
    assert named == set(ACTION["inputs"])
    assert ACTION["runs"]["using"] == "composite"
    steps = ACTION["runs"]["steps"]
    assert all("shell" in step for step in steps if "run" in step)
    # What a user writes never becomes part of a script.
    assert not any("${{" in step.get("run", "") for step in steps)


@pytest.mark.parametrize(("text", "code"), [(GOOD, 0), (MQXLIFF, 1), ("<xliff version='1.2'>", 2)])
def test_the_actions_script_writes_sarif_and_tells_findings_from_failures(
    tmp_path: Path, text: str, code: int
) -> None:
    step = next(step for step in ACTION["runs"]["steps"] if step.get("id") == "check")
    file = tmp_path / "line $(touch owned).xliff"
    file.write_text(text, encoding="utf-8")
    (tmp_path / "align").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m align "$@"\n', encoding="utf-8")
    (tmp_path / "align").chmod(0o755)
    given = dict.fromkeys(("TARGET", "DECISIONS", "PROFILE", "GLOSSARY"), "")
    environment = {
        **os.environ,
        **given,
        "SOURCE": str(file),
        "FAIL_ON": "major",
        "OUT": str(tmp_path / "align.sarif"),
        "GITHUB_OUTPUT": str(tmp_path / "outputs"),
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": str(CHECKOUT),
    }
    done = subprocess.run(
        ["bash", "-e", "-c", step["run"]], env=environment, cwd=tmp_path, timeout=120, check=False
    )
    assert done.returncode == (2 if code == 2 else 0)
    assert f"code={code}" in (tmp_path / "outputs").read_text("utf-8")
    assert not (tmp_path / "owned").exists()
    if code < 2:
        log = json.loads((tmp_path / "align.sarif").read_text("utf-8"))
        assert len(log["runs"][0]["results"]) == code


def test_watching_checks_again_when_a_file_is_written(tmp_path: Path) -> None:
    file, out = tmp_path / "line.mqxliff", tmp_path / "out.json"
    file.write_text(MQXLIFF, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "align",
        "check",
        str(file),
        "--watch",
        "--fail-on",
        "major",
        "--out",
        str(out),
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        assert "findings at or above" in process.stderr.readline()
        file.write_text("<xliff version='1.2'>", encoding="utf-8")
        assert "not well-formed" in process.stderr.readline()
        time.sleep(0.01)
        file.write_text(GOOD, encoding="utf-8")
        assert "align check: checked" in process.stderr.readline()
        assert json.loads(out.read_text("utf-8"))["findings"] == []
    finally:
        process.kill()
        process.wait()


def test_more_than_two_articles_are_too_many(capsys: Any) -> None:
    assert main(["check", "a", "b", "c"]) == 2
    assert "one too many" in capsys.readouterr().err
