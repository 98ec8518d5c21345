"""TMX 1.4 (https://www.gala-global.org/tmx-14b): of many languages, English and Japanese or Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from align.errors import InputError
from align.formats.bilingual.tree import (
    XML_LANG,
    Element,
    children,
    local,
    namespace,
    parsed,
    removed,
    serialized,
    text_of,
)
from align.formats.bilingual.units import Bilingual, Remarks, Unit
from align.formats.segments import meant
from align.languages.traits import partners
from align.read.language import normalize_language

CODES = frozenset("bpt ept ph it ut sub".split())  # what hi holds is text
_FROM = "align: "


def read(data: bytes, subject: object) -> Bilingual:
    """The translation units that have both languages; they are named by ``tuid``, else counted from 1."""
    root = _root(data, subject)
    languages = _languages(root, subject)
    units = tuple(unit for unit, _ in _units(root, languages))
    return Bilingual(units, *languages)


def remarked(data: bytes, subject: object, remarks: Remarks) -> bytes:
    """The file with each remark as a note of its unit; notes that an earlier check left are gone."""
    tree = parsed(data, subject)
    root = tree.getroot()
    for note in [element for element in root.iter() if local(element) == "note"]:
        if (note.text or "").startswith(_FROM):
            removed(note)
    for unit, holder in _units(root, _languages(root, subject)):
        for remark in reversed(remarks.get(unit.id, ())):
            note = holder.makeelement(f"{namespace(holder)}note", {}, None)
            note.text = f"{_FROM}{remark.text}"
            holder.insert(0, note)
    return serialized(tree, data)


def _root(data: bytes, subject: object) -> Element:
    root = parsed(data, subject).getroot()
    if local(root) != "tmx":
        raise InputError(subject, f"its root is <{local(root)}>, not <tmx>", "name a TMX file")
    return root


def _languages(root: Element, subject: object) -> tuple[str, str]:
    """The source language and the first other one that makes a pair with it: one is English, one is not."""
    named = [_language(variant) for variant in root.iter() if local(variant) == "tuv"]
    known = list(dict.fromkeys(named))
    header = next((one.get("srclang") for one in root.iter() if local(one) == "header"), None)
    at = meant(known, header)
    first = known[at or 0] if known else ""
    wanted = partners(normalize_language(first))
    second = next((one for one in known if normalize_language(one) in wanted), None)
    if second is None:
        reason = (
            f"holds no pair of English and Japanese or Chinese (it has {', '.join(known) or 'no language'})"
        )
        raise InputError(subject, reason, "name a TMX file of one of these pairs")
    return first, second


def _language(variant: Element) -> str:
    return variant.get(XML_LANG) or variant.get("lang") or ""


def _units(root: Element, languages: tuple[str, str]) -> Iterator[tuple[Unit, Element]]:
    for number, holder in enumerate((one for one in root.iter() if local(one) == "tu"), 1):
        found = {_language(variant): variant for variant in reversed(children(holder, "tuv"))}
        sides = [next(iter(children(found[one], "seg")), None) if one in found else None for one in languages]
        if sides[0] is not None:
            target = text_of(sides[1], CODES) if sides[1] is not None else ""
            yield Unit(holder.get("tuid") or str(number), text_of(sides[0], CODES), target), holder
