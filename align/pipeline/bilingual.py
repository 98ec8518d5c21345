"""Check a bilingual file: its segments are the beads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from align.document import Article, Bead, Finding, Report, Sentence
from align.errors import InputError
from align.formats.bilingual import Remark, Unit, read_bilingual, remarked
from align.pipeline import check
from align.pipeline.two_articles import article_of_lines
from align.read.language import detect_language, normalize_language

MOST_NAMED = 8  # units that a warning names


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """The report of a bilingual file. Its sentences are the translated units, ``ids`` their names in order."""

    report: Report
    ids: tuple[str, ...]

    def remarks(self) -> dict[str, list[Remark]]:
        """What was found, by unit."""
        found: dict[str, list[Remark]] = {}
        for finding in self.report.findings:
            unit = finding.evidence.get("unit")
            if isinstance(unit, str):
                said = f"{finding.severity}, {finding.check.replace('_', ' ')}: {finding.message}"
                expected = f" Expected: {finding.expected}" if finding.expected else ""
                found.setdefault(unit, []).append(Remark(finding.severity, said + expected))
        return found

    def given_back(self, name: str, data: bytes) -> bytes:
        """The file with what was found as notes."""
        return remarked(name, data, self.remarks())


def check_file(
    name: str, data: bytes, languages: tuple[str | None, str | None] = (None, None), **options: Any
) -> CheckedFile:
    """Check the units of a bilingual file against each other; ``options`` are those of `align.pipeline.check`.

    Findings name their unit in ``evidence``. Units without a translation, or with a copy of the source for one, are
    not checked, and a warning names them. Raises InputError when the file is none, or holds nothing to check.
    """
    file = read_bilingual(name, data)
    units = [unit for unit in file.units if unit.translated and unit.source.strip()]
    without = [unit for unit in file.units if not unit.translated and unit.source.strip()]
    if not units:
        reason = "has no unit with a translation" if without else "holds no unit"
        raise InputError(name, reason, "nothing can be checked before it is translated")
    id = PurePath(name).stem
    source, here = _side(
        [one.source for one in units], languages[0] or file.source_language, f"{id} (source)", name
    )
    target, there = _side([one.target for one in units], languages[1] or file.target_language, id, name)
    report = check(
        source,
        target,
        beads=[Bead((at,), (at,), 1.0) for at in range(len(units))],
        source_sentences=here,
        target_sentences=there,
        **options,
    )
    findings = tuple(_named(finding, units) for finding in report.findings)
    warnings = (*report.warnings, *_untranslated(without, len(file.units)))
    ids = tuple(unit.id for unit in units)
    return CheckedFile(replace(report, findings=findings, warnings=warnings), ids)


def _side(texts: list[str], language: str | None, id: str, name: str) -> tuple[Article, tuple[Sentence, ...]]:
    known = normalize_language(language) or detect_language(" ".join(texts))
    return article_of_lines(texts, known, id, name)


def _named(finding: Finding, units: list[Unit]) -> Finding:
    place = finding.target or finding.source
    if place is None or not 0 <= place.sentence < len(units):
        return finding
    evidence: Mapping[str, Any] = {"unit": units[place.sentence].id, **finding.evidence}
    return replace(finding, evidence=evidence)


def _untranslated(units: list[Unit], total: int) -> list[str]:
    if not units:
        return []
    names = ", ".join(unit.id for unit in units[:MOST_NAMED])
    more = f" and {len(units) - MOST_NAMED} more" if len(units) > MOST_NAMED else ""
    return [f"{len(units)} of {total} units have no translation and were not checked: {names}{more}."]
