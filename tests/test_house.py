"""The house rules that a machine can check: which way imports run, file lengths, names, quick start."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "align"
# Each room may import from the rooms after it.
ORDER = ["cli", "run", "export", "report", "fidelity", "names", "pair", "sentences", "split", "read"]
FOUNDATION = {"document", "errors", "files", "rows", "model"}
SIBLINGS = {("report", "export"), ("export", "report")}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "templates" not in path.parts)
HEAVY = frozenset(
    "torch transformers datasets pandas trafilatura sudachipy fugashi ctranslate2 sentencepiece opencc openpyxl "
    "pyarrow sacrebleu docx ray matplotlib scipy".split()
)
ALLOWED = {"run/ray.py": {"ray"}}  # nothing but Ray in it, and imported only for --engine ray


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def room(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "align" and len(parts) > 1 else None


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path):
    parts = path.relative_to(PACKAGE).parts
    here = parts[0].removesuffix(".py")
    if here in {"__init__", "__main__"}:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for other in {room(module) for module in imports(tree)} - {None, here}:
        if other == "model" or other in FOUNDATION:
            assert here not in FOUNDATION or other in {"document", "errors", "files"}
            continue
        assert here in ORDER, f"{here} stands beside the rooms, yet imports {other}"
        assert ORDER.index(here) < ORDER.index(other), f"{here} imports {other}"
        assert (here, other) not in SIBLINGS, f"{here} and {other} stand side by side"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_have_one_subject(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 400
    assert path.stem not in {"utils", "util", "helpers", "helper", "common", "misc"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_packages_are_imported_where_they_are_used(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    found = {name.split(".")[0] for node in top for name in imports(node)}
    assert not (found & HEAVY) - ALLOWED.get(str(path.relative_to(PACKAGE)), set())


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from align.cli import build_parser; build_parser().format_help(); "
        f"print(*sorted(set(sys.modules) & {set(HEAVY) | {'numpy', 'lxml'}!r}))"
    )
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert outcome.stderr == ""
    assert outcome.stdout.split() == []
