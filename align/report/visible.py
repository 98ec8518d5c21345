"""Text from anywhere, made safe to show: what cannot be seen is named, nothing is dropped.

Control characters break XML and spreadsheets, and bidirectional overrides let a text display as
something it is not (https://trojansource.codes), so both are written out, as ``‹U+202E›``.
"""

from __future__ import annotations

import re

# C0 and C1 controls except tab and line ends; bidirectional controls; the byte order mark and the line
# and paragraph separators; surrogates without a partner and the two code points XML forbids.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_WRITTEN_OUT = re.compile("‹U\\+([0-9A-F]{4,5})›")


def visible(text: str) -> str:
    """The text with every control, bidirectional or unpaired character written as ``‹U+XXXX›``.

    Line ends become ``\\n``. What is left is legal in XML 1.0, HTML and a spreadsheet cell.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub(lambda match: f"‹U+{ord(match.group()):04X}›", text)


def restored(text: str) -> str:
    """The text with what :func:`visible` wrote out as it was."""
    return _WRITTEN_OUT.sub(lambda match: chr(int(match.group(1), 16)), text)


def one_line(text: str, limit: int | None = None) -> str:
    """The visible text on one line, shortened with an ellipsis when longer than ``limit`` characters."""
    line = " ".join(visible(text).split())
    if limit is not None and len(line) > limit:
        return line[: limit - 1].rstrip() + "…"
    return line


def label(name: str) -> str:
    """A machine's name as a person reads it: ``bead_scores`` → ``Bead scores``."""
    words = one_line(name).replace("_", " ").replace("-", " ").strip()
    words = re.sub(r"\b(mqm|bleu|ter)\b", lambda match: match.group().upper(), words)
    return words[:1].upper() + words[1:]
