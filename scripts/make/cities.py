#!/usr/bin/env python3
"""Write the cities of Japan and China that multilingual/places.tsv does not hold, from lists of places.

usage: scripts/make/cities.py JMNEDICT.tsv CC_CEDICT.tsv align/languages/multilingual/cities.tsv
Each list has the English first and the written form second, as "Nobeoka (city)" and 延岡市; in the first the reading is
third. Left out are names that are English words, that are shorter than four letters, or that two countries share.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from align.names.lists.places import places
from align.names.mentions.english import ordinary
from align.names.reading.romanize import newspaper
from align.names.script.symbols import simplified

_HEAD = """\
# Cities of Japan and of China that places.tsv does not hold; made by scripts/make/cities.py. Those of Japan are from
# JMnedict (Electronic Dictionary Research and Development Group, CC BY-SA 4.0), those of China from CC-CEDICT (MDBG
# and contributors, CC BY-SA 4.0).
english	country	form
"""


def japanese(rows: list[list[str]]) -> Iterator[tuple[str, str]]:
    """English name and form of each Japanese city."""
    for _, form, kana, kind in (row for row in rows if len(row) == 4):
        if kind == "place" and re.fullmatch("[\u3400-\u9fff々ヶノ]{2,4}市", form) and kana.endswith("し"):
            yield newspaper(kana[:-1]), form[:-1]


def chinese(rows: list[list[str]]) -> Iterator[tuple[str, str]]:
    """English name and form of each Chinese city of a prefecture's or a county's rank."""
    for english, form, *_ in (row for row in rows if len(row) > 2):
        match = re.match(r"([A-Z][a-z]+)(?: or [A-Z]\w+)?,? (?:prefecture|county)[- ]level city", english)
        plain = simplified(form).removesuffix("市")
        if match and 2 <= len(plain) <= 4:
            yield match[1], plain


def kept(found: dict[str, dict[str, set[str]]]) -> Iterator[tuple[str, str, str]]:
    """The rows that are written: one for each English name that means cities of one country and nothing else."""
    known = {form for place in places().values() for form in (*place.ja, *place.zh)}
    names = {name for place in places().values() for name in place.english}
    for english, countries in sorted(found.items()):
        if len(english) < 4 or ordinary(english) or english in names or len(countries) > 1:
            continue
        for country, forms in countries.items():
            if new := sorted(forms - known):
                yield english, country, "|".join(new)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("jmnedict", type=Path)
    parser.add_argument("cedict", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path, country, read in (
        (asked.jmnedict, "Japan", japanese),
        (asked.cedict, "China", chinese),
    ):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        for english, form in read(rows):
            found[english][country].add(form)
    asked.out.write_text(_HEAD + "".join("\t".join(row) + "\n" for row in kept(found)), encoding="utf-8")


if __name__ == "__main__":
    main()
