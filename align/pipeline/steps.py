"""The way of two articles, each step a function from values to values:

    split → align → follow_names → find

`align.check` and the commands go it at once (checker.py). `align run` stores what each step gives, and its next stage
takes it up again (run/stages.py).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

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
    main_beads,
)
from align.errors import AlignWarning, InputError
from align.fidelity.certainty import as_certain
from align.fidelity.checks import Check
from align.fidelity.glosses import glossed
from align.fidelity.judge import Judge, marked
from align.fidelity.lexicon.glossary import Terms, both_ways
from align.fidelity.passage.comparison import compare
from align.fidelity.passage.context import Context
from align.fidelity.passage.profile import Profile
from align.fidelity.passage.reprint import closeness, reprint_kind
from align.fidelity.passage.sides import side
from align.fidelity.same_error import one_each
from align.fidelity.scoring.article import scores_of
from align.languages.traits import translated
from align.model import Model, Vectors, WordModel, described, word_model
from align.pipeline.oddities import oddities
from align.sentences import Settings, SplitPair, align_many, belonging
from align.sentences.belonging import TOGETHER
from align.signature import signature
from align.split import bounded
from align.split import split as split_article

APART = (
    "The two articles do not belong together: they are {} (probability that the one renders the other: {:.2f}). "
    "Nothing was checked."
)


@dataclass(frozen=True, slots=True)
class Texts:
    """A source and its translation in sentences."""

    source: Article
    target: Article
    source_sentences: tuple[Sentence, ...]
    target_sentences: tuple[Sentence, ...]

    @property
    def translated(self) -> bool:
        """Whether they are English and Japanese or Chinese, in either order."""
        return translated(self.source.language, self.target.language)

    @property
    def languages(self) -> tuple[str, str]:
        """The languages that models are told: where the texts' own are no pair of ours, Japanese and English."""
        if self.translated:
            return self.source.language, self.target.language
        return ("ja", "en") if self.source.language != "en" else ("en", "ja")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the last step, the same for any number of pairs. ``scored`` False leaves the scores out; a
    ``judge`` is asked about every passage after the checks; ``gloss`` has the model translate the source sentences."""

    model: Model | None
    profile: Profile
    checks: tuple[Check, ...]
    terms: Terms = field(default_factory=Terms)
    judge: Judge | None = None
    gloss: bool = False
    scored: bool = True


def split(article: Article) -> tuple[Sentence, ...]:
    """The sentences of one article. Raises InputError where there are more than can be aligned."""
    return bounded(article, split_article(article))


def align(pairs: Sequence[Texts], model: Model | None) -> list[tuple[Bead, ...]]:
    """The beads of each pair, in the order of its target, and further ones, marked ``also``, behind them. Pairs are
    held at once: give some dozens at a time."""
    split_pairs = [SplitPair(one.source_sentences, one.target_sentences, *one.languages) for one in pairs]
    return align_many(split_pairs, model, settings=Settings(also=True))


def pair(texts: Texts, beads: Sequence[Bead], model: Model | None) -> Pair | None:
    """Whether the target renders the source, by its beads; where it does not, whether both are on one subject. None
    for articles in languages that are not translated here."""
    if not beads or not texts.translated:
        return None
    together, ids = belonging(main_beads(beads)), (texts.target.id, texts.source.id)
    if together >= TOGETHER:
        return Pair(*ids, together, "parallel")
    from align.pair import pair

    (found, *_) = pair([texts.target], [texts.source], model)
    verdict: PairVerdict = "unrelated" if found.verdict == "unrelated" else "comparable"
    return Pair(*ids, together, verdict)


def follow_names(
    texts: Texts,
    beads: Sequence[Bead],
    model: Model | None,
    glossary: Path | None = None,
    order: str | None = None,
) -> tuple[NameEntry, ...]:
    """Every name of the source with what the target made of it; ``glossary`` and ``order`` are those of
    `align.names.ledger`."""
    from align.names import ledger

    sentences = texts.source_sentences, texts.target_sentences
    main = main_beads(beads)
    return tuple(ledger(texts.source, texts.target, *sentences, main, model, glossary=glossary, order=order))


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


def fitting(texts: Texts, checks: tuple[Check, ...], pair: Pair | None = None) -> tuple[Check, ...]:
    """The checks that can say something about two texts: none of texts that do not belong together, one where nothing
    is translated, since every other would only say the same in other words."""
    if pair is not None and pair.verdict != "parallel":
        return ()
    return checks if texts.translated else tuple(one for one in checks if one.id == "untranslated")


def find(
    texts: Texts,
    beads: Sequence[Bead],
    names: Sequence[NameEntry],
    asked: Asked,
    pair: Pair | None = None,
) -> Report:
    """What the checks find, the scores, and what is odd about the two texts as a whole.

    Findings come in the order of the target, those without a place in it by their place in the source. ``pair`` is
    what is known of the two belonging together; where they do not, nothing is checked.
    """
    context = _context(texts, main_beads(beads), names, asked)
    apart = pair is not None and pair.verdict != "parallel"
    warned = [
        *oddities(texts.source, texts.target),
        *([APART.format(pair.verdict, pair.score)] if pair and apart else []),
    ]
    if not any(True for _ in context.paired()):
        warned.append("No sentence of the translation could be matched with the source.")
    running = fitting(texts, asked.checks, pair)
    said = (
        _severe(as_certain(context, found), asked.profile) for one in running for found in one.find(context)
    )
    findings = _in_order(one_each(said))
    if texts.translated and not apart:
        findings = _in_order((*findings, *marked(context, findings)))
        if asked.judge is not None:
            judgement = asked.judge.judge(context, findings)
            findings = _in_order((*findings, *judgement.findings))
            warned += judgement.notes
    glosses, findings = glossed(context, findings) if asked.gloss else ((), findings)
    scored = asked.scored and texts.source.language != "other"
    bead_scores, scores = scores_of(context, findings) if scored else ((), {})
    return Report(
        source=texts.source,
        target=texts.target,
        source_sentences=texts.source_sentences,
        target_sentences=texts.target_sentences,
        beads=context.beads,
        bead_scores=bead_scores,
        names=context.names,
        findings=findings,
        scores=scores,
        signature=signature_of(asked.model, asked.profile, asked.judge),
        warnings=tuple(warned),
        glosses=glosses,
        pair=pair,
        reprint=None if apart else context.reprint,
        also=tuple(bead for bead in beads if bead.also),
    )


def signature_of(model: Model | None, profile: Profile, judge: Judge | None = None, **more: object) -> str:
    """What made the figures: model and revision, profile, version, and who judged."""
    name = described(model) if model is not None else "none"
    judged = [judge.signature] if judge is not None else []
    return signature(f"model:{name}", f"profile:{profile.name}", *judged, **more)


def _context(texts: Texts, beads: Sequence[Bead], names: Sequence[NameEntry], asked: Asked) -> Context:
    here = side(texts.source, texts.source_sentences, texts.source.language)
    there = side(texts.target, texts.target_sentences, texts.target.language)
    context = Context(
        here,
        there,
        beads=tuple(beads),
        compared=compare(here, there, beads),
        names=tuple(names),
        terms=both_ways(asked.terms, texts.source.language == "en"),
        profile=asked.profile,
        model=asked.model,
        vectors=_vectors(word_model(asked.model) or asked.model, texts),
    )
    kind = reprint_kind(beads, len(texts.source_sentences), closeness(context), context.source.language)
    return replace(context, reprint=kind)


def _vectors(model: Model | WordModel | None, texts: Texts) -> tuple[Vectors, Vectors] | None:
    if model is None or not (isinstance(model, WordModel) or "embed" in model.verbs):
        return None
    here, there = texts.languages
    return (
        model.embed([one.text for one in texts.source_sentences], here),
        model.embed([one.text for one in texts.target_sentences], there),
    )


def _severe(finding: Finding, profile: Profile) -> Finding:
    """A finding as severe as a profile says."""
    severity = profile.severity.get(finding.check)
    return replace(finding, severity=severity) if severity else finding


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    def place(finding: Finding) -> tuple[int, int, int]:
        where = finding.target or finding.source
        return (where.start if where else -1, -SEVERITIES.index(finding.severity), where.end if where else -1)

    return tuple(sorted(findings, key=place))
