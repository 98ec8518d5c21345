"""Readers and models of other packages join through entry points."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from zipfile import ZipFile

import pytest

from align import installed
from align.model import registry
from align.read import formats, read, read_all
from align.read.readers.plain import read_plain


def shouted(data: bytes, subject: object):
    """A reader for files in capitals."""
    return read_plain(data.decode().capitalize())


@pytest.fixture
def offered(monkeypatch, tmp_path):
    """Entry points as if a package offered them."""
    points = {
        "align.readers": [EntryPoint("SHOUT", f"{__name__}:shouted", "align.readers")],
        "align.models": [EntryPoint("own", f"{__name__}:FOLDER", "align.models")],
    }
    monkeypatch.setattr(formats, "entry_points", lambda group: points[group])
    monkeypatch.setattr(registry, "entry_points", lambda group: points[group])
    monkeypatch.setitem(globals(), "FOLDER", str(tmp_path / "models"))
    formats.installed_readers.cache_clear()
    yield tmp_path
    formats.installed_readers.cache_clear()


def test_a_reader_by_its_suffix(offered):
    (offered / "texts").mkdir()
    path = offered / "texts" / "a.shout"
    path.write_text("THE ASSEMBLY PASSED THE BUDGET ON MONDAY.")
    assert read(path).text == "The assembly passed the budget on monday."
    assert [one.text for one in read_all(offered / "texts")] == ["The assembly passed the budget on monday."]


def test_a_folder_of_models(offered):
    folder = offered / "models" / "own"
    folder.mkdir(parents=True)
    (folder / "model.toml").write_text('name = "own"\nprovider = "embedded"\n')
    assert "own" in [entry.name for entry in registry.entries()]


@pytest.mark.parametrize(("group", "found"), [("align.checks", ["ours"]), ("align.models", [])])
def test_only_a_package_that_names_the_group_is_looked_up(tmp_path, monkeypatch, group, found):
    folder = tmp_path / "ours-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Name: ours\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text("[align.checks]\nours = ours:CHECK\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert [point.name for point in installed.entry_points(group)] == found


def test_packages_in_an_archive_are_found(tmp_path, monkeypatch):
    with ZipFile(tmp_path / "ours.zip", "w") as archive:
        archive.writestr("ours-1.0.dist-info/METADATA", "Name: ours\nVersion: 1.0\n")
        archive.writestr("ours-1.0.dist-info/entry_points.txt", "[align.checks]\nours = ours:CHECK\n")
    monkeypatch.syspath_prepend(str(tmp_path / "ours.zip"))
    assert [point.name for point in installed.entry_points("align.checks")] == ["ours"]
