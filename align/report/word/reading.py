"""A Word document that came back: what was decided about its findings, and the corrected text.

A finding whose words were changed is done. One whose comment was resolved or deleted while its words stayed is
dismissed, for the reason that replies to the comment give. One whose comment still stands is open. Changes that
somebody tracked count as made; those that `align` suggested and nobody accepted do not.
"""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from align.document import Decision
from align.errors import InputError
from align.read.readers.docx import parts_of
from align.report.decisions.files import decided_of_line
from align.report.decisions.matching import Decided
from align.report.visible import restored
from align.report.word.writing import AUTHOR, NAMESPACE

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_KEY = re.compile(r"\[([0-9a-f]{16})\]")
_BREAK = "\n\n"
_REMEDY = "name a document that `align check --format docx` wrote, as your word processor saved it"


@dataclass(frozen=True, slots=True)
class Returned:
    """What a document brought back: ``decided`` in the order of the report, the ``text`` as corrected and as it
    went out, and how many suggestions nobody accepted or rejected."""

    decided: tuple[Decided, ...]
    text: str
    before: str
    pending: int


@dataclass(slots=True)
class _Comment:
    resolved: bool = False
    replies: list[str] = field(default_factory=list)


def read_returned(data: bytes, subject: object) -> Returned:
    """Decisions and text of a document. Raises InputError when it is none that `align` made."""
    names = ["word/document.xml", "word/comments.xml", "word/commentsExtended.xml"]
    items = [f"customXml/item{number}.xml" for number in range(1, 10)]
    parts = parts_of(data, [*names, *items], subject)
    record = _record([parts[name] for name in items if name in parts])
    if record is None or names[0] not in parts:
        raise InputError(subject, "does not carry the findings that it was made from", _REMEDY)
    comments = _comments(parts.get(names[1]), parts.get(names[2]))
    paragraphs, pending = _paragraphs(parts[names[0]])
    text, lines = record["text"], [decided_of_line(line) for line in record["findings"]]
    stretches = [(start, end) for start, end in record["paragraphs"]]
    now = _matched([" ".join(text[start:end].split()) for start, end in stretches], paragraphs)
    decided = []
    for one, (start, end) in zip(lines, record["places"], strict=True):
        at = next((at for at, (first, last) in enumerate(stretches) if first <= start < last), None)
        changed = at is not None and _changed(text, stretches[at], now.get(at), start, end, bool(one.target))
        decided.append(replace(one, decision=_decision(one, changed, comments.get(one.finding))))
    return Returned(tuple(decided), _corrected(text, stretches, paragraphs), text, pending)


def _record(items: Sequence[Any]) -> Mapping[str, Any] | None:
    for root in items:
        if root.tag == f"{{{NAMESPACE}}}review":
            try:
                record = json.loads(root.text or "")
                return record if {"text", "paragraphs", "findings", "places"} <= record.keys() else None
            except (ValueError, AttributeError):
                return None
    return None


def _decision(one: Decided, changed: bool, comment: _Comment | None) -> Decision:
    """What the editor decided; what was decided before the document was made stays."""
    said = "\n".join(comment.replies) if comment else ""
    if one.decision.state != "open":
        return one.decision
    if changed:
        return Decision("done", note=said)
    if comment is None or comment.resolved:
        return Decision("dismissed", reason=said)
    return Decision("open", note=said or one.decision.note)


# -- comments ---------------------------------------------------------------------------------------


def _comments(root: Any, extended: Any) -> dict[str, _Comment]:
    """The comments that still stand, by the id of their finding."""
    found: dict[str, _Comment] = {}
    by_paragraph: dict[str, str] = {}
    texts: dict[str, str] = {}
    for comment in root.iter(f"{_W}comment") if root is not None else ():
        lines = ["".join(t.text or "" for t in p.iter(f"{_W}t")) for p in comment.iter(f"{_W}p")]
        last = [p.get(f"{_W14}paraId") or "" for p in comment.iter(f"{_W}p")][-1:]
        key = _KEY.search("\n".join(lines))
        if key:
            found[key.group(1)] = _Comment()
            by_paragraph |= {id: key.group(1) for id in last if id}
        else:
            texts |= {id: "\n".join(lines).strip() for id in last if id}
    for about in extended.iter(f"{_W15}commentEx") if extended is not None else ():
        id, parent = about.get(f"{_W15}paraId") or "", about.get(f"{_W15}paraIdParent") or ""
        if id in by_paragraph:
            found[by_paragraph[id]].resolved = about.get(f"{_W15}done") in ("1", "true", "on")
        elif parent in by_paragraph and texts.get(id):
            found[by_paragraph[parent]].replies.append(texts[id])
    return found


# -- text -------------------------------------------------------------------------------------------


def _paragraphs(root: Any) -> tuple[list[str], int]:
    """The paragraphs that hold text, and the number of suggestions that nobody decided about."""
    pending = sum(
        element.get(f"{_W}author") == AUTHOR
        for name in ("ins", "del")
        for element in root.iter(f"{_W}{name}")
    )
    found = (
        " ".join(restored("".join(_words(paragraph, False))).split()) for paragraph in root.iter(f"{_W}p")
    )
    return [text for text in found if text], -(-pending // 2)


def _words(element: Any, kept: bool) -> Iterator[str]:
    """The text of a paragraph with everybody's tracked changes made but our own; ``kept``: inside one of our
    deletions, where the old words stand."""
    for child in element:
        ours = child.get(f"{_W}author") == AUTHOR
        if child.tag in (f"{_W}del", f"{_W}moveFrom"):
            if ours:
                yield from _words(child, True)
        elif child.tag == f"{_W}ins" and ours:
            continue
        elif child.tag == f"{_W}t" or (kept and child.tag == f"{_W}delText"):
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " "
        elif child.tag not in (f"{_W}pPr", f"{_W}rPr"):
            yield from _words(child, kept)


def _matched(before: Sequence[str], now: Sequence[str]) -> dict[int, str]:
    """What became of each paragraph; one that is gone has no entry."""
    found: dict[int, str] = {}
    matcher = difflib.SequenceMatcher(None, before, now, autojunk=False)
    for tag, first, last, new, new_end in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and last - first == new_end - new):
            found |= {first + step: now[new + step] for step in range(last - first)}
        elif tag == "replace":
            found |= {at: " ".join(now[new:new_end]) for at in range(first, last)}
    return found


def _changed(text: str, stretch: tuple[int, int], now: str | None, start: int, end: int, own: bool) -> bool:
    """Whether the words of a finding were changed; of one without words of its own, its paragraph."""
    if now is None:
        return True
    before = re.findall(r"\s+|\w+|[^\w\s]", text[stretch[0] : stretch[1]])
    after = re.findall(r"\s+|\w+|[^\w\s]", now)
    flat = [" " if token.isspace() else token for token in before]
    if not own:
        return flat != after
    ends, at = [], stretch[0]
    for token in before:
        at += len(token)
        ends.append(at)
    matcher = difflib.SequenceMatcher(None, flat, after, autojunk=False)
    for tag, first, last, _, _ in matcher.get_opcodes():
        begins = ends[first - 1] if first else stretch[0]
        stops = ends[last - 1] if last else stretch[0]
        if tag != "equal" and (begins < end and stops > start):
            return True
    return False


def _corrected(text: str, stretches: Sequence[tuple[int, int]], now: Sequence[str]) -> str:
    """The text with the document's paragraphs in place of those they changed; the rest stays to the letter."""
    before = [" ".join(text[start:end].split()) for start, end in stretches]
    kept = [(start, end) for (start, end), words in zip(stretches, before, strict=True) if words]
    before = [words for words in before if words]
    pieces: list[tuple[int | None, str]] = []
    matcher = difflib.SequenceMatcher(None, before, now, autojunk=False)
    for tag, first, last, new, new_end in matcher.get_opcodes():
        if tag == "equal":
            pieces += [(at, text[slice(*kept[at])]) for at in range(first, last)]
        else:
            same = last - first == new_end - new
            pieces += [(first + at if same else None, words) for at, words in enumerate(now[new:new_end])]
    if not pieces:
        return ""
    out = [text[: kept[0][0]] if kept and pieces[0][0] == 0 else "", pieces[0][1]]
    for (left, _), (right, words) in pairwise(pieces):
        gap = text[kept[left][1] : kept[left + 1][0]] if left is not None and right == left + 1 else _BREAK
        out += [gap, words]
    last_one = pieces[-1][0]
    out.append(text[kept[-1][1] :] if kept and last_one == len(kept) - 1 else "\n")
    return "".join(out)


def summary(returned: Returned) -> str:
    """What came back, in a sentence."""
    counts = Counter(one.decision.state for one in returned.decided)
    said = [f"{counts[state]} {state}" for state in ("done", "dismissed", "open")]
    changed = "the text was changed" if returned.text != returned.before else "the text was not changed"
    pending = f"; {returned.pending} suggestions neither accepted nor rejected" if returned.pending else ""
    return f"{len(returned.decided)} findings: {', '.join(said)}; {changed}{pending}"
