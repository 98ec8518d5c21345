"""Find what a translation lost, added or changed, with the evidence.

  align check SOURCE TARGET                two articles
  align check FILE                         a bilingual file: XLIFF, TMX, PO, TSV or CSV, whose segments are the beads
  align check --each FILE FILE …           several of them

SOURCE is Japanese or Chinese and TARGET English, or the other way round; either may be `-` for standard
input. Exit code 1 means findings at or above --fail-on. A profile (TOML) chooses checks, severities and house
style; a baseline (JSONL) holds findings somebody accepted, so that only new ones are shown.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from align.cli import judge
from align.cli.judge import add_judge
from align.cli.model import add_model, load

if TYPE_CHECKING:
    from align.document import Report
    from align.fidelity import Profile
    from align.model import Model

WATCHING = 0.5  # seconds between two looks at the files


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Two articles, what to check, what to write."""
    from align.report import FORMATS

    parser.add_argument(
        "articles",
        nargs="+",
        metavar="SOURCE TARGET | FILE",
        help="the source article and its translation, either - for standard input; or a bilingual file",
    )
    parser.add_argument(
        "--each", action="store_true", help="every file that is named is a bilingual one, and each is checked"
    )
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
    add_judge(parser)
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
    parser.add_argument(
        "--watch", action="store_true", help="check again whenever a file is written, until interrupted"
    )
    parser.add_argument("--source-language", metavar="CODE", help="ja, zh, zh-Hant or en (detected)")
    parser.add_argument("--target-language", metavar="CODE", help="en, ja, zh or zh-Hant (detected)")


def run(arguments: argparse.Namespace) -> int:
    """Read, check, write; 1 when a finding reaches --fail-on."""
    from align.errors import InputError

    names = arguments.articles
    if arguments.suggest and arguments.format != "docx":
        raise InputError("--suggest", "is for Word documents", "add --format docx")
    if arguments.each:
        model = load(arguments)
        return max(_once(_named(arguments, name), model) for name in names)
    if len(names) > 2:
        raise InputError(names[2], "is one too many", "name SOURCE TARGET, or bilingual files with --each")
    arguments = _named(arguments, *names)
    return _watch(arguments) if arguments.watch else _once(arguments, load(arguments))


def _named(arguments: argparse.Namespace, source: str, target: str | None = None) -> argparse.Namespace:
    """The options with what is to be checked."""
    return argparse.Namespace(**{**vars(arguments), "source": source, "target": target})


def _once(arguments: argparse.Namespace, model: Model) -> int:
    """One check, written where it is wanted."""
    from dataclasses import replace
    from datetime import date
    from pathlib import Path

    from align.cli.output import emit
    from align.fidelity import baseline, read_profile
    from align.fidelity.checks import all_checks
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
    found, write = (_of_file if arguments.target is None else _of_articles)(arguments, model, profile)
    if arguments.write_baseline:
        lines = baseline.as_lines(finding_keys(found.findings), found.findings)
        emit(lines, arguments.write_baseline)
    kept = baseline.not_accepted(found.findings, finding_keys(found.findings), accepted, date.today())
    report = without_dismissed(with_decisions(replace(found, findings=kept), dismissed or ()))
    report = with_decisions(report, decided)
    emit(write(report), arguments.out)
    # What an editor calls done and is found again is not done.
    standing = without_dismissed(report).findings
    apart = report.pair is not None and report.pair.verdict != "parallel" and arguments.fail_on is not None
    return int(apart or _reached(arguments.fail_on, [finding.severity for finding in standing]))


def _of_articles(
    arguments: argparse.Namespace, model: Model, profile: Profile | None
) -> tuple[Report, Callable[[Report], str | bytes]]:
    """The report of two articles, and what writes it; that they do not belong together is said at once."""
    import sys

    from align.errors import InputError
    from align.pipeline import check
    from align.pipeline.two_articles import read_pair
    from align.report import render

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
        model,
        beads=pair.beads,
        source_sentences=pair.source_sentences,
        target_sentences=pair.target_sentences,
        glossary=arguments.glossary,
        checks=arguments.checks.split(",") if arguments.checks else None,
        profile=profile,
        judge=judge.load(arguments),
        gloss=bool(arguments.gloss),
    )
    if report.pair is not None and report.pair.verdict != "parallel":
        said = f"{report.pair.verdict}, probability that one renders the other {report.pair.score:.2f}"
        print(
            f"align: the two articles do not belong together ({said}); nothing was checked", file=sys.stderr
        )
    if arguments.suggest:
        from align.report.word import as_docx_with_suggestions

        return report, as_docx_with_suggestions
    return report, lambda report: render(report, arguments.format)


def _of_file(
    arguments: argparse.Namespace, model: Model, profile: Profile | None
) -> tuple[Report, Callable[[Report], str | bytes]]:
    """The report of a bilingual file, and what writes it: --format xliff gives the file itself back."""
    import sys
    from dataclasses import replace
    from pathlib import Path

    from align.pipeline.bilingual import check_file
    from align.read.article import load as load_file
    from align.report import render

    name = arguments.source
    data = sys.stdin.buffer.read() if name == "-" else load_file(Path(name))
    checked = check_file(
        name,
        data,
        (arguments.source_language, arguments.target_language),
        model=model,
        glossary=arguments.glossary,
        checks=arguments.checks.split(",") if arguments.checks else None,
        profile=profile,
        judge=judge.load(arguments),
        gloss=bool(arguments.gloss),
    )

    def write(report: Report) -> str | bytes:
        if arguments.format == "xliff":
            return replace(checked, report=report).given_back(name, data)
        if arguments.suggest:
            from align.report.word import as_docx_with_suggestions

            return as_docx_with_suggestions(report)
        return render(report, arguments.format)

    return checked.report, write


def _watch(arguments: argparse.Namespace) -> int:
    """Check whenever a file that was named is written, until interrupted."""
    import sys
    import time

    from align.errors import AlignError

    model, before = load(arguments), None
    while True:
        now = _written(arguments)
        if now != before:
            before = now
            try:
                code = _once(arguments, model)
                said = "findings at or above --fail-on" if code else "checked"
            except AlignError as error:
                said = str(error)  # a file half saved; the next look finds it whole
            print(f"align check: {said}", file=sys.stderr, flush=True)
        time.sleep(WATCHING)


def _written(arguments: argparse.Namespace) -> list[tuple[str, int, int]]:
    """When the files that were named were last written, and how long they are."""
    from pathlib import Path

    found = []
    for name in ("source", "target", "profile", "glossary", "decisions", "baseline"):
        path = Path(getattr(arguments, name) or "-")
        try:
            about = path.stat()
            found.append((name, about.st_mtime_ns, about.st_size))
        except OSError:
            continue
    return found


def _reached(threshold: str | None, severities: list[str]) -> bool:
    from align.document import SEVERITIES

    order: list[str] = list(SEVERITIES)
    return threshold is not None and any(order.index(one) >= order.index(threshold) for one in severities)
