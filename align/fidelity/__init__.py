"""Fidelity: what was lost, added or changed, with proof."""

from align.fidelity.checker import check
from align.fidelity.profile import Profile, read_profile

__all__ = ["Profile", "check", "read_profile"]
