#!/usr/bin/env python3
"""How often each Chinese word of a dictionary stands in running text, for the finder of persons in Chinese.

Reads CC-CEDICT as english<TAB>simplified<TAB>traditional<TAB>pinyin, and parallel sentences as english<TAB>chinese, and
writes models/names-words/words.xz: one word a line with its count, single characters included. Text is cut by forward
maximal matching. Entries that are surnames or persons are left out: a person's name shall be no word.

Example:
    python -m scripts.train.words.chinese_words cc_cedict_2023_en-zh.tsv lctt_opensource_articles.tsv \\
        tatoeba_manythings.tsv
"""

from __future__ import annotations

import argparse
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from align.names.script.symbols import simplified

LONGEST = 6
_HAN = re.compile("[\u3400-\u9fff]+")
_PERSON = re.compile(
    r"surname|\(c?\.? ?1\d{3}|\b(?:poet|politician|emperor|novelist|general|writer|actor|singer)\b"
)


def words_of(dictionary: Path) -> set[str]:
    """The words of CC-CEDICT of two to six hanzi, without surnames and persons."""
    words, left_out = set(), set()
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        english, simple, _, pinyin = line.split("\t")[:4]
        if not 2 <= len(simple) <= LONGEST or not _HAN.fullmatch(simple):
            continue
        proper = pinyin[:1].isupper() and _PERSON.search(english)
        (left_out if proper else words).add(simple)
    return words - left_out


def counted(texts: Iterable[str], words: set[str]) -> Counter[str]:
    """The words and single characters of some texts, by forward maximal matching."""
    counts: Counter[str] = Counter()
    for text in texts:
        for run in _HAN.findall(text):
            at = 0
            while at < len(run):
                end = next(
                    (e for e in range(min(at + LONGEST, len(run)), at + 1, -1) if run[at:e] in words), at + 1
                )
                counts[run[at:end]] += 1
                at = end
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dictionary", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--lines", type=int, default=60_000, help="of each text, evenly spread")
    parser.add_argument("--out", type=Path, default=Path("models/names-words/words.xz"))
    options = parser.parse_args()
    words = words_of(options.dictionary)
    counts: Counter[str] = Counter()
    for path in options.texts:
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = lines[:: max(1, len(lines) // options.lines)]
        counts += counted((simplified(line.split("\t")[1]) for line in kept if "\t" in line), words)
        print(path.name, len(kept), "lines", sum(counts.values()), "words so far", file=sys.stderr)
    rows = [f"{word} {counts[word]}" for word in sorted(words | {w for w in counts if len(w) == 1})]
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(lzma.compress("\n".join(rows).encode("utf-16-le"), preset=9))
    print(f"{len(rows)} words, {options.out.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
