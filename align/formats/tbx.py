"""Term bases in TBX (ISO 30042): the terms of each entry by language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from align.formats import xml
from align.languages.traits import by_tag

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class TermEntry:
    """One concept: its number in the file from 1, its terms by language (``en``, ``ja``, ``zh`` …), its subject."""

    number: int
    terms: Mapping[str, tuple[str, ...]]
    subject: str = ""


def entries(path: Path) -> Iterator[TermEntry]:
    """The entries (``termEntry`` or ``conceptEntry``) of a TBX file. Raises InputError where it is no well-formed,
    self-contained XML."""
    number = 0
    for element in xml.parse(path).iter():
        if xml.local(element.tag) not in ("termEntry", "conceptEntry"):
            continue
        number += 1
        terms: dict[str, list[str]] = defaultdict(list)
        subject = ""
        for part in element.iter():
            name = xml.local(part.tag)
            if name in ("langSet", "langSec"):
                code = (part.get(_LANGUAGE) or "").lower().split("-")[0]
                words = (node.text or "" for node in part.iter() if xml.local(node.tag) == "term")
                terms[by_tag(code) or code].extend(word.strip() for word in words if word.strip())
            elif name == "descrip" and part.get("type") == "subjectField":
                subject = part.text or ""
        yield TermEntry(number, {code: tuple(words) for code, words in terms.items()}, subject)
