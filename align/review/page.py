"""The pages of a review: the report's look, with what an editor needs to change it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from align.document import SEVERITIES
from align.report.decisions import open_findings
from align.report.html import Page, asset, environment, policy
from align.report.layout import Piece
from align.report.suggestions import suggestion
from align.report.visible import visible
from align.review.actions import beads_key
from align.review.desk import View


class ReviewPage(Page):
    """What the templates ask of an article on the desk."""

    def __init__(self, view: View) -> None:
        super().__init__(view.report)
        self.view = view
        own = "".join(_own(name) for name in ("review.css",))
        self.style = Markup("".join(map(asset, ("base.css", "report.css", "report-small.css"))) + own)
        scripts = [*map(asset, ("theme.js", "bands.js")), *map(_own, ("desk.js", "review.js"))]
        self.script = Markup("".join(scripts))
        self.policy = Markup(policy(self.style, self.script) + "; connect-src 'self'")

    @property
    def open_counts(self) -> list[tuple[str, int]]:
        """Open findings by severity, the gravest first."""
        numbers = Counter(finding.severity for finding in open_findings(self.report))
        return [(severity, numbers[severity]) for severity in reversed(SEVERITIES)]

    def attributes(self, piece: Piece) -> Markup:  # type: ignore[override]
        """A sentence can be reached by keyboard, and one of the reprint be edited."""
        if piece.index < 0:
            return Markup("")
        id = self.view.composed.ids[piece.index] if piece.side == "target" else str(piece.index)
        text = (self.report.target_sentences if piece.side == "target" else self.report.source_sentences)[
            piece.index
        ].text
        said = f"{'Reprint' if piece.side == 'target' else 'Source'}, sentence {piece.index + 1}"
        made = ' tabindex="0" role="group" aria-label="{}" data-side="{}" data-sentence="{}"'
        more = Markup(' data-text="{}"').format(text) if piece.side == "target" else Markup("")
        return Markup(made).format(said, piece.side, id) + more

    def card_attributes(self, index: int) -> Markup:
        """What can be put in the finding's place, and whom it is about."""
        finding = self.report.findings[index]
        words = suggestion(finding)
        made = Markup(' data-suggestion="{}"').format(visible(words)) if words else Markup("")
        place = finding.target
        if place is not None and 0 <= place.sentence < len(self.view.composed.ids):
            made += Markup(' data-at="{}"').format(self.view.composed.ids[place.sentence])
        decision = self.report.decision(index)
        if decision.who:
            made += Markup(' data-who="{}"').format(decision.who)
        return made


def fragments(view: View) -> dict[str, Any]:
    """What a window puts in place when an article has changed."""
    page = ReviewPage(view)
    given = {"report": view.report, "page": page}
    return {
        "version": view.version,
        "beads": _template("_beads.html.j2").render(given),
        "cards": _template("_cards.html.j2").render(given),
        "sums": _template("_sums.html.j2").render(given),
        "links": [[list(link.source), list(link.target)] for link in view.state.draft.links],
        "beadsKey": beads_key(view.state.draft),
        "undo": view.undo,
        "redo": view.redo,
    }


def article_page(
    view: View,
    *,
    number: int,
    total: int,
    neighbours: Sequence[int | None],
    only_open: bool,
    title: str,
    notes: Sequence[str],
) -> tuple[str, str]:
    """The page of an article, and its Content-Security-Policy."""
    page = ReviewPage(view)
    text = _template("review.html.j2").render(
        report=view.report,
        page=page,
        number=number,
        total=total,
        before=neighbours[0],
        after=neighbours[1],
        only="?only=open" if only_open else "",
        title=title,
        notes=notes,
        start=fragments(view),
    )
    return text, str(page.policy)


def _template(name: str) -> Any:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    return environment().overlay(
        loader=ChoiceLoader([PackageLoader("align.review"), PackageLoader("align.report")])
    )


def _own(name: str) -> str:
    return files("align.review").joinpath("templates", name).read_text(encoding="utf-8")
