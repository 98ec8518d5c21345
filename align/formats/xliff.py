"""XLIFF 2.0 and 2.1 (https://docs.oasis-open.org/xliff/xliff-core/v2.1/) and XLIFF 1.2, read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from align.errors import InputError
from align.formats.segments import Segment, Wanted, tell_left_out
from align.formats.xml import local, parse, words

CORE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_CODES = frozenset(("bpt", "ept", "ph", "it", "x", "bx", "ex"))  # of 1.2; in 2 nothing but text stands inline


def read_xliff(path: Path, wanted: Wanted | None = None) -> Iterator[Segment]:
    """The translated segments of an XLIFF file; a warning counts those without a translation, and copies of the
    source that wait for one. Raises InputError for a file that is no XLIFF 1.2 or 2, or names no language."""
    root = parse(path)
    wanted = wanted or Wanted()
    left_out: Counter[str] = Counter()
    if root.tag == f"{{{CORE}}}xliff":
        found = _second(root, path, wanted)
    elif re.fullmatch(r"(?:\{urn:oasis:names:tc:xliff:document:1\.\d\})?xliff", str(root.tag)):
        found = _first(root, path, wanted)
    else:
        raise InputError(path, f"its root is <{root.tag}>", "XLIFF 1.2, 2.0 and 2.1 are read")
    for segment in found:
        if not segment.target.strip():
            left_out["without a translation"] += 1
        elif segment.source.strip() == segment.target.strip() and re.search(r"[^\W\d_]", segment.source):
            left_out["its translation is the source over again"] += 1
        else:
            yield segment
    tell_left_out(path, left_out)


def _second(root: Any, path: Path, wanted: Wanted) -> Iterator[Segment]:
    source_language = wanted.source or root.get("srcLang")
    target_language = wanted.target or root.get("trgLang")
    if not source_language or not target_language:
        raise InputError(path, "names no srcLang or no trgLang", "add them to the root element")
    for file in root.iter(f"{{{CORE}}}file"):
        for unit in file.iter(f"{{{CORE}}}unit"):
            about = {meta.get("type"): meta.text or "" for meta in unit.iter(f"{{{METADATA}}}meta")}
            document = about.get("document") or file.get("original") or file.get("id") or ""
            for segment in unit.iter(f"{{{CORE}}}segment"):
                source, target = (segment.find(f"{{{CORE}}}{side}") for side in ("source", "target"))
                if source is not None:
                    texts = words(source, _CODES), "" if target is None else words(target, _CODES)
                    yield Segment(source_language, target_language, *texts, document, about.get("score"))


def _first(root: Any, path: Path, wanted: Wanted) -> Iterator[Segment]:
    for file in (element for element in root if local(element.tag) == "file"):
        source_language = wanted.source or file.get("source-language")
        target_language = wanted.target or file.get("target-language")
        if not source_language or not target_language:
            raise InputError(path, "names no source-language or no target-language", "add them to <file>")
        for unit in (element for element in file.iter() if local(element.tag) == "trans-unit"):
            sides = {local(child.tag): child for child in unit if local(child.tag) in ("source", "target")}
            if "source" in sides:
                target = words(sides["target"], _CODES) if "target" in sides else ""
                source = words(sides["source"], _CODES)
                document = file.get("original") or ""
                yield Segment(source_language, target_language, source, target, document, None)
