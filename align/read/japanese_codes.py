"""EUC-JP and ISO-2022-JP as Windows and the web write them.

Both encode the same table of double bytes. Python's codecs hold to the standard, JIS X 0208; what is sent has the
characters of NEC and IBM in it, too (①㈱㎝Ⅳ), and kana of half width, which Microsoft's code pages 51932 and 50221
know. Turned into Shift_JIS, code page 932 reads them all.
"""

from __future__ import annotations

import re

_EUC = re.compile(rb"\x8f([\xa1-\xfe]{2})|\x8e([\xa1-\xdf])|([\xa1-\xfe]{2})")
_SHIFT = re.compile(rb"\x1b(\$[@AB]|\$\([A-D]|\([BIJ])")
_DOUBLE, _KANA, _SUPPLEMENT = (b"$@", b"$B"), b"(I", b"$(D"


def decode_euc(data: bytes, errors: str = "strict") -> str:
    """Text in EUC-JP with the characters of Windows. Raises UnicodeDecodeError where ``errors`` is strict."""
    pieces: list[str] = []
    done = 0
    for match in _EUC.finditer(data):
        pieces.append(data[done : match.start()].decode("ascii", errors))
        supplement, kana, double = match.groups()
        if supplement:
            pieces.append(match[0].decode("euc_jp", errors))
        else:
            pieces.append((kana or _shifted(double)).decode("cp932", errors))
        done = match.end()
    return "".join([*pieces, data[done:].decode("ascii", errors)])


def decode_iso2022(data: bytes, errors: str = "strict") -> str:
    """Text in ISO-2022-JP with the characters of Windows and kana of half width. Raises UnicodeDecodeError where
    ``errors`` is strict."""
    pieces: list[str] = []
    set_in_use = b"(B"
    parts = _SHIFT.split(data)
    for content, following in zip(parts[::2], [*parts[1::2], b""], strict=True):
        if set_in_use in _DOUBLE:
            pieces.append(_double(content, errors))
        elif set_in_use == _KANA:
            pieces.append(bytes(byte | 0x80 for byte in content).decode("cp932", errors))
        elif set_in_use == _SUPPLEMENT:
            pairs = (content[at : at + 2] for at in range(0, len(content), 2))
            high = b"".join(b"\x8f" + bytes(byte | 0x80 for byte in pair) for pair in pairs)
            pieces.append(high.decode("euc_jp", errors))
        else:
            pieces.append(content.decode("cp932", errors))
        set_in_use = following
    return "".join(pieces)


def _double(content: bytes, errors: str) -> str:
    """Double bytes; a line end inside goes back to single ones, as RFC 1468 has it."""
    lines = re.split(rb"([\r\n]+)", content)
    return "".join(
        part.decode("ascii") if at % 2 else decode_euc(bytes(byte | 0x80 for byte in part), errors)
        for at, part in enumerate(lines)
    )


def _shifted(double: bytes) -> bytes:
    """A pair of EUC bytes as Shift_JIS, by the arithmetic that the two encodings share (JIS X 0208:1997, annexes)."""
    row, cell = double[0] - 0xA0, double[1] - 0xA0
    lead = (row + 1) // 2 + (0x80 if row <= 62 else 0xC0)
    if row % 2 == 0:
        return bytes((lead, cell + 0x9E))
    return bytes((lead, cell + (0x3F if cell <= 63 else 0x40)))
