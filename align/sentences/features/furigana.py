"""Readings in brackets after kanji, 岩屋（いわや）毅氏: said twice, they would count as wording nobody translated."""

from __future__ import annotations

import re
from collections.abc import Sequence

_READING = re.compile(
    r"(?<=[\u3400-\u9fff々〆ヶ])[（(《][\u3041-\u3096\u30a1-\u30fa・ー\u3000 ]{1,30}[）)》]"
)


def without_furigana(sentences: Sequence[str]) -> list[str]:
    """The sentences without readings in brackets; what is in brackets but no reading stays."""
    return [
        _READING.sub("", sentence) if "（" in sentence or "(" in sentence or "《" in sentence else sentence
        for sentence in sentences
    ]
