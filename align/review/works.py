"""What is reviewed: two articles, or a run. Where its journal and what it saves lie, and how it is checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from align import __version__
from align.document import Finding, Report
from align.errors import InputError
from align.files import write_whole
from align.report.index import IndexEntry, index_entry
from align.review.carried import carried
from align.review.desk import Term
from align.review.draft import Composed

if TYPE_CHECKING:
    from align.fidelity import Profile
    from align.model import Model


class Work(Protocol):
    """Articles to review. ``folder`` holds the journal and what is saved, ``decisions`` is where they are kept."""

    @property
    def name(self) -> str: ...
    @property
    def folder(self) -> Path: ...
    @property
    def decisions(self) -> Path: ...
    @property
    def checking(self) -> Checking: ...

    def entries(self) -> list[IndexEntry]:
        """A row an article, in a lasting order; ``href`` is the article's id."""
        ...

    def load(self, id: str) -> Report:
        """An article as first read and checked. Raises KeyError for an id that is not there."""
        ...

    def stale(self, id: str) -> str:
        """What changed on disk since, in a sentence; empty when nothing did."""
        ...


@dataclass(slots=True)
class Checking:
    """How drafts are checked: as the command or the run was told."""

    load_model: Callable[[], Model]
    profile: Profile | None = None
    checks: Sequence[str] | None = None
    glossary: Path | None = None
    folder: Path = Path()
    _model: list[Model] = field(default_factory=list)

    @property
    def model(self) -> Model:
        """The model, loaded when first asked for."""
        if not self._model:
            self._model.append(self.load_model())
        return self._model[0]

    def __call__(self, base: Report, article: Composed, terms: Sequence[Term]) -> Report:
        """The report of a draft. What is known by text (vectors, word alignments of slow models) is not worked out
        anew; beads are as the editor has them, so nothing is aligned."""
        from align.pipeline import check

        if base.pair is not None and base.pair.verdict != "parallel":
            return replace(
                base,
                target=article.article,
                target_sentences=article.sentences,
                beads=article.beads,
                bead_scores=(),
            )
        report = check(
            base.source,
            article.article,
            self.model,
            beads=article.beads,
            source_sentences=base.source_sentences,
            target_sentences=article.sentences,
            glossary=self._glossary(terms),
            checks=self.checks,
            profile=self.profile,
        )
        quiet = _quiet(base)
        kept = tuple(one for one in report.findings if not (_added(one) and _sentence(report, one) in quiet))
        findings = sorted((*kept, *carried(base, article)), key=_place)
        return replace(report, pair=base.pair, findings=tuple(findings), glosses=base.glosses)

    def _glossary(self, terms: Sequence[Term]) -> Path | None:
        """The user's glossary with the words that were added here, as one file in the review's folder."""
        if not terms:
            return self.glossary
        path = self.folder / "glossary.tsv"
        write_whole(path, glossary_lines(self.glossary, terms).encode("utf-8"), lasting=False)
        return path


def glossary_lines(before: Path | None, terms: Sequence[Term]) -> str:
    """A glossary in TSV: what a file holds, then more."""
    from align.fidelity.lexicon.glossary import read_glossary

    known = (
        [] if before is None else [(one.source, one.targets, one.forbidden) for one in read_glossary(before)]
    )
    rows = [(source, "|".join(targets), "|".join(bad)) for source, targets, bad in known]
    rows += [(one.source, one.target, one.forbidden) for one in terms]
    return "".join("\t".join(row).rstrip("\t") + "\n" for row in rows)


def _place(finding: Finding) -> int:
    where = finding.target or finding.source
    return where.start if where else -1


def _quiet(base: Report) -> frozenset[str]:
    """Sentences of the reprint that stand alone and were not called added: a run knows that they render another
    source of the same reprint."""
    called = {one.target.sentence for one in base.findings if _added(one) and one.target}
    alone = {at for bead in base.beads if not bead.source for at in bead.target}
    return frozenset(base.target_sentences[at].text for at in alone - called)


def _added(finding: Finding) -> bool:
    return finding.source is None and finding.category == "accuracy/addition"


def _sentence(report: Report, finding: Finding) -> str:
    place = finding.target
    return report.target_sentences[place.sentence].text if place and place.sentence >= 0 else ""


class TwoArticles:
    """One source and its reprint, as files."""

    def __init__(
        self, source: str, target: str, languages: tuple[str | None, str | None], checking: Checking
    ) -> None:
        if "-" in (source, target):
            raise InputError(
                "-", "cannot be reviewed", "name two files: the journal is kept beside the reprint"
            )
        self._paths, self._languages = (Path(source), Path(target)), languages
        self.folder = self._paths[1].with_name(f"{self._paths[1].name}.review")
        self.decisions = self._paths[1].with_name(f"{self._paths[1].name}.decisions.jsonl")
        checking.folder = self.folder
        self.checking = checking
        self._read_from = [_digest(path) for path in self._paths]

    @property
    def name(self) -> str:
        return self._paths[1].name

    @cached_property
    def _report(self) -> Report:
        from align.pipeline import check
        from align.pipeline.two_articles import read_pair

        pair = read_pair(*(str(path) for path in self._paths), languages=self._languages)
        told = self.checking
        return check(
            pair.source,
            pair.target,
            told.model,
            glossary=told.glossary,
            checks=told.checks,
            profile=told.profile,
        )

    def entries(self) -> list[IndexEntry]:
        return [index_entry(self._report, self._report.target.id)]

    def load(self, id: str) -> Report:
        if id != self._report.target.id:
            raise KeyError(id)
        return self._report

    def stale(self, id: str) -> str:
        changed = [
            path.name
            for path, before in zip(self._paths, self._read_from, strict=True)
            if _digest(path) != before
        ]
        return f"{' and '.join(changed)} changed on disk since the review began" if changed else ""


class RunOfArticles:
    """The pairs of a finished run."""

    def __init__(self, folder: Path, checking: Checking) -> None:
        from align.run.folder.store import Store, finished_shards

        self._store = Store(folder)
        self._shards = finished_shards(self._store)
        self._run = folder
        self.folder, self.decisions = folder / "review", folder / "decisions.jsonl"
        checking.folder = self.folder
        self.checking = checking
        self._made = (folder / "run.json").read_bytes()
        made_by = str(_record(folder)["versions"].get("align"))
        other = f"the run was made by version {made_by}; what changes is checked by {__version__}"
        self._other_version = other if made_by != __version__ else ""

    @property
    def name(self) -> str:
        return self._run.resolve().name

    @cached_property
    def _rows(self) -> dict[str, tuple[str, IndexEntry]]:
        from align.run.results import written_entries

        return {
            id: (part, replace(entry, href=id))
            for part, id, entry in written_entries(self._store, self._shards)
        }

    def entries(self) -> list[IndexEntry]:
        return [entry for _, entry in self._rows.values()]

    def load(self, id: str) -> Report:
        from align.run.results import report_of

        return report_of(self._store, self._rows[id][0], self._shards, id)

    def stale(self, id: str) -> str:
        try:
            same = (self._run / "run.json").read_bytes() == self._made
        except OSError:
            same = False
        if not same:
            return "the run was made again since the review began; start `align review` anew"
        return self._other_version


# What a run was told and a review of it does without being told again, with what holds where neither was.
TOLD: Mapping[str, Any] = {
    "model": "embedded",
    "encoder": None,
    "scorer": None,
    "device": "auto",
    "dtype": "auto",
    "batch_size": None,
    "profile": None,
    "glossary": None,
}


def told_of(run: Path) -> dict[str, Any]:
    """What a run was told. Raises InputError when there is no finished run, or not as it was written."""
    options = _record(run)["options"]
    return {name: options.get(name) or default for name, default in TOLD.items()}


def checking_of(run: Path) -> Checking:
    """Drafts of a run checked as the run was."""
    from align.fidelity import read_profile
    from align.model import Choice, Runtime, load_choice

    told = told_of(run)
    choice = Choice(
        told["model"],
        told["encoder"],
        told["scorer"],
        Runtime(told["device"], told["dtype"], told["batch_size"]),
    )
    return Checking(
        lambda: load_choice(choice),
        read_profile(Path(told["profile"])) if told["profile"] else None,
        None,
        Path(told["glossary"]) if told["glossary"] else None,
    )


def _record(run: Path) -> Mapping[str, Any]:
    from align.run.folder.store import require_run

    require_run(run)
    record: Mapping[str, Any] = json.loads((run / "run.json").read_text(encoding="utf-8"))
    return record


def text_hash(report: Report) -> str:
    """A short hash of what an article's events are made on: both texts and where their sentences end."""
    parts = (
        report.source.text,
        report.target.text,
        repr([(one.start, one.end) for one in report.target_sentences]),
        str(len(report.source_sentences)),
    )
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
