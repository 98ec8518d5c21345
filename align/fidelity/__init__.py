"""Fidelity: what was lost, added or changed, with proof. The calls are imported when they are first used: reading
a pair of texts needs no check."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from align.fidelity.checker import check as check
    from align.fidelity.profile import Profile as Profile
    from align.fidelity.profile import read_profile as read_profile

_HOMES = {"check": "checker", "Profile": "profile", "read_profile": "profile"}

__all__ = ["Profile", "check", "read_profile"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"align.fidelity.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'align.fidelity' has no attribute {name!r}")
