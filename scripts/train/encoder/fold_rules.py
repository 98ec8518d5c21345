"""Normalisation rules for the SentencePiece vocabulary: width, case, accents and one form for each Chinese character.

Traditional characters and Japanese shinjitai are folded onto simplified ones (經, 経 -> 经), so that Japanese,
simplified and traditional Chinese share the pieces of the words they share, and what a dictionary of one teaches
serves the others.  The rules are compiled into the SentencePiece model: nothing of this is needed at run time.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

PLAIN = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "〜": "~"}
MARKS = {"\u3099": "\uff9e", "\u309a": "\uff9f"}


def _is_simplified(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def fold_text(text: str, converters: tuple) -> str:
    """`text` (a few characters) in the one form the vocabulary knows."""
    to_simplified, to_traditional = converters
    folded = []
    for character in unicodedata.normalize("NFKC", text).casefold():
        character = PLAIN.get(character, character)
        if "\u3400" <= character <= "\u9fff":
            simplified = to_simplified.convert(character)
            if simplified == character and not _is_simplified(character):
                simplified = to_simplified.convert(to_traditional.convert(character))
            # A few conversions answer with two characters; a rule keeps one character one character.
            folded.append(simplified if len(simplified) == 1 else character)
        elif "\u00c0" <= character <= "\u024f" or "\u1e00" <= character <= "\u1eff":
            plain = unicodedata.normalize("NFD", character)
            folded.append("".join(mark for mark in plain if not unicodedata.combining(mark)))
        else:
            folded.append(character)
    return unicodedata.normalize("NFC", "".join(folded))


def fold_rules() -> Iterator[tuple[str, str]]:
    """(from, to) for every character, or kana with its voicing mark, that changes."""
    import opencc

    converters = (opencc.OpenCC("t2s"), opencc.OpenCC("jp2t"))
    for point in range(1, sys.maxunicode + 1):
        character = chr(point)
        category = unicodedata.category(character)
        if category in ("Cn", "Cs", "Co") or 0xAC00 <= point <= 0xD7A3 or 0x1100 <= point <= 0x11FF:
            continue
        if category in ("Zs", "Zl", "Zp") or character in "\t\n\r\u200b\ufeff":
            if character != " ":
                yield character, " "
        elif category in ("Cc", "Cf") or 0x0300 <= point <= 0x036F:
            yield character, ""
        else:
            folded = fold_text(character, converters)
            if folded != character:
                yield character, folded
            kana = 0x3041 <= point <= 0x30FF or 0xFF66 <= point <= 0xFF9D
            for mark, half in MARKS.items() if kana else ():
                voiced = unicodedata.normalize("NFKC", character + mark)
                if len(voiced) == 1:
                    yield character + mark, voiced
                    yield character + half, voiced


def write_rules(path: Path) -> None:
    """The rules as SentencePiece's normalization_rule_tsv: hexadecimal code points, tab separated."""
    with path.open("w", encoding="ascii") as handle:
        for source, target in fold_rules():
            left = " ".join(f"{ord(character):X}" for character in source)
            right = " ".join(f"{ord(character):X}" for character in target)
            handle.write(f"{left}\t{right}\n")
