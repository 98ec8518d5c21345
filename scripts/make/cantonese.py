#!/usr/bin/env python3
"""Write the Cantonese syllables of hanzi, from the field kCantonese of the Unihan database.

usage: scripts/make/cantonese.py Unihan_Readings.txt align/languages/zh/cantonese.tsv
Hanzi that Big5 or GB 2312 holds are kept, in simplified form, each with the customary syllables of all its forms
and without tones, which no spelling of a name shows.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from pathlib import Path

from align.names.script.symbols import simplified

_HEAD = """\
# Cantonese syllables in Jyutping without tones, and the hanzi (simplified) that are said so. Made by
# scripts/make/cantonese.py from kCantonese of the Unihan database, Unicode 15.0 (Unicode, Inc.; Unicode License v3).
"""


def _in_use(hanzi: str) -> bool:
    for encoding in ("big5", "gb2312"):
        try:
            hanzi.encode(encoding)
        except UnicodeEncodeError:
            continue
        return True
    return False


def syllables(readings: str) -> dict[str, str]:
    """The hanzi of each syllable in a text of the form of Unihan_Readings.txt."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, said in re.findall(r"(?m)^U\+([0-9A-F]+)\tkCantonese\t(.+)$", readings):
        hanzi = chr(int(code, 16))
        plain = simplified(hanzi)
        if _in_use(hanzi) and len(plain) == 1:
            for one in said.split():
                found[one.rstrip("123456")].add(plain)
    return {one: "".join(sorted(hanzi)) for one, hanzi in sorted(found.items())}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("unihan", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    rows = syllables(asked.unihan.read_text(encoding="utf-8"))
    asked.out.write_text(
        _HEAD + "".join(f"{one}\t{hanzi}\n" for one, hanzi in rows.items()), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
