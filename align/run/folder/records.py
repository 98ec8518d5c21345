"""Small records beside a run's rows (manifests, marks, lists), each with a checksum of itself.

What is read back is believed only when the checksum fits it and what it was written for: a record that was edited, cut,
flipped or moved to another place is no record, and what it stood for is made anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from align.rows import canonical_json


def sealed(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with their checksum; ``kind`` says what they are of, so that two records cannot change places."""
    return {**values, "checksum": _checksum(kind, values)}


def record_bytes(kind: str, values: Mapping[str, Any]) -> bytes:
    """The record as it is stored: one line of canonical JSON."""
    return (canonical_json(sealed(kind, values)) + "\n").encode("utf-8", "surrogatepass")


def opened(kind: str, data: bytes) -> dict[str, Any] | None:
    """The values of a record; None when it is not one that :func:`record_bytes` wrote for this ``kind``."""
    try:
        values = json.loads(data)
        if not isinstance(values, dict) or values.pop("checksum", None) != _checksum(kind, values):
            return None
    except (ValueError, TypeError, RecursionError):
        return None
    return values


def _checksum(kind: str, values: Mapping[str, Any]) -> str:
    text = canonical_json([kind, values])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
