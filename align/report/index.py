"""The page over a corpus: every report with its figures, sortable, and plots of them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from align.document import SEVERITIES, Report
from align.files import write_whole
from align.report.decisions import open_findings
from align.report.html import asset, environment, policy
from align.report.plots import Stroke, by_kind, histogram, order_map, over_time, strokes

# A browser opens this many rows at once; a longer corpus shows those that need eyes most.
MOST_ROWS = 2000
# Maps of the order are drawn in the rows only while the page stays light.
_MOST_MAPS = 300


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One row: a reprint against its source. ``href`` is relative to the page; ``findings`` counts by
    severity, ``kinds`` by check and severity (``{"numbers": {"major": 2}}``), ``order`` holds the
    aligned sentences as `align.report.plots.strokes` gives them. ``open`` counts what is left of the findings
    where somebody decided about some."""

    reprint: str
    source: str | None
    href: str | None = None
    title: str | None = None
    language: str = ""
    date: date | None = None
    verdict: str = "parallel"
    fidelity: float | None = None
    mqm: float | None = None
    beads: int = 0
    moved: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    order: tuple[Stroke, ...] = ()
    source_sentences: int = 0
    target_sentences: int = 0
    open: Mapping[str, int] | None = None

    @property
    def still_open(self) -> Mapping[str, int]:
        """Findings by severity that nobody has decided about."""
        return self.findings if self.open is None else self.open

    @property
    def finished(self) -> bool:
        """Whether nothing above a note is open."""
        return not any(self.still_open.get(severity, 0) for severity in SEVERITIES[1:])


def index_entry(report: Report, href: str | None = None) -> IndexEntry:
    """The row of a report whose page stands at ``href``."""
    kinds: dict[str, Counter[str]] = {}
    for finding in report.findings:
        kinds.setdefault(finding.check, Counter())[finding.severity] += 1
    order = strokes(report)
    return IndexEntry(
        reprint=report.target.id,
        source=report.source.id,
        href=href,
        title=report.target.title,
        language=report.source.language,
        date=report.target.date,
        verdict=report.pair.verdict if report.pair else "parallel",
        fidelity=report.scores.get("fidelity"),
        mqm=report.scores.get("mqm"),
        beads=sum(1 for bead in report.beads if bead.source and bead.target),
        moved=len({target for _, target, out_of_order in order if out_of_order}),
        findings=Counter(finding.severity for finding in report.findings),
        kinds=kinds,
        order=order,
        source_sentences=len(report.source_sentences),
        target_sentences=len(report.target_sentences),
        open=Counter(finding.severity for finding in open_findings(report)) if report.decisions else None,
    )


def write_index(entries: Iterable[IndexEntry], path: str | Path, title: str = "Fidelity of a corpus") -> None:
    """Write the page to ``path``, whole or not at all. Links are relative to it."""
    write_whole(Path(path), as_index(entries, title).encode("utf-8"))


def as_index(
    entries: Iterable[IndexEntry], title: str = "Fidelity of a corpus", *, reviewed: bool = False
) -> str:
    """The page as text, what is still open first. Beyond `MOST_ROWS` it lists the gravest and says so; plots
    count all. ``reviewed``: its links lead to a review, which can be told to pass over what is finished."""
    every = sorted(entries, key=gravest_first)
    style = "".join(map(asset, ("base.css", "index.css")))
    script = "".join(map(asset, ("theme.js", "index.js")))
    return (
        environment()
        .get_template("index.html.j2")
        .render(
            title=title,
            entries=every[:MOST_ROWS],
            total=len(every),
            counts=_totals([entry.findings for entry in every]),
            progress=_progress(every),
            reviewed=reviewed,
            plots=[(name, Markup(plot)) for name, plot in _plots(every) if plot],
            absent=[
                name
                for name in ("fidelity", "mqm", "open")
                if all(getattr(entry, name) is None for entry in every)
            ],
            maps=len(every) <= _MOST_MAPS,
            order_map=_small_map,
            severities=tuple(reversed(SEVERITIES)),
            link=_link,
            style=Markup(style),
            script=Markup(script),
            policy=Markup(policy(style, script)),
        )
    )


def gravest_first(entry: IndexEntry) -> tuple[float | str, ...]:
    """A key by which what is open and gravest comes first."""
    counts = (-entry.still_open.get(severity, 0) for severity in reversed(SEVERITIES))
    return (*counts, entry.fidelity if entry.fidelity is not None else 101, entry.reprint)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the editors are: articles of which nothing above a note is open, and what is."""

    finished: int
    total: int
    open: list[tuple[str, int]]


def _progress(entries: Sequence[IndexEntry]) -> Progress | None:
    """None where nobody has decided about anything."""
    if all(entry.open is None for entry in entries):
        return None
    finished = sum(entry.finished for entry in entries)
    return Progress(finished, len(entries), _totals([entry.still_open for entry in entries]))


def _totals(numbers: Iterable[Mapping[str, int]]) -> list[tuple[str, int]]:
    totals: Counter[str] = Counter()
    for counts in numbers:
        totals.update(counts)
    return [(severity, totals[severity]) for severity in reversed(SEVERITIES)]


def _plots(entries: Sequence[IndexEntry]) -> list[tuple[str, str]]:
    kinds: dict[str, Counter[str]] = {}
    for entry in entries:
        for kind, counts in entry.kinds.items():
            kinds.setdefault(kind, Counter()).update(counts)
    scores = [entry.fidelity for entry in entries if entry.fidelity is not None]
    dated = [(entry.date, entry.findings) for entry in entries if entry.date is not None]
    return [
        ("Fidelity, articles by score", histogram(scores, 0, 100, 20, "Fidelity")),
        ("Findings by kind", by_kind(kinds)),
        ("Findings by date of the reprint", over_time(dated)),
    ]


def _small_map(entry: IndexEntry) -> Markup:
    return Markup(order_map(entry.order, entry.source_sentences, entry.target_sentences, size=36))


def _link(href: str) -> str:
    """A link to a file beside the page: never to a scheme, a host or above the root."""
    return quote(href.replace("\\", "/").lstrip("/"), safe="/", errors="replace").replace("//", "/")
