"""Profiles: which checks run, how severe they are, what the house wants."""

from __future__ import annotations

import difflib
import math
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from align.document import SEVERITIES, Severity
from align.errors import InputError

_STYLE: Mapping[str, type] = {
    "official": bool, "us": str, "uk": str, "un": str, "eu": str, "percent": str,
}  # fmt: skip
_ENTRIES = ("glossary", "checks", "severity", "thresholds", "style", "mqm")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a house wants checked.

    ``on`` switches checks by name (a check that is not named keeps its own default), ``severity``
    fixes a check's severity, ``thresholds`` and ``style`` are read by the checks and scores that name
    them, ``penalties`` are the MQM penalties by severity and ``mqm_threshold`` the MQM score that
    still passes.
    """

    on: Mapping[str, bool] = field(default_factory=dict)
    severity: Mapping[str, Severity] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    style: Mapping[str, Any] = field(default_factory=dict)
    penalties: Mapping[str, float] = field(
        default_factory=lambda: {"critical": 25.0, "major": 5.0, "minor": 1.0, "info": 0.0}
    )
    mqm_threshold: float = 95.0
    glossary: str | None = None
    name: str = "default"


def profile_of(path: Path, known: tuple[str, ...], numbers: tuple[str, ...]) -> Profile:
    """The profile of a TOML file; ``known`` are the checks that exist, ``numbers`` the thresholds that they declare.

    Tables: ``[checks]`` name = true|false, ``[severity]`` name = "minor", ``[thresholds]``,
    ``[style]``, ``[mqm]`` threshold and penalties; ``glossary`` names a file beside the profile.
    Raises InputError for what cannot be read and for names that do not exist.
    """
    data = _loaded(path)
    _refuse_shapes(path, data)
    _refuse_values(path, data, known, numbers)
    mqm = data.get("mqm", {})
    base = Profile()
    glossary = data.get("glossary")
    return Profile(
        on=dict(data.get("checks", {})),
        severity=dict(data.get("severity", {})),
        thresholds=dict(data.get("thresholds", {})),
        style=dict(data.get("style", {})),
        penalties={**base.penalties, **mqm.get("penalties", {})},
        mqm_threshold=float(mqm.get("threshold", base.mqm_threshold)),
        glossary=str(path.parent / glossary) if glossary else None,
        name=path.stem,
    )


def _loaded(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(path, error.strerror or str(error), "name a TOML profile") from None
    except (ValueError, RecursionError) as error:
        raise InputError(
            path, f"cannot be read as TOML ({error})", "see docs/reference/profiles.md"
        ) from None


def _refuse_shapes(path: Path, data: Mapping[str, Any]) -> None:
    """Raise InputError for unknown entries, and for entries that are no tables or strings where those are meant."""
    _known(path, data, _ENTRIES, "the profile has an unknown entry")
    for table in ("checks", "severity", "thresholds", "style", "mqm"):
        if not isinstance(data.get(table, {}), dict):
            raise InputError(path, f"`{table}` is no table", f"write it as [{table}]")
    if not isinstance(data.get("mqm", {}).get("penalties", {}), dict):
        raise InputError(path, "`penalties` is no table", "write it as [mqm.penalties]")
    if not isinstance(data.get("glossary", ""), str):
        raise InputError(path, "`glossary` is no string", "name a file beside the profile")
    _known(path, data.get("style", {}), _STYLE, "[style] has an unknown name")
    for name, value in data.get("style", {}).items():
        if not isinstance(value, _STYLE[name]):
            kind = "true or false" if _STYLE[name] is bool else "a string"
            raise InputError(
                path, f"[style] {name} = {value!r} is not {kind}", "see docs/reference/profiles.md"
            )


def _refuse_values(
    path: Path, data: Mapping[str, Any], known: tuple[str, ...], numbers: tuple[str, ...]
) -> None:
    """Raise InputError for names that do not exist and for values that cannot be used."""
    for table in ("checks", "severity"):
        _known(path, data.get(table, {}), known, f"[{table}] names an unknown check")
    for name, on in data.get("checks", {}).items():
        if not isinstance(on, bool):
            raise InputError(
                path, f"[checks] {name} = {on!r} is neither true nor false", "write true or false"
            )
    thresholds, mqm = data.get("thresholds", {}), data.get("mqm", {})
    _known(path, thresholds, numbers, "[thresholds] has an unknown name")
    _known(path, mqm, ("threshold", "penalties"), "[mqm] has an unknown name")
    _known(path, mqm.get("penalties", {}), SEVERITIES, "[mqm] penalties names an unknown severity")
    for name, value in {
        **thresholds,
        "threshold": mqm.get("threshold", 0),
        **mqm.get("penalties", {}),
    }.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not _usable(value):
            reason = f"{name} = {str(value)[:40]} is no number that can be used"
            raise InputError(path, reason, "write a number from 0 on, such as 0.5")
    for name, severity in data.get("severity", {}).items():
        if severity not in SEVERITIES:
            reason = f"[severity] {name} = {severity!r} is no severity"
            raise InputError(path, reason, f"choose one of: {', '.join(SEVERITIES)}")


def _usable(value: float) -> bool:
    try:
        return math.isfinite(value) and value >= 0
    except OverflowError:
        return False


def _known(path: Path, given: Mapping[str, Any], known: Collection[str], wrong: str) -> None:
    """Raises InputError for a name that does not exist, with the nearest that does."""
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            remedy = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(known)}"
            raise InputError(path, f"{wrong} `{name}`", remedy)
