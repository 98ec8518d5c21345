"""The package's face: what `dir` shows, texts as input, and errors that name the right distribution."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import align
from align.errors import MissingExtraError

CHECKOUT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_dir_shows_what_can_be_called():
    assert dir(align) == sorted(align.__all__)
    assert all(getattr(align, name) is not None for name in align.__all__)


def test_texts_are_checked_as_articles():
    report = align.check(
        "総額は1240億円だ。", "It totals 12.4 billion yen.", checks=["numbers"], scored=False
    )
    assert [finding.severity for finding in report.findings] == ["critical"]


@pytest.mark.parametrize("wrong", [3, None, b"text", Path("text.txt")])
def test_anything_else_is_told_what_is_wanted(wrong):
    with pytest.raises(TypeError, match="an article is wanted"):
        align.check(wrong, "Text.")


def test_errors_name_our_distribution():
    assert f"pip install '{PROJECT['name']}[hub]'" in str(MissingExtraError("torch", "the model", "hub"))


def test_the_extras_name_our_distribution_and_what_errors_ask_for():
    own = [need for needs in PROJECT["optional-dependencies"].values() for need in needs if "[" in need]
    assert all(need.startswith(f"{PROJECT['name']}[") for need in own)
