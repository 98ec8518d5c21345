"""How a written name is divided into parts, and whether it is kana alone."""

from __future__ import annotations

import re
from functools import lru_cache

from align.names.script.symbols import katakana

SEPARATOR = re.compile("[・·･‧•∙⋅=＝゠\u3000 ]+|(?<=[ァ-ヺー])[-‐–]|-(?=[ァ-ヺ])")


def name_parts(name: str) -> list[str]:
    """The parts of a name between middle dots, double hyphens or spaces."""
    return [part for part in SEPARATOR.split(katakana(name.strip())) if part]


@lru_cache(maxsize=16384)
def is_kana(text: str) -> bool:
    """Whether a name is written in kana alone."""
    return bool(re.fullmatch("[ぁ-ゖァ-ヺー・=＝゠･· -]+", katakana(text)))
