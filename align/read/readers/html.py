"""HTML from anywhere: the article in a page, its headline, captions and metadata.

The page's own structure gives paragraphs, headings and captions; trafilatura says which of them
are the article where the page does not mark it itself. Nothing is executed and nothing fetched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from align.document import BlockKind
from align.errors import InputError
from align.read.dates import parse_date
from align.read.furniture import furniture
from align.read.layout import paragraphs
from align.read.readers.extract import Extract, Paragraph, assemble, clean
from align.read.readers.page import (
    UNFOLDED,
    collapse,
    holds_article,
    is_furniture,
    is_hidden,
    running_length,
    unfold,
)

MAXIMUM_CHARACTERS = 12_000_000
SHORTEST_ARTICLE = 30  # characters of running text
ARTICLE_SHARE = 0.35  # of the page's running text that an element marked as the article holds; chosen by hand
SHINGLE = 10  # characters; long enough not to be shared by chance

_ALWAYS_DROPPED = frozenset(
    "script style noscript template iframe object embed svg math canvas button input select textarea nav "
    "audio video rt rp head".split()
)
_SOMETIMES_DROPPED = frozenset(("form", "aside", "dialog"))  # a form may wrap the whole page
_BLOCKS = frozenset(
    "p div section article main header footer h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre figure figcaption "
    "table tr td th caption address hr body details summary center".split()
)
_CREDIT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:(?P<byline>byline|authors?|writer|reporter)|(?:date|time|published|pubdate|datetime|timestamp|dateline))(?:[\s_-]|$)",
    re.IGNORECASE,
)

_Passage = tuple[str, BlockKind | None]


def read_html(text: str, subject: object) -> Extract:
    """The article's text a paragraph at a time, each after a blank line, headline first."""
    if len(text) > MAXIMUM_CHARACTERS:
        raise InputError(
            subject,
            f"is an HTML page of more than {MAXIMUM_CHARACTERS:,} characters",
            "save only the article",
        )
    tree = _parse(text, subject)
    metadata = _metadata(tree)
    unfolded = unfold(tree)
    root = _article_element(tree)
    passages = list(_passages(root if root is not None else tree))
    if root is None:
        passages = _article_passages(tree, passages)
    headline = _headline(tree, metadata.get("title"))
    if headline and not any(hint == "headline" for _, hint in passages):
        passages = [(passage, hint) for passage, hint in passages if _bare(passage) != _bare(headline)]
        passages.insert(0, (headline, "headline"))
    content, listed = assemble(_one_headline(passages))
    if not any(paragraph.hint in (None, "heading") for paragraph in listed):
        raise InputError(subject, "no article text was found in the page", "save the article's text as .txt")
    whole = "".join(tree.itertext()) if len(text) < 2_000_000 else content
    ruby = _ruby(tree)
    return Extract(
        content,
        listed,
        title=headline or metadata.get("title"),
        date=_day(tree, metadata),
        publisher=metadata.get("publisher"),
        byline=metadata.get("byline"),
        url=metadata.get("url"),
        language=metadata.get("language"),
        redistribution=not _forbids_reprints(whole),
        warnings=(UNFOLDED,) if unfolded else (),
        metadata={"ruby": ruby} if ruby else {},
    )


def _parse(text: str, subject: object) -> Any:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    content, _ = clean(text)
    content = re.sub(r"\A\s*<\?xml[^>]{0,300}>", "", content)
    parser = HTMLParser(
        remove_comments=True, remove_pis=True, no_network=True, huge_tree=False, encoding="utf-8"
    )
    try:
        tree = document_fromstring(content.encode("utf-8"), parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        reason = str(error).splitlines()[0][:120] if str(error) else "no elements"
        raise InputError(
            subject, f"is not readable HTML ({reason})", "save the article's text as .txt"
        ) from None
    return tree


def _article_element(tree: Any) -> Any | None:
    """The one element a page marks as its article, if a good part of the page's prose is in it; None when that is
    in doubt. A lone ``article`` may be a teaser for another one."""
    whole = running_length(tree)
    for path in ('//*[@itemprop="articleBody"]', "//article", "//main", '//*[@role="main"]'):
        found = tree.xpath(path)
        if len(found) == 1 and running_length(found[0]) >= max(SHORTEST_ARTICLE, ARTICLE_SHARE * whole):
            return found[0]
    return None


def _passages(root: Any) -> Iterator[_Passage]:
    """Text between block elements with its hint, in document order; furniture elements left out."""
    pieces: list[str] = []
    hints: list[BlockKind | None] = [None]

    kept_lines = 0  # how many elements around keep their line ends

    def flush() -> Iterator[_Passage]:
        for line in "".join(pieces).split("\0"):
            spans = paragraphs(line) if kept_lines else [Paragraph(0, len(line))]
            for span in spans:
                if collapsed := collapse(line[span.start : span.end]):
                    yield collapsed, hints[-1]
        pieces.clear()

    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag
        block = tag in _BLOCKS
        if leaving:
            if block:
                yield from flush()
                hints.pop()
                kept_lines -= _keeps_lines(element)
            if element is not root:
                pieces.append(element.tail or "")
            continue
        if not isinstance(tag, str) or (element is not root and _is_dropped(element, tag)):
            pieces.append(element.tail or "")
            continue
        if block:
            yield from flush()
            hints.append(_hint(element, tag) or hints[-1])
            kept_lines += _keeps_lines(element)
            if tag == "hr":
                yield "---", "delimiter"
        elif tag == "br":
            pieces.append("\0")  # no text holds it any more
        pieces.append(element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    yield from flush()


def _keeps_lines(element: Any) -> bool:
    style = element.get("style") or ""
    return element.tag == "pre" or bool(re.search(r"white-space\s*:\s*pre", style[:500]))


def _is_dropped(element: Any, tag: str) -> bool:
    if tag in _ALWAYS_DROPPED or is_hidden(element):
        return True
    if tag in ("html", "body", "article", "main"):
        return False
    if tag == "a":  # a card that leads to another article
        return any(child.tag in _BLOCKS for child in element.iterdescendants()) and not holds_article(element)
    named = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    return (tag in _SOMETIMES_DROPPED or is_furniture(named)) and not holds_article(element)


def _hint(element: Any, tag: str) -> BlockKind | None:
    if tag == "h1":
        return "headline"
    if tag in ("h2", "h3", "h4", "h5", "h6"):
        return "heading"
    if tag in ("figcaption", "figure", "caption"):
        return "caption"
    name = str(element.get("class") or "")[:200]
    if name and tag in ("p", "div", "address", "li") and (found := _CREDIT_CLASS.search(name)):
        content = "".join(element.itertext()).strip() if len(element) < 20 else ""
        if 0 < len(content) <= 120 and content[-1] not in ".。!！?？」”":
            return "byline" if found["byline"] else "dateline"
    return None


def _article_passages(tree: Any, passages: list[_Passage]) -> list[_Passage]:
    """The passages trafilatura counts as the article; all of them when it finds next to nothing."""
    from trafilatura import bare_extraction

    document = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    main = "" if document is None else re.sub(r"\s+", "", str(getattr(document, "text", None) or ""))
    known = {main[at : at + SHINGLE] for at in range(max(0, len(main) - SHINGLE + 1))}
    kept: list[_Passage] = []
    for passage, hint in passages:
        bare = re.sub(r"\s+", "", passage)
        parts = [bare[at : at + SHINGLE] for at in range(0, len(bare) - SHINGLE + 1, 3)]
        if (parts and sum(part in known for part in parts) >= 0.6 * len(parts)) or (
            not parts and bare in main
        ):
            kept.append((passage, hint))
    enough = sum(len(passage) for passage, hint in kept if hint is None)
    return kept if enough >= 60 else passages


def _one_headline(passages: list[_Passage]) -> Iterator[_Passage]:
    seen = False
    for passage, hint in passages:
        yield passage, "heading" if hint == "headline" and seen else hint
        seen = seen or hint == "headline"


def _headline(tree: Any, title: str | None) -> str | None:
    headings = [" ".join("".join(found.itertext()).split()) for found in tree.xpath("//h1")[:5]]
    headings = [heading for heading in headings if heading]
    if title:
        for heading in headings:
            if _bare(heading) in _bare(title) or _bare(title) in _bare(heading):
                return heading
    return headings[0] if len(headings) == 1 else title


def _metadata(tree: Any) -> dict[str, str]:
    """Title, publisher, byline, url, date and language as the page's head gives them."""
    found: dict[str, str] = {}
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if name and element.get("content"):
            meta.setdefault(name, str(element.get("content")).strip()[:1000])
    linked = _linked_data(tree)
    head_title = next((element.text for element in tree.iter("title")), None)
    canonical = tree.xpath('//link[@rel="canonical"]/@href')
    dates = ("article:published_time", "datepublished", "pubdate", "date", "dc.date")
    candidates = {
        "title": [linked.get("headline"), meta.get("og:title"), meta.get("twitter:title"), head_title],
        "publisher": [linked.get("publisher"), meta.get("og:site_name"), meta.get("dc.publisher")],
        "byline": [linked.get("author"), meta.get("author"), meta.get("dc.creator")],
        "url": [str(canonical[0]) if canonical else None, meta.get("og:url")],
        "date": [linked.get("datePublished"), *map(meta.get, dates)],
        "language": [tree.get("lang"), linked.get("inLanguage"), meta.get("og:locale")],
    }
    for name, values in candidates.items():
        value = next((" ".join(value.split()) for value in values if value and value.strip()), None)
        if value:
            found[name] = clean(value)[0]
    return found


def _linked_data(tree: Any) -> dict[str, str]:
    """The fields of a schema.org article in JSON-LD, as far as they are plain strings."""
    for script in tree.xpath('//script[@type="application/ld+json"]')[:10]:
        try:
            data = json.loads((script.text or "")[:200_000])
        except (ValueError, RecursionError):
            continue
        nodes = (
            data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
        )
        for node in nodes if isinstance(nodes, list) else []:
            if isinstance(node, dict) and "Article" in str(node.get("@type")):
                return {name: text for name, value in node.items() if (text := _plain(value))}
    return {}


def _plain(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name")
    return value[:1000] if isinstance(value, str) else None


def _day(tree: Any, metadata: dict[str, str]) -> date | None:
    if day := parse_date(metadata.get("date")):
        return day
    for element in list(tree.iter("time"))[:3]:
        if day := parse_date(element.get("datetime") or "".join(element.itertext())):
            return day
    return None


def _ruby(tree: Any) -> tuple[tuple[str, str], ...]:
    """Printed readings: (characters, reading) for each ruby annotation, the first 500."""
    found: list[tuple[str, str]] = []
    for ruby in tree.xpath("//ruby")[:500]:
        reading = "".join("".join(element.itertext()) for element in ruby.iter("rt")).strip()
        skipped = {element for name in ("rt", "rp") for element in ruby.iter(name)}
        base = (ruby.text or "") + "".join(
            ("" if child in skipped else "".join(child.itertext())) + (child.tail or "") for child in ruby
        )
        if reading and base.strip():
            found.append((base.strip()[:100], reading[:100]))
    return tuple(dict.fromkeys(found))


def _forbids_reprints(page: str) -> bool:
    """An explicit notice anywhere on the page; "all rights reserved" stands on every site's foot."""
    return any(found[0].lower() != "all rights reserved" for found in furniture().no_reprint.finditer(page))


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
