"""Find what a translation lost, added or changed, with the evidence.

SOURCE is Japanese or Chinese and TARGET English, or the other way round; either may be `-` for standard
input. Exit code 1 means findings at or above --fail-on. A profile (TOML) chooses checks, severities and house
style; a baseline (JSONL) holds findings somebody accepted, so that only new ones are shown.
"""

from __future__ import annotations

import argparse

from align.cli.model import add_model, load


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Two articles, what to check, what to write."""
    from align.report import FORMATS

    parser.add_argument("source", metavar="SOURCE", help="the source article, or - for standard input")
    parser.add_argument("target", metavar="TARGET", help="its translation, or - for standard input")
    parser.add_argument("--lines", action="store_true", help="take each line as one sentence")
    parser.add_argument(
        "--parallel", action="store_true", help="with --lines: line N renders line N, do not align"
    )
    parser.add_argument("--format", default="json", metavar="|".join(FORMATS), help="what to write (json)")
    parser.add_argument(
        "--suggest", action="store_true", help="with --format docx: certain corrections as tracked changes"
    )
    parser.add_argument("--out", metavar="FILE", help="write here instead of to stdout")
    parser.add_argument(
        "--fail-on", choices=("critical", "major", "minor", "info"), help="exit 1 at this severity"
    )
    add_model(parser)
    parser.add_argument("--checks", metavar="NAMES", help="run only these checks, separated by commas")
    parser.add_argument("--profile", metavar="FILE", help="checks, severities, thresholds and style in TOML")
    parser.add_argument("--glossary", metavar="FILE", help="terms to keep to, TSV or TBX")
    parser.add_argument(
        "--decisions",
        metavar="FILE",
        help="what was decided about findings (decisions.jsonl, an XLSX report)",
    )
    parser.add_argument(
        "--baseline", metavar="FILE", help="accepted findings, or a file of decisions, left out here"
    )
    parser.add_argument(
        "--write-baseline", metavar="FILE", help="accept all findings of this run into a baseline"
    )
    parser.add_argument("--source-language", metavar="CODE", help="ja, zh, zh-Hant or en (detected)")
    parser.add_argument("--target-language", metavar="CODE", help="en, ja, zh or zh-Hant (detected)")


def run(arguments: argparse.Namespace) -> int:
    """Read, check, write; 1 when a finding reaches --fail-on."""
    from dataclasses import replace
    from datetime import date
    from pathlib import Path

    from align.cli.output import emit
    from align.errors import InputError
    from align.fidelity import baseline, read_profile
    from align.fidelity.checks import all_checks
    from align.pipeline import check
    from align.pipeline.two_articles import read_pair
    from align.report import render
    from align.report.decisions import (
        finding_keys,
        holds_decisions,
        read_decisions,
        with_decisions,
        without_dismissed,
    )

    known = tuple(one.id for one in all_checks())
    profile = read_profile(Path(arguments.profile)) if arguments.profile else None
    before = Path(arguments.baseline) if arguments.baseline else None
    dismissed = read_decisions(before) if before and holds_decisions(before) else None
    accepted = baseline.read_baseline(before, known) if before and dismissed is None else ()
    decided = read_decisions(Path(arguments.decisions)) if arguments.decisions else ()
    pair = read_pair(
        arguments.source,
        arguments.target,
        lines=arguments.lines,
        parallel=arguments.parallel,
        languages=(arguments.source_language, arguments.target_language),
    )
    if pair.source.language == "other":
        raise InputError(
            arguments.source,
            "is in none of the languages that are checked (en, ja, zh)",
            "name its language with --source-language if it is one of them",
        )
    report = check(
        pair.source,
        pair.target,
        load(arguments),
        beads=pair.beads,
        source_sentences=pair.source_sentences,
        target_sentences=pair.target_sentences,
        glossary=arguments.glossary,
        checks=arguments.checks.split(",") if arguments.checks else None,
        profile=profile,
    )
    if arguments.write_baseline:
        lines = baseline.as_lines(finding_keys(report.findings), report.findings)
        emit(lines, arguments.write_baseline)
    kept = baseline.not_accepted(report.findings, finding_keys(report.findings), accepted, date.today())
    report = without_dismissed(with_decisions(replace(report, findings=kept), dismissed or ()))
    report = with_decisions(report, decided)
    form = "docx with suggestions" if arguments.suggest and arguments.format == "docx" else arguments.format
    emit(render(report, form), arguments.out)
    # What an editor calls done and is found again is not done.
    standing = without_dismissed(report).findings
    return int(_reached(arguments.fail_on, [finding.severity for finding in standing]))


def _reached(threshold: str | None, severities: list[str]) -> bool:
    from align.document import SEVERITIES

    order = list(SEVERITIES)
    return threshold is not None and any(order.index(one) >= order.index(threshold) for one in severities)  # type: ignore[arg-type]
