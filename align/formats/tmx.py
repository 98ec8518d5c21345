"""Translation memories in TMX 1.4b (https://www.gala-global.org/tmx-14b) and older, read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from align.errors import InputError
from align.formats.segments import Segment, Wanted, choose, tell_left_out
from align.formats.xml import local, parse, words

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What these hold is markup of the format that was translated; what hi holds is text (TMX 1.4b, section 3.2).
CODES = frozenset(("bpt", "ept", "ph", "it", "ut"))


def read_tmx(path: Path, wanted: Wanted | None = None) -> Iterator[Segment]:
    """The units of a TMX file that have both languages; a warning counts the others.

    The source is the language that is asked for, else the one that the header names, else the first. Raises
    InputError for a file that is no TMX or holds not one unit with two languages.
    """
    root = parse(path)
    if local(root.tag) != "tmx":
        raise InputError(path, f"its root is <{root.tag}>, not <tmx>", "name a TMX file")
    header = next((child for child in root if local(child.tag) == "header"), None)
    named = header.get("srclang") if header is not None else None
    left_out: Counter[str] = Counter()
    empty = True
    for unit in (element for element in root.iter() if local(element.tag) == "tu"):
        found = _variants(unit)
        chosen = choose([language for language, _ in found], wanted or Wanted(), unit.get("srclang") or named)
        if chosen is None:
            left_out["without a translation, or without the languages asked for"] += 1
            continue
        empty = False
        (source_language, source), (target_language, target) = (found[at] for at in chosen)
        props = {
            (prop.get("type") or "").removeprefix("x-"): prop.text or ""
            for prop in unit
            if local(prop.tag) == "prop"
        }
        yield Segment(
            source_language, target_language, source, target, props.get("document", ""), props.get("score")
        )
    if empty and left_out:
        reason = f"none of its {left_out.total()} units has both languages"
        raise InputError(path, reason, "ask for languages that it holds, or name another memory")
    tell_left_out(path, left_out)


def _variants(unit: Any) -> list[tuple[str, str]]:
    """The languages of a unit with their texts; a variant without a language or a segment counts for nothing."""
    found = []
    for variant in (child for child in unit if local(child.tag) == "tuv"):
        language = variant.get(XML_LANG) or variant.get("lang")
        segment = next((child for child in variant if local(child.tag) == "seg"), None)
        if language and segment is not None:
            found.append((language.replace("_", "-"), words(segment, CODES)))
    return found
