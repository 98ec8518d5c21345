"""Check a translation against its source: the one call behind ``align check``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import ParamSpec

from align.document import Article, Bead, NameEntry, Report, Sentence
from align.errors import collected_warnings
from align.fidelity.checks import Check, all_checks, find_check
from align.fidelity.judge import Judge
from align.fidelity.lexicon.glossary import Term, Terms, read_glossary
from align.fidelity.passage.profile import Profile
from align.model import Model, load_model
from align.pipeline import steps
from align.split import bounded


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
Glossary = str | Path | Sequence[Term] | None


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
    asked = asked_of(model, glossary, checks, profile, scored=scored, judge=judge, gloss=gloss)
    texts = steps.Texts(
        source, target, _sentences(source, source_sentences), _sentences(target, target_sentences)
    )
    pair = None
    if beads is None:
        (beads,) = steps.align([texts], asked.model)
        pair = steps.pair(texts, beads, asked.model)
    if names is None:
        read = any(check.reads_names for check in steps.fitting(texts, asked.checks, pair))
        names = steps.follow_names(texts, beads, asked.model, _of_names(glossary, profile)) if read else ()
    return steps.find(texts, beads, names, asked, pair)


def _article(given: object, side: str) -> Article:
    """An article as it is, a text as an article. Raises TypeError for anything else."""
    if isinstance(given, str):
        from align.read.article import read

        return read(given.encode("utf-8", "replace"), id=side, format="text")
    if not isinstance(given, Article):
        wanted = "an article is wanted, as align.read(path) gives it, or a text"
        raise TypeError(f"the {side} is a {type(given).__name__}; {wanted}")
    return given


def _sentences(article: Article, given: Sequence[Sentence] | None) -> tuple[Sentence, ...]:
    return steps.split(article) if given is None else bounded(article, given)


def asked_of(
    model: Model | None,
    glossary: Glossary = None,
    checks: Collection[str] | None = None,
    profile: Profile | None = None,
    *,
    scored: bool = True,
    judge: Judge | None = None,
    gloss: bool = False,
) -> steps.Asked:
    """The options of :func:`check` made ready: files read, checks chosen, defaults filled in. Raises InputError."""
    profile = profile or Profile()
    glossary = glossary if glossary is not None else profile.glossary
    terms = read_glossary(Path(glossary)) if isinstance(glossary, str | Path) else Terms(glossary or ())
    model = model or load_model("embedded")
    return steps.Asked(model, profile, chosen(profile, checks), terms, judge, gloss, scored)


def _of_names(glossary: Glossary, profile: Profile | None) -> Path | None:
    """The file that names are read from: the glossary, else a profile's, where it can be read as one of names."""
    glossary = glossary if glossary is not None or profile is None else profile.glossary
    return steps.names_glossary(Path(glossary)) if isinstance(glossary, str | Path) else None
