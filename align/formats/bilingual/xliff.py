"""XLIFF 1.2 (http://docs.oasis-open.org/xliff/v1.2/os/) and 2.x (https://docs.oasis-open.org/xliff/xliff-core/v2.1/),
with the flavours of translation tools: SDLXLIFF and MQXLIFF are XLIFF 1.2 with more in it, which stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from align.document import Severity
from align.errors import InputError
from align.formats.bilingual.tree import (
    Element,
    children,
    local,
    namespace,
    parsed,
    removed,
    serialized,
    text_of,
)
from align.formats.bilingual.units import Bilingual, Remark, Remarks, Unit

# Elements whose content is code of the original document; what g, mrk, pc and hi hold is text.
CODES_1 = frozenset("x bx ex bpt ept ph it sub".split())
CODES_2 = frozenset("ph sc ec cp sm em".split())
_PRIORITIES: dict[Severity, int] = {"critical": 1, "major": 2, "minor": 5, "info": 9}
_FROM = "align"


def read(data: bytes, subject: object) -> Bilingual:
    """The units of every file in it; ids of one file among several begin with the file's."""
    root = _root(data, subject)
    if _version(root, subject) == 1:
        files = children(root, "file")
        first = files[0] if files else root
        languages = first.get("source-language"), first.get("target-language")
    else:
        languages = root.get("srcLang"), root.get("trgLang")
    return Bilingual(tuple(unit for unit, _ in _units(root, subject)), *languages)


def remarked(data: bytes, subject: object, remarks: Remarks) -> bytes:
    """The file with each remark as a note of its unit; notes that an earlier check left are gone."""
    tree = parsed(data, subject)
    root = tree.getroot()
    one = _version(root, subject) == 1
    for note in [element for element in root.iter() if local(element) == "note" and _ours(element)]:
        _remove(note)
    for unit, holder in list(_units(root, subject)):
        for remark in remarks.get(unit.id, ()):
            (_note_1 if one else _note_2)(holder, unit, remark)
    return serialized(tree, data)


def _root(data: bytes, subject: object) -> Element:
    return parsed(data, subject).getroot()


def _version(root: Element, subject: object) -> int:
    if local(root) != "xliff":
        raise InputError(subject, f"its root is <{local(root)}>, not <xliff>", "name an XLIFF file")
    version = root.get("version", "1.2")
    if version[:2] not in ("1.", "2."):
        raise InputError(subject, f"is XLIFF {version}", "XLIFF 1.0 to 1.2 and 2.x are read")
    return int(version[0])


def _units(root: Element, subject: object) -> Iterator[tuple[Unit, Element]]:
    """Every segment, with the element that holds its notes."""
    files = [element for element in root.iter() if local(element) == "file"]
    one = _version(root, subject) == 1
    for file in files:
        name = file.get("id") or file.get("original") or ""
        prefix = f"{name}#" if len(files) > 1 else ""
        for holder in file.iter():
            if one and local(holder) == "trans-unit":
                for unit in _segments_1(holder, prefix):
                    yield unit, holder
            elif not one and local(holder) == "unit":
                for unit in _segments_2(holder, prefix):
                    yield unit, holder


def _segments_1(holder: Element, prefix: str) -> Iterator[Unit]:
    """A trans-unit as one unit, or the segments that a tool marked in it, by their ``mid``."""
    id = prefix + (holder.get("id") or "")
    source, target = (next(iter(children(holder, name)), None) for name in ("source", "target"))
    segmented = next(iter(children(holder, "seg-source")), None)
    marks = _marks(segmented) if segmented is not None else {}
    if marks:
        rendered = _marks(target) if target is not None else {}
        for mid, mark in marks.items():
            there = text_of(rendered[mid], CODES_1) if mid in rendered else ""
            several = len(marks) > 1
            name = f"{id}/{mid}" if several else id
            yield Unit(name, text_of(mark, CODES_1), there, mid if several else "")
    elif source is not None:
        yield Unit(id, text_of(source, CODES_1), text_of(target, CODES_1) if target is not None else "")


def _marks(element: Element) -> dict[str, Element]:
    marks = (one for one in element.iter() if local(one) == "mrk" and one.get("mtype") == "seg")
    return {mark.get("mid") or str(number): mark for number, mark in enumerate(marks)}


def _segments_2(holder: Element, prefix: str) -> Iterator[Unit]:
    id = prefix + (holder.get("id") or "")
    segments = children(holder, "segment")
    for number, segment in enumerate(segments, 1):
        source, target = (next(iter(children(segment, name)), None) for name in ("source", "target"))
        if source is not None:
            name = (segment.get("id") or str(number)) if len(segments) > 1 else ""
            there = text_of(target, CODES_2) if target is not None else ""
            yield Unit(f"{id}/{name}" if name else id, text_of(source, CODES_2), there, name)


# -- notes ------------------------------------------------------------------------------------------


def _ours(note: Element) -> bool:
    return note.get("from") == _FROM or (note.get("category") or "").startswith(f"{_FROM}:")


def _remove(note: Element) -> None:
    """Take a note away, and the ``notes`` that held nothing else."""
    parent = note.getparent()
    if parent is None:
        return
    removed(note)
    if local(parent) == "notes" and not len(parent):
        _remove(parent)


def _note_1(holder: Element, unit: Unit, remark: Remark) -> None:
    after = children(holder, "source", "seg-source", "target", "note")[-1]
    note = holder.makeelement(f"{namespace(holder)}note", {}, None)
    note.set("from", _FROM)
    note.set("annotates", "target")
    note.set("priority", str(_PRIORITIES[remark.severity]))
    note.text = _said(unit, remark)
    after.addnext(note)  # what stood after that element now stands after the note


def _note_2(holder: Element, unit: Unit, remark: Remark) -> None:
    notes = next(iter(children(holder, "notes")), None)
    if notes is None:
        notes = holder.makeelement(f"{namespace(holder)}notes", {}, None)
        # After elements of other vocabularies, before data, segments and what stands between them.
        first = children(holder, "originalData", "segment", "ignorable")[0]
        first.addprevious(notes)
    note = notes.makeelement(f"{namespace(holder)}note", {}, None)
    used = {one.get("id") for one in notes}
    free = (f"{_FROM}-{number}" for number in count(1))
    note.set("id", next(id for id in free if id not in used))
    note.set("category", f"{_FROM}:{remark.severity}")
    note.set("priority", str(_PRIORITIES[remark.severity]))
    note.set("appliesTo", "target")
    note.text = _said(unit, remark)
    notes.append(note)


def _said(unit: Unit, remark: Remark) -> str:
    """The remark, with the segment's name where the unit has several."""
    return f"segment {unit.segment}: {remark.text}" if unit.segment else remark.text
