"""Machine translation beside the source, for editors who do not read it."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace

from align.document import Finding
from align.errors import AlignWarning
from align.fidelity.passage.context import Context
from align.model import knows

SUGGESTED = "machine translation"  # the name under which a suggestion stands among the evidence of a finding


def glossed(context: Context, findings: Sequence[Finding]) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """A translation of each source sentence, and the findings, those of omissions with the translation of what is
    missing. None, and a warning, where the model does not translate from this source."""
    model, source, target = context.model, context.source, context.target
    languages = source.language, target.language
    if model is None or "translate" not in model.verbs or not knows(model, *languages):
        name = model.name if model is not None else "no model"
        message = f"There are no glosses: {name} does not translate {languages[0]} into {languages[1]}."
        warnings.warn(message, AlignWarning, stacklevel=2)
        return (), tuple(findings)
    glosses = tuple(model.translate([one.text for one in source.sentences], *languages))
    return glosses, tuple(_suggested(one, glosses) for one in findings)


def _suggested(finding: Finding, glosses: Sequence[str]) -> Finding:
    """An omission of whole sentences with what they would be in English."""
    place = finding.source
    if finding.category != "accuracy/omission" or finding.target is not None or place is None:
        return finding
    if not 0 <= place.sentence < len(glosses) or not glosses[place.sentence]:
        return finding
    return replace(finding, evidence={**finding.evidence, SUGGESTED: glosses[place.sentence]})
