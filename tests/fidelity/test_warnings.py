"""What a model did differently than asked stands in the report."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import pytest

import align
from align.errors import AlignWarning, collected_warnings
from align.model.embedded.vocabulary import Vocabulary


def test_a_sentence_that_was_cut_is_named_in_the_report(monkeypatch):
    pieces = Vocabulary.pieces

    def cutting(self: Vocabulary, sentences: Sequence[str]) -> Any:
        warnings.warn("a sentence of 900 tokens was cut to 509", AlignWarning, stacklevel=1)
        return pieces(self, sentences)

    monkeypatch.setattr(Vocabulary, "pieces", cutting)
    source = align.read("政府周一宣布了一项新计划。银行将在七月提高利率。".encode())
    target = align.read(b"The government announced a new plan on Monday. The bank will raise rates in July.")
    report = align.check(source, target, align.load_model("embedded"))
    assert report.warnings.count("a sentence of 900 tokens was cut to 509") == 1


def say(*warned: tuple[str, type[Warning]]) -> list[str]:
    with collected_warnings() as said:
        for message, category in warned:
            warnings.warn(message, category, stacklevel=1)
    return said


def test_other_warnings_go_on():
    with pytest.warns(DeprecationWarning, match="old"):
        said = say(("cut", AlignWarning), ("cut", AlignWarning), ("old", DeprecationWarning))
    assert said == ["cut"]
