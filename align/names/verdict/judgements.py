"""Every English spelling of an article against every name of its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align.names.mentions.entries import Name
from align.names.verdict.judge import Judgement, judge, rules_of
from align.names.verdict.match import fits_of


@dataclass(frozen=True, slots=True)
class Judgements:
    """The judgements of many spellings against many names, by name number and spelling; a spelling that
    was not foreseen is judged when it is asked for."""

    names: Sequence[Name]
    language: str
    found: list[dict[str, Judgement]]

    @classmethod
    def of(cls, names: Sequence[Name], spellings: Sequence[str], language: str) -> Judgements:
        """All spellings against all names, letters in one batch."""
        judged = cls(names, language, [{} for _ in names])
        judged._add(spellings)
        return judged

    def _add(self, spellings: Sequence[str]) -> None:
        fitted = fits_of([(name.text, name.kind, name.own) for name in self.names], spellings, self.language)
        for name, found, row in zip(self.names, self.found, fitted, strict=True):
            rules = rules_of(name, self.language)
            found.update((fit.candidate, judge(name, fit, self.language, rules)) for fit in row)

    def __getitem__(self, key: tuple[int, str]) -> Judgement:
        at, spelling = key
        if spelling not in self.found[at]:
            self._add([spelling])
        return self.found[at][spelling]
