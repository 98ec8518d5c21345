"""Check a translation against its source: the one call behind ``align check``."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import ParamSpec

from align.document import (
    SEVERITIES,
    Article,
    Bead,
    Finding,
    NameEntry,
    Pair,
    PairVerdict,
    Report,
    Sentence,
)
from align.errors import AlignWarning, InputError, collected_warnings
from align.fidelity.checks import Check, all_checks, find_check
from align.fidelity.glosses import glossed
from align.fidelity.judge import Judge, marked
from align.fidelity.lexicon.glossary import Term, Terms, both_ways, read_glossary
from align.fidelity.passage.comparison import compare
from align.fidelity.passage.context import Context
from align.fidelity.passage.profile import Profile
from align.fidelity.passage.reprint import reprint_kind
from align.fidelity.passage.sides import side
from align.fidelity.scoring.article import scores_of
from align.model import Model, Vectors, WordModel, described, word_model
from align.sentences import belonging
from align.split import bounded, split


def chosen(profile: Profile, names: Collection[str] | None = None) -> tuple[Check, ...]:
    """The checks to run: the named ones, or those that a profile leaves on.

    Raises InputError for a name that no check has.
    """
    for id in (*(names or ()), *profile.on, *profile.severity):
        find_check(id)
    every = all_checks()
    if names is not None:
        return tuple(check for check in every if check.id in names)
    return tuple(check for check in every if profile.on.get(check.id, check.default))


Parameters = ParamSpec("Parameters")
PARALLEL = 0.5  # the probability of belonging together below which articles are not checked


def _with_warnings(work: Callable[Parameters, Report]) -> Callable[Parameters, Report]:
    """Adds to a report what was done differently than asked, such as a sentence cut at a model's limit."""

    @wraps(work)
    def collecting(*given: Parameters.args, **named: Parameters.kwargs) -> Report:
        with collected_warnings() as said:
            report = work(*given, **named)
        return replace(report, warnings=(*report.warnings, *said)) if said else report

    return collecting


@_with_warnings
def check(
    source: Article | str,
    target: Article | str,
    model: Model | None = None,
    *,
    beads: Sequence[Bead] | None = None,
    source_sentences: Sequence[Sentence] | None = None,
    target_sentences: Sequence[Sentence] | None = None,
    names: Sequence[NameEntry] | None = None,
    glossary: str | Path | Sequence[Term] | None = None,
    checks: Collection[str] | None = None,
    profile: Profile | None = None,
    scored: bool = True,
    judge: Judge | None = None,
    gloss: bool = False,
) -> Report:
    """Everything that can be said about the fidelity of ``target`` to ``source``, articles or plain texts.

    What is not given is worked out: sentences by splitting, beads by aligning (with ``model``, else
    the embedded one), the name ledger from both. The report's findings come in the order of the
    target text, those without a place in it by their place in the source; ``scored=False`` leaves the
    scores out, and so does a source in none of the languages, of which nothing can be said. Raises
    InputError for a broken glossary and for unknown check names. A ``judge`` is asked about every passage after the
    checks; ``gloss`` has the model translate the source sentences, where it can.
    """
    source, target = _article(source, "source"), _article(target, "target")
    profile = profile or Profile()
    glossary = glossary if glossary is not None else profile.glossary
    running = chosen(profile, checks)
    terms = _terms(glossary, source.language)
    model = model or _embedded()
    said = _warnings(source, target)
    languages = source.language, target.language
    if not translated(*languages):  # every other check would only say the same in other words
        running = tuple(one for one in running if one.id == "untranslated")
        languages = ("ja", "en") if source.language != "en" else ("en", "ja")
    here = bounded(source, source_sentences if source_sentences is not None else split(source))
    there = bounded(target, target_sentences if target_sentences is not None else split(target))
    pair = None
    if beads is None:
        beads = _align(here, there, model, *languages)
        pair = _pair(source, target, beads, model)
    if pair is not None and pair.verdict != "parallel":  # whatever is found between them is about nothing
        running = ()
        said = (*said, _APART.format(pair.verdict, pair.score))
    if names is None:
        read = any(check.reads_names for check in running)
        names = _ledger(source, target, here, there, beads, model, glossary) if read else ()
    sides = side(source, here, source.language), side(target, there, target.language)
    context = Context(
        *sides,
        beads=tuple(beads),
        compared=compare(*sides, beads),
        names=tuple(names),
        terms=terms,
        profile=profile,
        model=model,
        vectors=_vectors(word_model(model) or model, here, there, *languages),
        reprint=reprint_kind(beads, len(here)),
    )
    if not any(True for _ in context.paired()):
        said = (*said, "No sentence of the translation could be matched with the source.")
    findings = tuple(
        sorted((_fixed(profile)(found) for one in running for found in one.find(context)), key=_place)
    )
    if translated(source.language, target.language):
        findings = tuple(sorted((*findings, *marked(context, findings)), key=_place))
    if judge is not None and translated(source.language, target.language):
        judgement = judge.judge(context, findings)
        findings = tuple(sorted((*findings, *judgement.findings), key=_place))
        said = (*said, *judgement.notes)
    glosses, findings = glossed(context, findings) if gloss else ((), findings)
    bead_scores, scores = scores_of(context, findings) if scored and source.language != "other" else ((), {})
    return Report(
        source=source,
        target=target,
        source_sentences=here,
        target_sentences=there,
        beads=tuple(beads),
        bead_scores=bead_scores,
        names=tuple(names),
        findings=findings,
        scores=scores,
        signature=signature(model, profile) + (f"|{judge.signature}" if judge is not None else ""),
        warnings=said,
        glosses=glosses,
        pair=pair,
        reprint=context.reprint if pair is None or pair.verdict == "parallel" else None,
    )


def _article(given: object, side: str) -> Article:
    """An article as it is, a text as an article. Raises TypeError for anything else."""
    if isinstance(given, str):
        from align.read.article import read

        return read(given.encode("utf-8", "replace"), id=side, format="text")
    if not isinstance(given, Article):
        wanted = "an article is wanted, as align.read(path) gives it, or a text"
        raise TypeError(f"the {side} is a {type(given).__name__}; {wanted}")
    return given


_APART = (
    "The two articles do not belong together: they are {} (probability that the one renders the other: {:.2f}). "
    "Nothing was checked."
)


def _pair(source: Article, target: Article, beads: Sequence[Bead], model: Model | None) -> Pair | None:
    """Whether the target renders the source, by its beads; where it does not, whether both are on one subject. None for
    articles in languages that are not translated here."""
    if not beads or not translated(source.language, target.language):
        return None
    together = belonging(beads)
    if together >= PARALLEL:
        return Pair(target.id, source.id, together, "parallel")
    from align.pair import pair

    (found, *_) = pair([target], [source], model)
    verdict: PairVerdict = "unrelated" if found.verdict == "unrelated" else "comparable"
    return Pair(target.id, source.id, together, verdict)


def translated(source: str, target: str) -> bool:
    """Whether two languages are English and Japanese or Chinese, in either order."""
    return "en" in (source, target) and bool({source, target} & {"ja", "zh", "zh-Hant"})


def signature(model: Model | None, profile: Profile) -> str:
    """What made the figures: model and revision, profile, version."""
    from align import __version__

    name = described(model) if model is not None else "none"
    return f"model:{name}|profile:{profile.name}|version:{__version__}"


def _fixed(profile: Profile) -> Callable[[Finding], Finding]:
    def fix(finding: Finding) -> Finding:
        severity = profile.severity.get(finding.check)
        return replace(finding, severity=severity) if severity else finding

    return fix


def _place(finding: Finding) -> tuple[int, int, int]:
    where = finding.target or finding.source
    return (where.start if where else -1, -SEVERITIES.index(finding.severity), where.end if where else -1)


def _warnings(source: Article, target: Article) -> tuple[str, ...]:
    """What is wrong with the pair as a whole, in sentences."""
    found = [*source.warnings, *target.warnings]
    if source.text.strip() == target.text.strip() and source.text.strip():
        found.append("Source and target are the same text.")
    elif source.language == target.language and source.language != "other":
        found.append(f"Source and target are both in the same language ({source.language}).")
    else:
        found += [
            f"The {side} is in none of the languages that are checked (en, ja, zh)."
            for side, article in (("source", source), ("target", target))
            if article.language == "other"
        ]
    if not source.text.strip() or not target.text.strip():
        found.append(f"The {'source' if not source.text.strip() else 'target'} is empty.")
    return tuple(found)


def _embedded() -> Model | None:
    from align.model import load_model

    return load_model("embedded")


def _align(
    source: Sequence[Sentence], target: Sequence[Sentence], model: Model | None, language: str, other: str
) -> tuple[Bead, ...]:
    from align.sentences import align_split

    return tuple(align_split(source, target, model, source_language=language, target_language=other))


def _ledger(
    source: Article,
    target: Article,
    here: Sequence[Sentence],
    there: Sequence[Sentence],
    beads: Sequence[Bead],
    model: Model | None,
    glossary: str | Path | Sequence[Term] | None,
) -> tuple[NameEntry, ...]:
    from align.names import ledger

    names = names_glossary(Path(glossary)) if isinstance(glossary, str | Path) else None
    return tuple(ledger(source, target, here, there, beads, model, glossary=names))


def names_glossary(path: Path) -> Path | None:
    """The glossary where it can be read as one of names; with forbidden renderings or English in its first
    column it is one of terms only, which a warning says."""
    from align.names.lists.glossary import with_glossary

    try:
        with_glossary(path, "ja")
    except InputError as error:
        message = f"The glossary serves for terms only, not for names: {error}"
        warnings.warn(message, AlignWarning, stacklevel=2)
        return None
    return path


def _terms(glossary: str | Path | Sequence[Term] | None, language: str) -> tuple[Term, ...]:
    """The terms of a glossary for a source language; columns that stand the other way round are turned."""
    if glossary is None:
        return ()
    terms = read_glossary(Path(glossary)) if isinstance(glossary, str | Path) else Terms(glossary)
    of_english = language == "en"
    return both_ways(terms, of_english)


def _vectors(
    model: Model | WordModel | None,
    here: Sequence[Sentence],
    there: Sequence[Sentence],
    language: str,
    other: str,
) -> tuple[Vectors, Vectors] | None:
    if model is None or not (isinstance(model, WordModel) or "embed" in model.verbs):
        return None
    return (
        model.embed([one.text for one in here], language),
        model.embed([one.text for one in there], other),
    )
