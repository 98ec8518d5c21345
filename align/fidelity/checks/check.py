"""What a check is: what it looks for and why, what it may report, and a function over a context.

Everything that is said of a check elsewhere is made from this one value: `align checks`, its page in the docs, the
rules of SARIF, the names that a profile may use, and the tests, which run every example.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from align.document import Finding, Location, Severity
from align.fidelity.passage.context import Context
from align.fidelity.passage.profile import Profile


@dataclass(frozen=True, slots=True)
class Example:
    """A source passage, a rendering of it, and what the check says of them.

    Lines are sentences, and line N renders line N. ``finds`` is the passage that a finding points at, in the
    target or, where something is missing there, in the source; empty for a rendering that is right.
    """

    source: str
    target: str
    finds: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a profile may set, its value where none does, and what it means."""

    name: str
    default: float
    says: str

    def of(self, profile: Profile) -> float:
        """The number that a profile sets, else the default."""
        return profile.thresholds.get(self.name, self.default)


@dataclass(frozen=True, slots=True)
class Check:
    """One check, found by its ``id``.

    ``summary`` says in half a sentence what it finds, ``why`` what harm the error does and what the check goes by;
    ``categories`` are the MQM categories that it reports in, the usual one first, and ``severities`` the ones it
    may give, the gravest first. ``planted`` are the kinds of error that `align evaluate checks` plants to measure it.
    ``default`` says whether it runs when no profile switches it on, ``reads_names`` whether it wants the ledger of
    names. ``find`` yields findings for a pair of articles.
    """

    id: str
    title: str
    summary: str
    why: str
    categories: tuple[str, ...]
    severities: tuple[Severity, ...]
    find: Callable[[Context], Iterator[Finding]]
    thresholds: tuple[Threshold, ...] = ()
    examples: tuple[Example, ...] = ()
    planted: tuple[str, ...] = ()
    default: bool = True
    reads_names: bool = False

    def finding(
        self,
        severity: Severity,
        message: str,
        *,
        category: str | None = None,
        source: Location | None = None,
        target: Location | None = None,
        expected: str | None = None,
        evidence: Mapping[str, Any] | None = None,
    ) -> Finding:
        """A finding of this check, in its first category unless another of its own is named. Raises ValueError for a
        category or a severity that the check does not declare."""
        category = category or self.categories[0]
        if category not in self.categories or severity not in self.severities:
            raise ValueError(f"the check {self.id} does not declare {category} as {severity}")
        return Finding(self.id, category, severity, message, source, target, expected, evidence or {})
