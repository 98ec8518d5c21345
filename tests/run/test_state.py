"""What lies in a run's folder is believed only where it is what the run wrote; else it is made anew or refused."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from align.errors import InputError
from align.run import Results, run
from align.run.folder.pages import page_name, page_names
from align.run.folder.records import opened, record_bytes
from tests.run.conftest import configure, copy_corpus, tree

DEEP = b'{"files": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def _edited(data: bytes) -> bytes:
    """A manifest that says something else, and is good JSON; a Parquet file with another byte."""
    try:
        values = json.loads(data)
    except ValueError:
        return _flipped(data)
    values |= {"rows": 0, "files": {}, "failures": [], "counts": {"beads": 7}}
    return json.dumps(values).encode()


def _flipped(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :]


DAMAGES = {
    "emptied": lambda data: b"",
    "cut": lambda data: data[: len(data) // 2],
    "flipped": _flipped,
    "edited": _edited,
    "deep": lambda data: DEEP,
    "of wrong types": lambda data: b'{"fingerprint": [], "checksum": 3, "files": "abc"}',
    "deleted": None,
}


def _state(out: Path) -> list[Path]:
    """A manifest and a file of rows of every stage, and the lists and marks."""
    files = sorted(path for path in (out / "stages").rglob("*") if path.is_file())
    return list({(path.relative_to(out).parts[1], path.suffix): path for path in files}.values())


def _damage(path: Path, kind: str) -> None:
    if DAMAGES[kind] is None:
        path.unlink()
    else:
        path.write_bytes(DAMAGES[kind](path.read_bytes()))


@pytest.mark.parametrize("kind", DAMAGES)
def test_damaged_state_is_made_anew(corpus, finished, tmp_path, kind):
    out = tmp_path / "run"
    shutil.copytree(finished[0], out)
    for path in _state(out):
        if (
            "owned" not in path.parts
        ):  # a list that is gone says that the pages are a stranger's, and more: see below
            _damage(path, kind)
    run(configure(corpus, out))
    assert tree(out) == finished[2]


@pytest.mark.parametrize("kind", ["edited", "flipped", "deleted"])
def test_a_list_of_pages_that_is_damaged_is_made_anew_from_the_manifests(corpus, finished, tmp_path, kind):
    out = tmp_path / "run"
    shutil.copytree(finished[0], out)
    _damage(out / "stages" / "owned" / "pages.json", kind)
    run(configure(corpus, out))
    assert tree(out) == finished[2]


@pytest.mark.parametrize("stage", ["matched", "pair", "gather", "sentences", "report"])
@pytest.mark.parametrize("suffix", [".json", ".parquet"])
def test_a_finished_run_with_a_damaged_shard_is_refused_by_name(finished, tmp_path, stage, suffix):
    out = tmp_path / "run"
    shutil.copytree(finished[0], out)
    for path in sorted((out / "stages" / stage).rglob(f"*{suffix}")):
        path.write_bytes(_edited(path.read_bytes()))
    if suffix == ".json" or stage in (
        "matched",
        "gather",
        "sentences",
    ):  # the others, reports are not made from
        with pytest.raises(InputError, match=rf"stages/{stage}.*is not what the run wrote"):
            list(Results(out))


def test_manifests_that_change_places_are_none(corpus, finished, tmp_path):
    out = tmp_path / "run"
    shutil.copytree(finished[0], out)
    one, other = sorted((out / "stages" / "matched").glob("*.json"))[:2]
    held = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(held)
    with pytest.raises(InputError):
        Results(out)
    run(configure(corpus, out))
    assert tree(out) == finished[2]


def test_records_are_of_one_thing():
    data = record_bytes("pair/all", {"rows": 3, "text": "\udc80 é"})
    assert opened("pair/all", data) == {"rows": 3, "text": "\udc80 é"}
    for kind, changed in (("pair/00001", data), ("pair/all", data.replace(b"3", b"4")), ("pair/all", b"[]")):
        assert opened(kind, changed) is None


# -- other people's files -------------------------------------------------------------------------


def _folder(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "files",
    [
        {"thesis.txt": "x"},
        {"stages/rocket.txt": "x"},
        {"stages/read/00001.json": "{}", "reports/mine.html": "x"},
        {"stages/run.json": '{"folder": "of a run of align"}'},
    ],
)
def test_a_stranger_s_folder_is_left_alone(corpus, tmp_path, files):
    out = _folder(tmp_path / "out", files)
    before = tree(out)
    with pytest.raises(InputError, match="holds other things"):
        run(configure(corpus, out))
    assert tree(out) == before


@pytest.mark.parametrize(
    ("file", "refused"),
    [
        ("reports/wage-talks/mine.html", False),
        ("reports/mine.html", False),
        ("stages/read/notes.txt", False),
        ("dataset/notes.txt", False),  # nothing is written there unless something changed
        ("mine.txt", False),
        ("reports/new.html", True),
        ("dataset/notes.txt", True),
    ],
)
def test_other_files_in_a_run_s_folder_stay(finished, corpus, tmp_path, file, refused):
    out, root = tmp_path / "run", tmp_path / "corpus"
    shutil.copytree(finished[0], out)
    shutil.copytree(corpus, root)
    _folder(out, {file: "mine"})
    if refused:
        (root / "reprints" / "new.txt").write_bytes((root / "reprints" / "school-bus.txt").read_bytes())
        with pytest.raises(InputError, match="is not of this run"):
            run(configure(root, out))
    else:
        run(configure(corpus, out))
    assert (out / file).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["reports", "stages/read", "stages/owned", "dataset", "export"])
def test_links_are_not_followed(corpus, finished, tmp_path, name):
    out = tmp_path / "run"
    shutil.copytree(finished[0], out)
    elsewhere = tmp_path / "elsewhere"
    (out / name).rename(elsewhere)
    (out / name).symlink_to(elsewhere)
    before = tree(elsewhere)
    with pytest.raises(InputError, match="is a link"):
        run(configure(copy_corpus(tmp_path / "less", ("rail-freight.txt",)), out))
    assert tree(elsewhere) == before


# -- names of pages ---------------------------------------------------------------------------------


def test_names_of_pages_never_meet():
    ids = ["a", "a.html/b", "a.html", "a~2ehtml/b", "ferry", "ferry~1fbfb957", "ferry~~1fbfb957", ".x.part/b"]
    ids += ["x" * 150, "~" * 150, "~" * 149 + "a", "~7e", "~", "é/~", "é/~7e", ".html/c"]
    pairs = [(one, source) for one in ids for source in ("s1", "s2")]
    names = list(page_names(pairs).values())
    files = {f"{name}.html" for name in names}
    assert len(files) == len(pairs)
    folders = {"/".join(file.split("/")[:at]) for file in files for at in range(1, file.count("/") + 1)}
    assert not files & folders
    assert all(len(os.fsencode(part)) <= 255 for file in files for part in file.split("/"))
    assert page_name("2025/wage-talks") == "2025/wage-talks"
