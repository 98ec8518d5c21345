"""Bytes to text: which encoding a file of Japanese, Chinese or English is written in.

Byte-order marks, declarations and escape sequences are believed first, then UTF-8, which hardly any
other text satisfies by accident. The legacy multi-byte encodings overlap, so they are all tried and
the reading whose characters are the more usual ones wins: the national standards list their common
characters first (GB 2312 and JIS X 0208 level 1, Big5 level 1), which makes them frequency tables
that Python already carries.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from align.errors import InputError
from align.read.japanese_codes import decode_euc, decode_iso2022

LEGACY = ("cp932", "euc_jp", "cp51932", "gb18030", "big5hkscs", "cp1252")
SAMPLE = 60_000  # bytes that are enough to tell encodings apart
DAMAGE = 0.01  # share of undecodable bytes that is still a damaged text and not another encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""")
_ESCAPES = re.compile(rb"\x1b(?:\$[@AB]|\$\([A-D]|\([BIJ])")
_OURS: Mapping[str, Callable[[bytes, str], str]] = {"cp51932": decode_euc, "cp50221": decode_iso2022}
# What the web calls an encoding is often a subset of what it sends (WHATWG Encoding Standard).
_WIDER = {
    "shift_jis": "cp932",
    "iso2022_jp": "iso2022_jp_ext",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "hz",
    "big5": "big5hkscs",
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding that gave it; ``replaced`` counts bytes that were not valid in it."""

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes, *, subject: object = "bytes", markup: bool = False) -> Decoded:
    """The text in ``data``; ``markup`` honours an HTML or XML declaration in the first 4 KB.

    Raises :class:`InputError` when no encoding makes text of it. The byte-order mark is dropped;
    up to 1% of undecodable bytes are replaced by U+FFFD and counted.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data, encoding, subject)
    if data.count(b"\0", 0, SAMPLE) and (wide := _wide_encoding(data[:SAMPLE], subject)):
        return _lenient(data, wide, subject)
    declared = _declared(data) if markup else None
    for named in (declared, "cp51932" if declared == "euc_jp" else None):
        if named and (text := _strict(data, named)) is not None:
            return Decoded(text, named)
    if b"\x1b" in data[:SAMPLE] and _ESCAPES.search(data[:SAMPLE]):
        for encoding in ("iso2022_jp", "cp50221", "iso2022_jp_ext", "iso2022_jp_2004"):
            if (text := _strict(data, encoding)) is not None:
                return Decoded(text, encoding)
        if _ESCAPES.search(data[:SAMPLE])[0][1:2] == b"$":  # type: ignore[index]
            return _lenient(data, "cp50221", subject)
    if (text := _strict(data, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    return _legacy(data, declared, subject)


def _decoded(data: bytes, encoding: str, errors: str = "strict") -> str:
    """What an encoding of Python's or of ours makes of bytes."""
    ours = _OURS.get(encoding)
    return ours(data, errors) if ours else data.decode(encoding, errors)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return _decoded(data, encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _lenient(data: bytes, encoding: str, subject: object) -> Decoded:
    text = _decoded(data, encoding, "replace")
    replaced = text.count("\ufffd")
    if replaced > max(2, DAMAGE * len(text)):
        reason = f"{replaced} of {len(text)} characters are not valid {encoding}"
        raise InputError(subject, reason, "save it again as UTF-8")
    return Decoded(text, encoding, replaced)


def _declared(data: bytes) -> str | None:
    """The codec an HTML or XML head names, in its wider form; None for unknown or harmful names."""
    head = data[:4096]
    found = _XML_DECLARED.search(head) or _DECLARED.search(head)
    if not found:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None
    # A declaration that could be read is written in ASCII, so UTF-16 is a lie; codecs such as
    # rot13 or zlib are no text encodings at all.
    if name.startswith(("utf-16", "utf-32")):
        return "utf-8"
    if not getattr(codecs.lookup(name), "_is_text_encoding", True) or name in (
        "unicode_escape",
        "idna",
        "punycode",
    ):
        return None
    return _WIDER.get(name, name)


def _wide_encoding(sample: bytes, subject: object) -> str | None:
    """UTF-16 without its mark, where that makes usual characters; None for a stray NUL in text."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    shares = []
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 2 * 2].decode(encoding, errors="replace")
        usual = max(_usualness(text, common_characters(codec)) for codec in LEGACY)
        shares.append((usual, encoding))
    if max(shares)[0] >= 0.5:
        return max(shares)[1]
    if even + odd <= max(1, len(sample) // 1000):
        return None
    raise InputError(
        subject, "is a binary file, not text", "convert it to text, HTML, Markdown or DOCX first"
    )


def _legacy(data: bytes, declared: str | None, subject: object) -> Decoded:
    sample = data[:SAMPLE]
    scores: list[tuple[float, str]] = []
    for encoding in dict.fromkeys((*LEGACY, "utf-8", *([declared] if declared else []))):
        if (score := _plausibility(sample, encoding, whole=len(data) <= SAMPLE)) is not None:
            scores.append((score + (0.1 if encoding == declared else 0.0), encoding))
    scores.sort(key=lambda scored: -scored[0])
    if not scores or scores[0][0] < 0.5:
        reason = "no encoding makes readable text of it"
        raise InputError(subject, reason, "save it as UTF-8; if it is not text, convert it first")
    return _lenient(data, scores[0][1], subject)


def _plausibility(sample: bytes, encoding: str, *, whole: bool) -> float | None:
    """How usual the characters are that ``encoding`` finds, up to about 1; None if it cannot be."""
    if encoding in _OURS:
        text = _decoded(sample, encoding, "replace")
    else:
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        text = decoder.decode(sample, final=whole)  # a sample may end inside a character
    foreign = [character for character in text if character > "\x7f"]
    if not foreign:
        return None
    usual = common_characters(encoding)
    weight = sum(usual.get(character, -1.0) for character in foreign) / len(foreign)
    damage = text.count("\ufffd") / len(text)
    if damage > DAMAGE and text.count("\ufffd") > 2:
        return None
    # Multi-byte encodings make one character of several bytes; a Western one makes many odd ones.
    joined = len(re.findall("[A-Za-z][\u3400-\u9fff\uff61-\uff9f][A-Za-z]", text)) / len(foreign)
    return weight - 20 * damage - joined


def _usualness(text: str, usual: Mapping[str, float]) -> float:
    """Mean weight of the characters, where ASCII counts as usual and controls as impossible."""
    weights = (0.9 if " " <= one <= "~" or one in "\t\r\n" else usual.get(one, -1.0) for one in text)
    return sum(weights) / max(1, len(text))


@cache
def common_characters(encoding: str) -> dict[str, float]:
    """What characters are worth as evidence for an encoding: 1 very usual, 0.2 possible."""
    punctuation = dict.fromkeys("、。「」『』（）！？：；，・“”‘’…—《》【】　％－～·", 0.9)
    kana = {chr(code): 1.0 for code in (*range(0x3041, 0x3094), *range(0x30A1, 0x30F7), 0x30FC)}
    fullwidth = {chr(code): 0.6 for code in range(0xFF01, 0xFF5F)}
    if encoding in ("cp932", "euc_jp", "cp51932"):
        han = {**table_rows("euc_jp", 0xD0, 0xF4, 0.2), **table_rows("euc_jp", 0xB0, 0xCF, 0.9)}
        half = {chr(code): 0.55 for code in range(0xFF66, 0xFFA0)}  # agency copy of old systems
        return {
            **han,
            **fullwidth,
            **half,
            **dict.fromkeys("①②③④⑤㈱㈲№℡㎝㎞㎏㎡ⅠⅡⅢ", 0.6),
            **kana,
            **punctuation,
        }
    if encoding == "gb18030":
        han = {**table_rows("gb2312", 0xD8, 0xF7, 0.2), **table_rows("gb2312", 0xB0, 0xD7, 0.9)}
        return {**han, **fullwidth, **punctuation, **dict.fromkeys("的一是了在不有人这中大为上国我", 1.0)}
    if encoding == "big5hkscs":
        han = {**table_rows("big5", 0xC9, 0xF9, 0.1), **table_rows("big5", 0xA4, 0xC6, 0.8)}
        return {**han, **fullwidth, **punctuation, **dict.fromkeys("的一是了在不有人這中大為上國我", 1.0)}
    if encoding == "utf-8":
        return {**dict.fromkeys(map(chr, range(0x80, 0x10000)), 0.8), "\ufffd": -1.0}
    western = dict.fromkeys("‘’“”–—…•£©®°éèêëàâäáãåæçíìîïñóòôöõøúùûüßœ€«»¡¿", 0.75)
    return {**{chr(code): 0.3 for code in range(0xA1, 0x100)}, **western}


def table_rows(encoding: str, first: int, last: int, weight: float) -> dict[str, float]:
    """The characters of a range of lead bytes, each with one weight."""
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF)) if encoding == "big5" else range(0xA1, 0xFF)
    codes = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in trails)
    texts = (code.decode(encoding, errors="ignore") for code in codes)
    return {text: weight for text in texts if len(text) == 1 and text > "\x7f"}
