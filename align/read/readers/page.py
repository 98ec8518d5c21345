"""What the elements of a page are: running text, furniture by name, text folded away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from align.read.furniture import furniture
from align.read.wide import line_end

UNFOLDED = "A part of the text is hidden until the reader unfolds it; it is kept."
LEAST_UNFOLDED = 40  # characters of running text; less is a label or a dialogue
HELD_SHARE = 0.6  # of the page's running text that no furniture holds; chosen by hand

# has-sidebar and no-ads say what a page has around it, tag-economy what a post is about.
_ABOUT_OTHERS = re.compile(
    r"(?:^|(?<=\s))(?:(?:has|no|with|without|is|not|hide|show)[-_]\S+|(?:tags?|category|post|hentry)-\S+)",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"comment|discuss|disqus", re.IGNORECASE)
_UNREAD = frozenset("script style noscript template a nav button select option textarea head".split())
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’」』）)]*\s*$")


def collapse(text: str) -> str:
    """Text with its white space made single spaces. A line end between characters of Chinese or Japanese is none:
    it only breaks the source of the page."""
    return " ".join(line_end().sub("", text.strip()).split())


def is_furniture(names: str) -> bool:
    """Whether the classes and the id of an element are those of what stands around an article."""
    return furniture().page_names.search(_ABOUT_OTHERS.sub(" ", names)) is not None


def is_hidden(element: Any) -> bool:
    """Whether an element is not shown: ``hidden``, ``aria-hidden`` or ``display: none``."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return re.search(r"display\s*:\s*none", (element.get("style") or "")[:500], re.IGNORECASE) is not None


def running_length(element: Any) -> int:
    """How many characters of sentences stand in an element, links and what is never read left out."""
    return sum(len(line) for line in _running(element))


def _running(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _UNREAD:
        return
    own = [element.text or ""]
    stack = [(child, False) for child in reversed(element)]
    while stack:
        child, leaving = stack.pop()
        if leaving:
            own.append(child.tail or "")
            continue
        stack.append((child, True))
        if isinstance(child.tag, str) and child.tag not in _UNREAD:
            own.append(f"{'' if child.tag in _INLINE else chr(0)}{child.text or ''}")
            stack.extend((grandchild, False) for grandchild in reversed(child))
    for line in "".join(own).split("\0"):
        if _SENTENCE_END.search(line):
            yield line.strip()


_INLINE = frozenset("a b i em strong span font ruby rb sub sup u mark small time abbr cite q wbr".split())


def holds_article(element: Any) -> bool:
    """Whether an element is no furniture whatever it is called: it holds the page's headline, or most of its
    sentences, which no reader's comments do."""
    page = element.getroottree().getroot()
    headings = page.xpath("count(//h1)")
    if headings and element.xpath("count(.//h1)") == headings:
        return True
    if _COMMENTS.search(f"{element.get('class')} {element.get('id')}"):
        return False
    held = running_length(element)
    return held > 0 and held >= HELD_SHARE * running_length(page)


def unfold(tree: Any) -> bool:
    """Whether text was folded away beside text that is shown, as behind "read more"; it is shown now."""
    found = False
    for element in tree.xpath("//*[@hidden or @aria-hidden or @style]")[:2000]:
        parent = element.getparent()
        if (
            parent is None
            or not is_hidden(element)
            or is_furniture(f"{element.get('class') or ''} {element.get('id') or ''}")
            or element.tag in ("dialog", "nav", "aside", "form")
        ):
            continue
        inside = running_length(element)
        text = "".join(element.itertext()).strip()
        if inside < LEAST_UNFOLDED or running_length(parent) - inside < LEAST_UNFOLDED:
            continue
        shown = "".join(parent.itertext()).replace(text, "", 1)
        if text[:40] in shown:
            continue  # the same once more, for another width of the screen
        for name in ("hidden", "aria-hidden", "style"):
            element.attrib.pop(name, None)
        found = True
    return found
