"""The house rules that a machine can check: which way imports run, file lengths, names, quick start."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from align.run.provenance import ROOMS

PACKAGE = Path(__file__).resolve().parent.parent / "align"
# Each room may import from the rooms after it, and every room from the foundation.
ORDER = (
    "cli review run export report evaluate pipeline fidelity names pair sentences formats split read".split()
)
FOUNDATION = set("bootstrap document errors files installed patterns rows signature model languages".split())
SIBLINGS = {("report", "export"), ("export", "report")}
# The floors of the large rooms: each may import from those after it.
FLOORS = {
    "fidelity": "checks actors scoring passage lexicon quantities".split(),
    "names": "follow verdict mentions lists reading script".split(),
    "sentences": "aligner passes weights repair features search".split(),
}
MOST_FILES = 15  # of Python in a folder, its __init__ not counted
MOST_LINES = 60  # of a function
LONG = {"sentences/search/posterior.py:_search"}  # one sweep over arrays, which has no parts of its own
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "templates" not in path.parts)
HEAVY = frozenset(
    "torch transformers datasets pandas trafilatura sudachipy ctranslate2 sentencepiece opencc openpyxl "
    "pyarrow sacrebleu docx ray matplotlib scipy".split()
)
ALLOWED = {"run/engines/ray.py": {"ray"}}  # nothing but Ray in it, and imported only for --engine ray


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
        if other in FOUNDATION:
            assert here not in FOUNDATION or other in {"document", "errors", "files", "installed"}
            continue
        assert here in ORDER, f"{here} stands beside the rooms, yet imports {other}"
        assert ORDER.index(here) < ORDER.index(other), f"{here} imports {other}"
        assert (here, other) not in SIBLINGS, f"{here} and {other} stand side by side"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_floors_of_a_room_are_built_on_each_other(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    floors = FLOORS.get(parts[0], [])
    if len(parts) < 2 or parts[1] not in floors:
        return
    for module in imports(ast.parse(path.read_text(encoding="utf-8"))):
        names = module.split(".")
        if names[:2] == ["align", parts[0]] and len(names) > 2 and names[2] in floors:
            assert floors.index(parts[1]) <= floors.index(names[2]), f"{parts[1]} imports {names[2]}"


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES}), ids=lambda folder: folder.name)
def test_a_folder_can_be_taken_in_at_a_glance(folder):
    files = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
    assert len(files) <= MOST_FILES, files


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_have_one_subject(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 400
    assert path.stem not in {"utils", "util", "helpers", "helper", "common", "misc"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_reader_holds_a_function_in_the_head(path):
    long = {
        f"{path.relative_to(PACKAGE)}:{node.name}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= MOST_LINES
    }
    assert long <= LONG


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


NAMED = re.compile(r"scripts/[\w/]+\.py")
FITTED = [path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".toml", ".tsv"}]


def test_scripts_that_the_package_names_are_there():
    named = {name for path in FITTED for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    assert named
    assert not [name for name in sorted(named) if not (PACKAGE.parent / name).is_file()]


# What only opens files, words errors or finds packages: no row of a stage depends on it.
OUTSIDE = {"errors", "files", "formats", "installed", "read"}


@pytest.mark.parametrize("stage", sorted(set(ROOMS) - {"report", "export", "gather"}))
def test_a_stage_is_done_again_when_any_code_that_it_goes_through_changes(stage):
    listed = {name.removesuffix(".py") for name in ROOMS[stage]}
    for path in MODULES:
        here = path.relative_to(PACKAGE).with_suffix("").as_posix()
        if not _within(here, listed) or here.startswith("pipeline/"):  # whose steps are of all stages
            continue
        for module in imports(ast.parse(path.read_text(encoding="utf-8"))):
            other = module.removeprefix("align.").replace(".", "/")
            if (
                module.startswith("align.")
                and other.split("/")[0] not in OUTSIDE
                and here != "pipeline/steps"
            ):
                assert _within(other, listed), f"{stage}: {here} goes through {other}"


def _within(module: str, listed: set[str]) -> bool:
    return any(module == name or module.startswith(f"{name}/") for name in listed)


NUMBERS = sorted(
    path for path in PACKAGE.rglob("*.toml") if re.search(r"= -?\d+\.\d", path.read_text("utf-8"))
)


@pytest.mark.parametrize("path", NUMBERS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_numbers_know_the_script_that_made_them_or_that_a_hand_did(path):
    text = path.read_text(encoding="utf-8")
    assert NAMED.search(text) or "by hand" in text or "no script keeps it" in text


SCRIPTS = PACKAGE.parent / "scripts"
SCRIPT_FOLDERS = sorted({path.parent for path in SCRIPTS.rglob("*.py")})


@pytest.mark.parametrize("folder", SCRIPT_FOLDERS, ids=lambda folder: folder.name)
def test_scripts_can_be_taken_in_at_a_glance(folder):
    files = sorted(folder.glob("*.py"))
    assert len(files) <= MOST_FILES
    assert not [file.name for file in files if len(file.read_text("utf-8").splitlines()) > 400]


def unexplained(path: Path) -> Iterator[str]:
    """Lines of numbers with a decimal point that neither they nor the lines of their block above say anything of."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for node in ast.parse("\n".join(lines)).body:
        if not isinstance(node, ast.Assign):
            continue
        parts = list(ast.walk(node.value))
        numbers = [part for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, float)]
        if not numbers or not all(isinstance(part, PLAIN) for part in parts):
            continue
        first = node.lineno - 1
        while first and lines[first - 1].strip():
            first -= 1
        if not any("#" in line for line in lines[first : node.end_lineno]):
            yield f"{path.name}: {lines[node.lineno - 1]}"


PLAIN = (ast.Constant, ast.Tuple, ast.UnaryOp, ast.USub, ast.Load)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_numbers_in_code_say_what_they_are(path):
    assert not list(unexplained(path))
