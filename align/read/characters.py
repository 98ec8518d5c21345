"""One form for each character: composed, unified, without variation selectors.

Files from a Mac are in Unicode form D, text copied from a PDF has Kangxi radicals for ideographs, and names carry
variation selectors that say how a kanji is drawn. None of them is another character for anybody who reads.
"""

from __future__ import annotations

import re
import unicodedata

from align.languages.characters import HAN, RARE_HAN

_SELECTORS = re.compile(f"[\U000e0100-\U000e01ef]|(?<=[{HAN}{RARE_HAN}])[\ufe00-\ufe0f]")
# Radicals as characters of their own; Unicode gives their ideographs as compatibility mappings (the Kangxi ones all,
# of the supplement those below, after its code chart's cross references).
_RADICALS = re.compile("[\u2f00-\u2fd5]")
_SUPPLEMENT = str.maketrans(
    "⺟⻁⻄⻑⻘⻝⻤⻨⻩⻬⻫⻯⻰⻲⻳⻓⻔⻋⻅⻆⻚⻛⻜⻢⻥⻦⻮⺠⻭",
    "母虎西長青食鬼麦黄齐斉竜龙亀龟长门车见角页风飞马鱼鸟齿民歯",
)


def unified(text: str) -> str:
    """The text in Unicode form C with ideographs for radicals and without variation selectors."""
    if text.isascii():
        return text
    plain = _RADICALS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), _SELECTORS.sub("", text))
    return unicodedata.normalize("NFC", plain.translate(_SUPPLEMENT))
