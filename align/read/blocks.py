"""Paragraphs to blocks: which are the article's text and which are what a newspaper prints around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from align.document import Block, BlockKind, Language
from align.read.dates import find_date
from align.read.edges import EDGE, set_apart
from align.read.furniture import furniture
from align.read.readers.extract import Extract, Paragraph

_WIDE = re.compile(r"[\u2e80-\U0010ffff]")
_TERMINAL = re.compile(r"[.!?。！？…｡][\"'”’」』）)\]】]*$")
_FULL_STOP = re.compile(r"[.。｡]\W{0,2}$")
# A line that goes on, or holds the end of a sentence, is running text and no headline.
_GOES_ON = re.compile(
    r"[、，,;；]$|[。！？](?![」』”’）)]*\s*$|[」』”’）)])"
    r"|(?<=[a-z0-9]{3})(?<!\bSens)(?<!\bReps)(?<!\bProf)(?<!\bSept)[.](?=\s+[A-Z“\"])"
)
_TITLE_SITE = re.compile(r"\s+[|｜–—-]\s+[^|｜–—-]{2,40}$|[_｜|][^_｜|]{2,20}$")


@dataclass(frozen=True, slots=True)
class Classified:
    """Blocks in order, and what the lines set aside say about the article."""

    blocks: tuple[Block, ...]
    title: str | None = None
    date: date | None = None
    byline: str | None = None
    publisher: str | None = None
    redistribution: bool = True


def classify(extract: Extract, language: Language) -> Classified:
    """A block for every paragraph (a dateline or closing credit splits one in two).

    The blocks cover the whole text but for whitespace. If the rules leave no body at all, every
    paragraph that is not a delimiter is body: a wrong guess must not lose an article.
    """
    text, paragraphs = extract.text, extract.paragraphs
    order = range(len(paragraphs))
    top = next((at for at in order if _is_prose(text, paragraphs[at])), len(paragraphs))
    bottom = next((at for at in reversed(order[top:]) if _is_prose(text, paragraphs[at])), -1)
    headline = _headline_at(extract, top, language)
    kinds: list[BlockKind] = []
    for at in range(len(paragraphs)):
        place = (at < EDGE and at <= top, at >= len(paragraphs) - EDGE and at >= bottom)
        kinds.append("headline" if at == headline else _kind(text, paragraphs, at, place))
    kinds = set_apart(text, paragraphs, kinds, headline, top)
    if not any(kind in ("body", "heading") for kind in kinds):
        kinds = ["delimiter" if kind == "delimiter" else "body" for kind in kinds]
        headline = None
    blocks: list[Block] = []
    first_body = next((at for at, kind in enumerate(kinds) if kind == "body"), -1)
    last_body = max((at for at, kind in enumerate(kinds) if kind == "body"), default=-1)
    for at, (paragraph, kind) in enumerate(zip(paragraphs, kinds, strict=True)):
        if at in (first_body, last_body):
            blocks += _divide(text, paragraph, first=at == first_body, last=at == last_body)
        else:
            blocks.append(Block(kind, paragraph.start, paragraph.end))
    return _with_metadata(text, tuple(blocks))


def _is_prose(text: str, paragraph: Paragraph) -> bool:
    """A paragraph that reads like running text: ended like a sentence, and long enough."""
    if paragraph.hint not in (None, "body"):
        return False
    length = paragraph.end - paragraph.start
    if length > 400:
        return True
    content = text[paragraph.start : paragraph.end]
    least = 50 if content.isascii() or _wide_share(content) < 0.3 else 18
    return (
        length >= least
        and bool(_TERMINAL.search(content))
        and furniture().kind(content, top=True, bottom=True) is None
    )


def _wide_share(content: str) -> float:
    return len(_WIDE.findall(content)) / max(1, len(content))


def _headline_at(extract: Extract, top: int, language: Language) -> int | None:
    """The paragraph that is the headline: marked so, equal to the known title, or looking like one."""
    text, paragraphs = extract.text, extract.paragraphs
    for at, paragraph in enumerate(paragraphs[: EDGE + 4]):
        if paragraph.hint == "headline":
            return at
    if extract.title:
        wanted = _bare(_TITLE_SITE.sub("", extract.title))
        for at, paragraph in enumerate(paragraphs[:EDGE]):
            if paragraph.end - paragraph.start <= 400 and _bare(text[paragraph.start : paragraph.end]) in (
                wanted,
                _bare(extract.title),
            ):
                return at
    longest = 160 if language == "en" else 70
    for at, paragraph in enumerate(paragraphs[: min(EDGE, top, len(paragraphs) - 1)]):
        content = text[paragraph.start : paragraph.end]
        if paragraph.hint is not None or len(content) > longest or furniture().delimiter.fullmatch(content):
            continue
        if furniture().kind(content, top=True, bottom=True) or furniture().is_date_line(content):
            continue
        if _GOES_ON.search(content) or (_FULL_STOP.search(content) and not content.endswith(("U.S.", "..."))):
            return None
        return at
    return None


def _kind(text: str, paragraphs: Sequence[Paragraph], at: int, place: tuple[bool, bool]) -> BlockKind:
    paragraph = paragraphs[at]
    length = paragraph.end - paragraph.start
    if paragraph.hint is not None and paragraph.hint != "headline":
        return paragraph.hint
    if length > 400:
        return "body"
    content = text[paragraph.start : paragraph.end]
    if length <= 200 and furniture().delimiter.fullmatch(content):
        return "delimiter"
    if kind := furniture().kind(content, top=place[0], bottom=place[1]):
        return kind
    if any(place) and furniture().is_date_line(content):
        return "dateline"
    if paragraph.hint == "headline" or _is_heading(text, paragraphs, at, content):
        return "heading"
    return "body"


def _is_heading(text: str, paragraphs: Sequence[Paragraph], at: int, content: str) -> bool:
    """A short line of its own, without a sentence's end, marked or set like a heading."""
    if (
        len(content) > (70 if _wide_share(content) < 0.3 else 36)
        or "\n" in content
        or at + 1 >= len(paragraphs)
    ):
        return False
    if re.search(r"[.。,，、;；:：!?！？…」”\"]$", content):
        return False
    if furniture().heading_mark.match(content):
        return True
    alone = at > 0 and all(
        "\n\n" in re.sub(r"[^\S\n]", "", text[before.end : after.start])
        for before, after in ((paragraphs[at - 1], paragraphs[at]), (paragraphs[at], paragraphs[at + 1]))
    )
    words = content.split()
    capital = [word for word in words if word[0].isupper() or not word[0].isalpha()]
    return (
        alone
        and content.isascii()
        and 1 <= len(words) <= 8
        and len(capital) >= 0.7 * len(words)
        and words[0][0].isupper()
    )


def _divide(text: str, paragraph: Paragraph, *, first: bool, last: bool) -> list[Block]:
    """The first and the last body paragraph, with a dateline before and a credit after set apart."""
    start, end = paragraph.start, paragraph.end
    blocks: list[Block] = []
    if first:
        head = text[start : min(end, start + 160)]
        for prefix in furniture().dateline_prefixes:
            match = prefix.match(head)
            if match and end - start - match.end() >= 8:
                blocks.append(Block("dateline", start, start + len(match[0].rstrip())))
                start += match.end()
                break
    tail: list[Block] = []
    if (
        last
        and (match := furniture().closing_credit.search(text, max(start, end - 320), end))
        and match.start() - start >= 12
    ):
        credit = match.start() + len(match[0]) - len(match[0].lstrip())
        tail.append(Block("byline", credit, end))
        end = match.start()
    return [*blocks, Block("body", start, end), *tail]


def _with_metadata(text: str, blocks: tuple[Block, ...]) -> Classified:
    title = byline = publisher = None
    day: date | None = None
    redistribution = True
    for block in blocks:
        content = text[block.start : block.end] if block.end - block.start <= 400 else ""
        if block.kind == "headline":
            title = title or " ".join(content.split())
        elif block.kind in ("byline", "dateline"):
            if block.kind == "byline":
                byline = byline or content
            found = find_date(content)
            day = day or (found[0] if found else None)
            agency = furniture().agency.search(content)
            publisher = publisher or (agency[0] if agency else None)
        elif block.kind == "rights":
            redistribution = redistribution and not furniture().no_reprint.search(content)
            found = find_date(content)
            day = day or (found[0] if found else None)
    return Classified(blocks, title, day, byline, publisher, redistribution)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
