"""Fidelity: what was lost, added or changed, with proof. The face is imported when it is first used: reading a pair
of texts needs no check."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from align.fidelity.checks import Check as Check
    from align.fidelity.checks import all_checks as all_checks
    from align.fidelity.checks import read_profile as read_profile
    from align.fidelity.passage.profile import Profile as Profile

_HOMES = {"Check": "checks", "all_checks": "checks", "read_profile": "checks", "Profile": "passage.profile"}

__all__ = ["Check", "Profile", "all_checks", "read_profile"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"align.fidelity.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'align.fidelity' has no attribute {name!r}")
