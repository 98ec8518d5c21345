"""BLEU and TER of references count the words of their language."""

from __future__ import annotations

import pytest

from align.evaluate.references import report

CASES = [
    ("ja", ["市は計画を発表した。"], ["市は計画を公表した。"], ("tok:char", "tok:ja-mecab")),
    ("ja", ["雨が降り続いた。"], ["雨が激しく降り続いた。"], ("tok:char", "tok:ja-mecab")),
    ("zh", ["市政府公布了新计划。"], ["市政府公布新计划。"], ("tok:zh",)),
    ("zh-Hant", ["市府公布新的計畫。"], ["市府公布新計畫。"], ("tok:zh",)),
    (
        "en",
        ["The city announced its plan on Monday."],
        ["The city announced the plan on Monday."],
        ("tok:13a",),
    ),
]


@pytest.mark.parametrize(("language", "targets", "references", "tokenizers"), CASES)
def test_a_close_rendering_has_a_figure(language, targets, references, tokenizers):
    bleu, _, ter = report(targets, references, language)
    assert any(name in bleu for name in tokenizers)
    assert float(bleu.split()[1]) > 20
    assert float(ter.split()[1]) < 60
