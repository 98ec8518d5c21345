"""Fidelity: what was lost, added or changed, with proof."""

from __future__ import annotations

from align.fidelity.passage.profile import Profile, read_profile

__all__ = ["Profile", "read_profile"]
