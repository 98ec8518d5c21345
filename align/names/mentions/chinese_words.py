"""What hanzi beside a name are ordinary words."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from align.languages import lexicon
from align.names.reading.japanese import sudachi
from align.names.reading.variants import japanese_forms
from align.names.script.symbols import traditional


@lru_cache(maxsize=16384)
def is_word(text: str) -> bool:
    """Whether some hanzi are an ordinary word. There is no Chinese dictionary here; Japanese shares most
    of the nouns that stand where names do (公司, 方面, 文化局), and what ends in an office is none."""
    if text[-1] in "者员人们局部司处院厅室会署团队党国级件性化业费率型":
        return not re.search(
            "[建爱卫安振保定兴治占立富宝庆绍志文新成光汉益报护佑祖仁经维学明忠德继永海世玉]国$", text
        )  # 周建国 is a person
    if text in ordinary_words():
        return True
    forms = {text, *japanese_forms(text)[:4], traditional(text)}
    return any(
        m.part_of_speech()[1] in ("普通名詞", "副詞可能", "一般") and m.part_of_speech()[2] != "人名"
        for form in forms
        for m in sudachi().lookup(form)
        if m.part_of_speech()[0] in ("名詞", "動詞", "副詞", "形容詞", "形状詞")
    )


@cache
def ordinary_words() -> frozenset[str]:
    """Words that begin with the hanzi of a surname and that Japanese does not have."""
    return frozenset(lexicon.words("zh", "ordinary.txt"))


@cache
def following_words() -> frozenset[str]:
    """Words of two hanzi that may follow a foreign name though their first is common in such names: 提供, 治理."""
    return ordinary_words() | frozenset(lexicon.words("zh", "after_names.txt"))
