"""The documentation is what the code says, its links lead somewhere, and the examples run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
DOCS = CHECKOUT / "docs"
EXAMPLES = sorted((CHECKOUT / "examples").glob("*.py"))


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    return subprocess.run(
        [sys.executable, *command], cwd=cwd, capture_output=True, text=True, env=environment
    )


def test_every_link_leads_somewhere(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="the extra `docs`")
    built = run("-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site"), cwd=CHECKOUT)
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "site" / "guide" / "editor.html").exists()


def test_a_link_that_leads_nowhere_ends_the_build(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="the extra `docs`")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("[no](nowhere.md)", encoding="utf-8")
    settings = (CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(settings[: settings.index("not_in_nav")], encoding="utf-8")
    built = run("-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site"), cwd=tmp_path)
    assert built.returncode != 0
    assert "nowhere.md" in built.stderr


def test_the_reference_is_the_one_made_from_the_code(tmp_path: Path) -> None:
    made = run("scripts/make/reference_pages.py", str(tmp_path), cwd=CHECKOUT)
    assert made.returncode == 0, made.stderr
    for page in ("commands.md", "python.md"):
        there = (DOCS / "reference" / page).read_text(encoding="utf-8")
        assert there == (tmp_path / page).read_text(encoding="utf-8"), "run scripts/make/reference_pages.py"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.stem)
def test_an_example_runs(example: Path, tmp_path: Path) -> None:
    outcome = run(str(example), cwd=tmp_path)
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout.strip()


def test_what_the_code_calls_a_document_is_one() -> None:
    named = {
        (file.relative_to(CHECKOUT), name)
        for folder in ("align", "scripts", "models", "corpora")
        for file in (CHECKOUT / folder).rglob("*")
        if file.suffix in (".py", ".md", ".toml")
        for name in re.findall(r"(?<![\w/])docs/[a-z_/-]+\.md", file.read_text(encoding="utf-8"))
    }
    assert named
    assert [(str(file), name) for file, name in sorted(named) if not (CHECKOUT / name).exists()] == []
