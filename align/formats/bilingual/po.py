"""PO files of gettext, whose message id is the source text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from align.errors import InputError
from align.formats.bilingual.units import Bilingual, Remarks, Unit

_FROM = "align: "
LONGEST_NAME = 60


def read(data: bytes, subject: object) -> Bilingual:
    """The messages, named by their context, else by their own first words; obsolete ones are passed over."""
    file = _file(data, subject)
    return Bilingual(tuple(unit for unit, _ in _units(file)), None, file.metadata.get("Language") or None)


def remarked(data: bytes, subject: object, remarks: Remarks) -> bytes:
    """The file with each remark as a translator's comment; those that an earlier check left are gone."""
    file = _file(data, subject)
    for unit, entry in list(_units(file)):
        kept = [line for line in entry.tcomment.split("\n") if line and not line.startswith(_FROM)]
        entry.tcomment = "\n".join([*kept, *(f"{_FROM}{one.text}" for one in remarks.get(unit.id, ()))])
    text = str(file) + "\n"
    return text.encode(file.encoding or "utf-8")


def _file(data: bytes, subject: object) -> Any:
    import polib

    try:
        return polib.pofile(data.decode("utf-8-sig"), wrapwidth=0)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise InputError(
            subject, f"is no PO file that can be read ({error})", "mend it; it must be UTF-8"
        ) from None


def _units(file: Any) -> Iterator[tuple[Unit, Any]]:
    seen: Counter[str] = Counter()
    for entry in file:
        if entry.obsolete:
            continue
        name = entry.msgctxt or " ".join(entry.msgid.split())[:LONGEST_NAME]
        seen[name] += 1
        id = name if seen[name] == 1 else f"{name} ({seen[name]})"
        forms = entry.msgstr_plural or {0: entry.msgstr}
        # Where a language has one form, it renders the plural.
        source = entry.msgid_plural or entry.msgid
        yield Unit(id, source, forms[max(forms)]), entry
