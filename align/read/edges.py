"""What stands before and behind an article's text: lines that no pattern knows, told by where they stand.

Between a headline and the first sentence stand the deck, names and dates, whatever they look like; behind the text,
among lines that are known for furniture, stands furniture. A sentence of the article lost costs more than a credit line
kept, so what reads like running text is set apart only where known lines stand on both sides of it, or two above it, or
where a pattern knows that it speaks of the outlet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from align.document import BlockKind
from align.read.dates import find_date
from align.read.furniture import furniture
from align.read.readers.extract import Paragraph

EDGE = 8  # paragraphs at the top and at the bottom where furniture stands
LONGEST_KNOWN = 300  # characters of an unknown paragraph between known ones
LONGEST_WIDE, LONGEST = 44, 110  # characters of a line of the head or foot, in wide characters and in others

_SENTENCE_END = re.compile(r"[.!?。！？…｡][\"'”’」』）)\]】]*$|。|(?<=[a-z0-9]{3})[.!?]\s+[A-Z“\"]")
_WORDS_END = re.compile(r"[\"”’」』]$")
_WIDE = re.compile(r"[\u2e80-\U0010ffff]")
_SECTION_MARK = re.compile(r"[■◆●▼▽◇□★☆▍▎▌]|#{1,6}\s|[一二三四五六七八九十]{1,3}、")
# Names by themselves: 政治部・小鳥遊(たかなし)彩、久慈洋平; 【福岡】百目鬼(どうめき)圭; 科学前沿报　蒯雨桐.
_NAME = r"[\u4e00-\u9fff々ヶ]{1,4}\s?(?:[(（][\u3041-\u3096\u30fb ]{1,16}[)）])?\s?[\u4e00-\u9fff々]{0,4}"
_NAMES = re.compile(
    r"(?:[【\[［][^】\]］]{1,12}[】\]］])?\s*(?:[\u4e00-\u9fff]{1,8}[部局社班报報刊网網][・\s])?"
    rf"{_NAME}(?:[、,・]\s?{_NAME}){{0,3}}"
)
_PLACE_AND_DAY = re.compile(r"[A-Z][A-Z .’'-]+,\s(?:[A-Z][A-Za-z. ]+,\s)?[A-Z][a-z]{2,8}\.?\s\d{1,2}\b")
_WRITES = re.compile(
    r"记者|記者|撰文|撰稿|编译|編譯|通讯员|通訊員|特派员|特派員|发自|發自|編集委員|^by\b", re.IGNORECASE
)


def set_apart(
    text: str, paragraphs: Sequence[Paragraph], kinds: Sequence[BlockKind], headline: int | None, top: int
) -> list[BlockKind]:
    """The kinds of all paragraphs, those of the head (from ``headline`` to ``top``, the first running text) and of the
    foot put right."""
    found = list(kinds)
    if headline is not None and top < len(paragraphs):
        for at in range(headline + 1, min(top, EDGE)):
            if found[at] in ("body", "heading") and _is_line(text, paragraphs[at]):
                found[at] = _of_head(_content(text, paragraphs[at]), found[at])
    _foot(text, paragraphs, found)
    return found


def _of_head(content: str, kind: BlockKind) -> BlockKind:
    """What an unknown line between headline and text is."""
    if kind == "heading" and _SECTION_MARK.match(content):
        return kind
    if _NAMES.fullmatch(content) or _WRITES.search(content):
        return "byline"
    return "dateline" if _PLACE_AND_DAY.match(content) or find_date(content) else "headline"


def _foot(text: str, paragraphs: Sequence[Paragraph], found: list[BlockKind]) -> None:
    """Sets apart what belongs to the foot, from the last paragraph up."""
    known: dict[int, BlockKind] = {}
    for at in range(max(1, len(paragraphs) - EDGE), len(paragraphs)):
        kind = found[at] if found[at] not in ("body", "heading") else _known(text, paragraphs[at])
        if kind not in (None, "caption", "delimiter"):
            known[at] = kind
    for at in reversed(range(max(1, len(paragraphs) - EDGE), len(paragraphs))):
        if at in known:
            found[at] = known[at]
            continue
        if found[at] not in ("body", "heading"):
            continue
        if at == len(paragraphs) - 1 and at - 1 in known and not _belongs(text, paragraphs[at], at, known):
            continue  # one unknown last line, which stays, and known ones above it
        if not _belongs(text, paragraphs[at], at, known):
            return
        found[at] = "other"


def _belongs(text: str, paragraph: Paragraph, at: int, known: Collection[int]) -> bool:
    """Whether an unknown paragraph belongs to the foot, of which ``known`` are some."""
    below, above = any(one > at for one in known), [one in known for one in (at - 1, at - 2, at - 3)]
    if _is_line(text, paragraph) and not _WORDS_END.search(_content(text, paragraph)):
        return below or any(above)
    return paragraph.end - paragraph.start <= LONGEST_KNOWN and above[0] and (below or above[1])


def _known(text: str, paragraph: Paragraph) -> BlockKind | None:
    """The kind of furniture that a paragraph would be at the bottom."""
    if paragraph.hint is not None or paragraph.end - paragraph.start > 400:
        return None
    return furniture().kind(_content(text, paragraph), bottom=True)


def _is_line(text: str, paragraph: Paragraph) -> bool:
    """A short line in which no sentence ends."""
    content = _content(text, paragraph)
    longest = LONGEST if len(_WIDE.findall(content)) < 0.3 * len(content) else LONGEST_WIDE
    return (
        paragraph.hint is None
        and len(content) <= longest
        and "\n" not in content
        and not _SENTENCE_END.search(content)
    )


def _content(text: str, paragraph: Paragraph) -> str:
    return text[paragraph.start : paragraph.end]
