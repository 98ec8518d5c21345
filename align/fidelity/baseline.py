"""Baselines: findings somebody has looked at and accepted, so that a re-run shows only what is new."""

from __future__ import annotations

import difflib
import fnmatch
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from align.document import Finding
from align.errors import InputError

_FIELDS = {"id", "check", "pattern", "reason", "author", "expires"}


@dataclass(frozen=True, slots=True)
class Accepted:
    """One acceptance: a finding by its ``id`` (the content hash that reports print), or every finding
    of a ``check`` whose message or text matches a shell ``pattern``. Past ``expires`` it no longer holds."""

    id: str | None = None
    check: str | None = None
    pattern: str | None = None
    reason: str = ""
    author: str = ""
    expires: date | None = None

    def covers(self, key: str, finding: Finding, today: date) -> bool:
        """Whether this acceptance holds for a finding today."""
        if self.expires is not None and today > self.expires:
            return False
        if self.id is not None:
            return self.id == key
        if self.check is not None and self.check != finding.check:
            return False
        if self.pattern is None:
            return self.check is not None
        places = (place.text for place in (finding.source, finding.target) if place is not None)
        return any(fnmatch.fnmatchcase(text, self.pattern) for text in (finding.message, *places))


def read_baseline(path: Path, checks: Sequence[str] = ()) -> tuple[Accepted, ...]:
    """The acceptances of a JSONL file, one object a line with ``id``, or ``check`` and ``pattern``, and
    ``reason``, ``author``, ``expires`` (YYYY-MM-DD). ``checks`` are the names that a line without ``id`` may
    name, any where they are empty. Raises InputError naming the line and the reason."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(
            path, error.strerror or str(error), "name a baseline written by --write-baseline"
        ) from None
    except UnicodeDecodeError:
        raise InputError(path, "is not UTF-8", "save the baseline as UTF-8") from None
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    return tuple(_one(path, number, line, checks) for number, line in lines)


def _one(path: Path, number: int, line: str, checks: Sequence[str]) -> Accepted:
    remedy = 'write one JSON object a line: {"id": …, "reason": …, "author": …, "expires": "2030-12-31"}'
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(path, f"line {number} is not JSON ({error})", remedy) from None
    if not isinstance(data, dict) or not {"id", "check", "pattern"} & data.keys():
        raise InputError(path, f"line {number} names neither an id nor a check nor a pattern", remedy)
    unknown = sorted(data.keys() - _FIELDS)
    if unknown:
        raise InputError(path, f"line {number} has an unknown field `{unknown[0]}`", remedy)
    wrong = next(
        (key for key, value in data.items() if value is not None and not isinstance(value, str)), None
    )
    if wrong:
        raise InputError(path, f"line {number}: `{wrong}` is not a string", remedy)
    named = data.get("check")
    if checks and named and not data.get("id") and named not in checks:
        near = difflib.get_close_matches(named, checks, n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(checks)}"
        raise InputError(path, f"line {number} names an unknown check `{named}`", hint)
    expires = data.get("expires")
    try:
        until = date.fromisoformat(expires) if expires else None
    except ValueError:
        raise InputError(path, f"line {number}: `{expires}` is no date", "write YYYY-MM-DD") from None
    return Accepted(
        data.get("id"),
        data.get("check"),
        data.get("pattern"),
        data.get("reason") or "",
        data.get("author") or "",
        until,
    )


def not_accepted(
    findings: Sequence[Finding], keys: Sequence[str], accepted: Iterable[Accepted], today: date
) -> tuple[Finding, ...]:
    """The findings that no acceptance covers; ``keys`` are their content hashes, in the same order."""
    every = tuple(accepted)
    return tuple(
        finding
        for finding, key in zip(findings, keys, strict=True)
        if not any(one.covers(key, finding, today) for one in every)
    )


def as_lines(keys: Iterable[str], findings: Iterable[Finding], author: str = "", reason: str = "") -> str:
    """A baseline that accepts these findings, one JSON object a line."""
    rows = (
        {"id": key, "check": finding.check, "reason": reason or finding.message, "author": author}
        for key, finding in zip(keys, findings, strict=True)
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
