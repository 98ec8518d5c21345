"""Article ids that are safe to use as relative file names.

Every id leaves the reader as a relative POSIX path that stays below whatever folder it is joined
to. An id that would not (``../../x``, ``/etc/passwd``, ``C:\\x``, control characters, parts too
long for a file system) is percent-encoded where needed; ids that are safe stay as they are.
"""

from __future__ import annotations

import hashlib
import re

MAXIMUM_PART = 150  # bytes; file systems allow 255, and writers add suffixes
MAXIMUM_PARTS = 16

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd]")


def safe_id(identifier: str) -> str:
    """``identifier`` itself if it is a safe relative path, else its percent-encoded form.

    Never empty, never absolute, no part is ``.`` or ``..``, no backslash, control or direction
    character; a part over 150 bytes is cut and ended with a digest of the whole.
    """
    parts = _UNSAFE.sub(_percent, identifier).split("/")
    if len(parts) > MAXIMUM_PARTS:
        parts = [*parts[: MAXIMUM_PARTS - 1], "%2F".join(parts[MAXIMUM_PARTS - 1 :])]
    if identifier.startswith("/"):
        parts = ["%2F" + parts[1], *parts[2:]]
    if re.match(r"[A-Za-z]:", parts[0]):
        parts[0] = parts[0].replace(":", "%3A", 1)
    return "/".join(_safe_part(part) for part in parts if part) or "%00"


def _safe_part(part: str) -> str:
    if part.strip(". ") == "":
        return "".join(map(_percent_character, part))
    if len(part.encode("utf-8", "surrogatepass")) <= MAXIMUM_PART:
        return part
    digest = hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return part.encode("utf-8")[: MAXIMUM_PART - 17].decode("utf-8", "ignore") + "~" + digest


def _percent(match: re.Match[str]) -> str:
    return _percent_character(match[0])


def _percent_character(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
