"""What a draft keeps of the report it began from: what a judge said of sentences that still read as they did."""

from __future__ import annotations

from dataclasses import replace

from align.document import Finding, Location, Report
from align.review.draft import Composed

JUDGED = "judge/"  # what the names of a judge's findings begin with


def carried(base: Report, article: Composed) -> tuple[Finding, ...]:
    """The findings of a language model as a judge, moved to where their sentences stand now. It is slow and may cost
    money, so it is not asked again at every keystroke; what it said of a sentence that was changed is dropped."""
    places = {id: at for at, id in enumerate(article.ids)}
    found = []
    for finding in base.findings:
        if finding.check.startswith(JUDGED):
            target = _moved(finding.target, base, article, places) if finding.target else None
            if finding.target is None or target is not None:
                found.append(replace(finding, target=target))
    return tuple(found)


def _moved(place: Location, base: Report, article: Composed, places: dict[str, int]) -> Location | None:
    """Where a place of the reprint is now; None when its sentence reads otherwise, or is gone."""
    at = places.get(str(place.sentence))
    if at is None:
        return None
    before, now = base.target_sentences[place.sentence], article.sentences[at]
    step = now.start - before.start
    start, end = place.start + step, place.end + step
    same = before.text == now.text and article.article.text[start:end] == place.text
    return replace(place, sentence=at, start=start, end=end) if same else None
