"""Which source belongs to which reprint: rendered (parallel), on the same subject, or none."""

from __future__ import annotations

from align.pair.pairing import CANDIDATES, WINDOW, iterate, pair

__all__ = ["CANDIDATES", "WINDOW", "iterate", "pair"]
