"""The report as one HTML file: no network, nothing unescaped, readable without JavaScript.

Style and script are inlined and allowed by their hash in a Content-Security-Policy; everything
else is refused, so that no text from an article can fetch, frame, submit or run anything.
"""

from __future__ import annotations

import base64
import hashlib
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from align.document import SEVERITIES, Decision, Finding, NameEntry, NameTarget, Report, Severity
from align.fidelity.scoring import FEATURES
from align.languages.traits import traits
from align.report.decisions import finding_keys
from align.report.decisions.matching import sentence_of
from align.report.evidence import evidence_lines, figure
from align.report.layout import Piece, Row, moved_blocks, rows
from align.report.plots import order_map, strokes
from align.report.visible import label, one_line, visible

GLYPHS = {"critical": "◆", "major": "▲", "minor": "●", "info": "○"}
_MEANINGS = {
    "fidelity": "how right the reprint is, 0 to 100: what is rendered, less for the errors found per 100 words; "
    "with its 95% bootstrap interval over beads",
    "closeness": "mean of the beads' scores by length, 0 to 100: lower for a free rendering",
    "coverage": "share of the source's characters in sentences that the reprint renders",
    "mqm": "100 less the penalty points of the findings per 100 words",
    "mqm_pass": "whether the MQM score reaches the profile's threshold",
}
_VERDICTS = {
    "accept": "right",
    "variant": "variant spelling",
    "conflict": "does not fit",
    "order": "name order",
}


def as_html(report: Report) -> str:
    """The report as a complete page."""
    return environment().get_template("report.html.j2").render(report=report, page=Page(report))


@cache
def environment() -> Environment:
    """The templates of this package, escaping everything, failing on any name that is not there.

    One for the whole process: compiling a template takes ten times as long as filling it in."""
    made = Environment(
        loader=PackageLoader("align.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "visible": lambda value: visible(str(value)),
        "line": lambda value: one_line(str(value)),
        "label": lambda value: label(str(value)),
        "figure": figure,
        "evidence": lambda value: "\n".join(evidence_lines(value)),
        "glyph": GLYPHS.__getitem__,
        "verdict": lambda value: _VERDICTS.get(value, one_line(str(value))),
    }
    made.globals["language_name"] = lambda code: traits(code).name
    return made


def asset(name: str) -> str:
    """A style sheet or script of this package as text."""
    return files("align.report").joinpath("templates", name).read_text(encoding="utf-8")


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy that allows exactly this style and this script, and nothing else."""

    def digest(text: str) -> str:
        return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")

    return (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of a name in the reprint, with every sentence it stands in (from 0)."""

    target: NameTarget
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Where a moved sentence went."""

    side: str
    number: int
    id: str


class Page:
    """What the template asks of a report, each worked out once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        # Our own files: the only text that reaches the page unescaped.
        self.style = Markup("".join(map(asset, ("base.css", "report.css", "report-small.css"))))
        self.script = Markup("".join(map(asset, ("theme.js", "bands.js", "report.js"))))
        self.policy = Markup(policy(self.style, self.script))
        self.keys = finding_keys(report.findings)
        content = "\x1f".join((report.source.id, report.target.id))
        self.key = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self.source_lang = traits(report.source.language).tag
        self.target_lang = traits(report.target.language).tag
        self.title = report.target.title or report.target.id
        self.source_title = report.source.title or report.source.id
        self.fidelity = report.scores.get("fidelity")
        self.scores = score_rows(report.scores)
        self.warnings = (*report.warnings, *report.source.warnings, *report.target.warnings)
        rendered = [bead for bead in report.beads if bead.source and bead.target]
        self.unrendered = _uncovered([bead.source for bead in rendered], len(report.source_sentences))
        self.unsourced = _uncovered([bead.target for bead in rendered], len(report.target_sentences))
        self.moved = moved_blocks(report)

    @cached_property
    def rows(self) -> list[Row]:
        return rows(self.report)

    @cached_property
    def counts(self) -> list[tuple[Severity, int]]:
        """Findings by severity, the gravest first."""
        numbers = Counter(finding.severity for finding in self.report.findings)
        return [(severity, numbers[severity]) for severity in reversed(SEVERITIES)]

    @cached_property
    def checks(self) -> list[tuple[str, int]]:
        """Checks that found something, the busiest first."""
        numbers = Counter(one_line(finding.check) for finding in self.report.findings)
        return sorted(numbers.items(), key=lambda item: (-item[1], item[0]))

    @cached_property
    def findings(self) -> list[tuple[int, Finding]]:
        """Findings in reading order: where they stand in the reprint, or beside what they were cut from."""
        places = reading_order(self.report)
        return [(index, self.report.findings[index]) for index in places]

    @cached_property
    def order_map(self) -> Markup | None:
        sizes = len(self.report.source_sentences), len(self.report.target_sentences)
        drawn = order_map(strokes(self.report), *sizes)
        return Markup(drawn) if drawn else None

    def bead_score(self, bead: int) -> float | None:
        score = self.report.bead_scores[bead] if bead < len(self.report.bead_scores) else None
        return score if score is not None and math.isfinite(score) else None

    def bead_title(self, bead: int) -> str:
        """What the number between two sentences says."""
        this = self.report.beads[bead]
        score = self.bead_score(bead)
        fidelity = f"fidelity {figure(score)} of 100, " if score is not None else ""
        return f"{fidelity}{this.kind}, alignment {figure(this.score)}"

    def counterpart(self, piece: Piece) -> Counterpart:
        assert piece.bead is not None
        bead = self.report.beads[piece.bead]
        side, indexes = ("reprint", bead.target) if piece.side == "source" else ("source", bead.source)
        return Counterpart(side, min(indexes) + 1, f"{'t' if piece.side == 'source' else 's'}{min(indexes)}")

    @cached_property
    def further(self) -> Mapping[tuple[str, int], list[Counterpart]]:
        """What each sentence serves besides its own bead, by side and sentence."""
        found: dict[tuple[str, int], list[Counterpart]] = {}
        for bead in self.report.also:
            for i in bead.source:
                for j in bead.target:
                    found.setdefault(("source", i), []).append(Counterpart("reprint", j + 1, f"t{j}"))
                    found.setdefault(("target", j), []).append(Counterpart("source", i + 1, f"s{i}"))
        return found

    @staticmethod
    def attributes(piece: Piece) -> Markup:
        """What else a page wants to know of a sentence: nothing here."""
        return Markup("")

    def card_attributes(self, index: int) -> Markup:
        """What else a page wants to know of a finding: nothing here."""
        return Markup("")

    def sentence(self, finding: Finding) -> str:
        """The sentence that a finding stands in."""
        return sentence_of(self.report, finding)

    def decision(self, index: int) -> Markup:
        """What was decided about a finding, as attributes for the script."""
        decision = self.report.decision(index)
        if decision == Decision():
            return Markup("")
        note = visible(decision.note or decision.reason)
        return Markup(' data-decided="{}" data-note="{}"').format(decision.when, note)

    @staticmethod
    def spellings(name: NameEntry) -> list[Spelling]:
        """The targets of a name, those with the same text, verdict and reason as one."""
        groups: dict[tuple[str, str, str], list[NameTarget]] = {}
        for target in name.targets:
            groups.setdefault((target.mention.text, target.verdict, target.reason), []).append(target)
        return [
            Spelling(group[0], tuple(dict.fromkeys(target.mention.sentence for target in group)))
            for group in groups.values()
        ]

    @staticmethod
    def verdict_class(status: str) -> str:
        """How the ledger colours a status; a name that is missing went with its sentence."""
        calm = {"accept": "accept", "variant": "variant", "missing": "unknown", "unknown": "unknown"}
        return calm.get(status, "conflict")


def score_rows(scores: Mapping[str, float]) -> list[tuple[str, str, str]]:
    """The scores as rows of a table: what it is called, its value, what it means. An interval stands with the
    figure it belongs to."""
    found = []
    for name, value in scores.items():
        if name.endswith(("_low", "_high")) and name.rpartition("_")[0] in scores:
            continue
        shown = figure(bool(value)) if name == "mqm_pass" else figure(value)
        ends = scores.get(f"{name}_low"), scores.get(f"{name}_high")
        if ends[0] is not None and ends[1] is not None:
            shown += f" ({figure(ends[0])} to {figure(ends[1])})"
        found.append((label(name), shown, _MEANINGS.get(name) or FEATURES.get(name, "")))
    return found


def reading_order(report: Report) -> list[int]:
    """The findings' indexes in the order in which a reader of the page meets them."""
    place: dict[tuple[str, int], int] = {}
    for at, row in enumerate(rows(report)):
        for piece in (*row.source, *row.target):
            if piece.index >= 0:
                place[piece.side, piece.index] = at

    def key(index: int) -> tuple[float, int, int]:
        finding = report.findings[index]
        for side, location in (("target", finding.target), ("source", finding.source)):
            if location is not None:
                return place.get((side, location.sentence), -1), location.start, index
        return math.inf, 0, index

    return sorted(range(len(report.findings)), key=key)


def _uncovered(sides: Sequence[Sequence[int]], count: int) -> int:
    return count - len({index for side in sides for index in side if 0 <= index < count})
