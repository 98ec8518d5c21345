"""The ledger of a whole corpus: each source name once, with every spelling that was ever printed for it.

Small state, so that it can be kept while a run streams: add entries article by article, then take rows.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from align.document import MentionKind, NameEntry
from align.names.follow.tables import tbx, workbook
from align.names.lists.glossary import normal_form

FORMATS = ("jsonl", "tsv", "xlsx", "tbx")


@dataclass(frozen=True, slots=True)
class CorpusName:
    """One name over a corpus. ``spellings`` maps each English spelling to how often it was printed,
    ``doubted`` those called variant or conflict to how often; ``articles`` counts articles with it; ``accepted``
    are the spellings that were accepted and never doubted, most printed first."""

    source: str
    kind: MentionKind
    expected: str | None
    articles: int
    mentions: int
    spellings: Mapping[str, int]
    doubted: Mapping[str, int]
    forms: tuple[str, ...] = ()
    statuses: Mapping[str, int] = field(default_factory=dict)
    accepted: tuple[str, ...] = ()

    def renderings(self) -> list[str]:
        """What a glossary should let stand for the name, the expected spelling first. Of a person whole names only:
        the family name is understood, and others bear it."""
        least = len((self.expected or "").split()) if self.kind == "person" else 1
        whole = (spelling for spelling in self.accepted if len(spelling.split()) >= least)
        return list(dict.fromkeys([self.expected or "", *whole]))


def corpus_ledger(entries: Iterable[NameEntry]) -> list[CorpusName]:
    """The names of many articles gathered by source form (script and width aside), most printed first.

    Each entry counts as one article. The expected spelling is the known one where an entry has it, or
    else the fullest accepted spelling that was printed most.
    """
    groups: dict[str, _Group] = defaultdict(_Group)
    for entry in entries:
        groups[normal_form(entry.source)].add(entry)
    names = [group.name() for group in groups.values()]
    return sorted(names, key=lambda name: (-sum(name.spellings.values()), -name.mentions, name.source))


@dataclass(slots=True)
class _Group:
    """What was counted of one name so far: entries themselves are not kept."""

    forms: Counter[str] = field(default_factory=Counter)
    kinds: Counter[MentionKind] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    spellings: Counter[str] = field(default_factory=Counter)
    accepted: Counter[str] = field(default_factory=Counter)
    doubted: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    mentions: int = 0

    def add(self, entry: NameEntry) -> None:
        self.forms[entry.source] += 1
        self.kinds[entry.kind] += 1
        self.statuses[entry.status] += 1
        self.mentions += len(entry.mentions)
        if entry.expected:
            self.expected[entry.expected] += 1
        for target in entry.targets:
            spelling = " ".join(target.mention.text.split())
            self.spellings[spelling] += 1
            if target.verdict == "accept":
                self.accepted[spelling] += 1
            elif target.verdict in ("variant", "conflict"):
                self.doubted[spelling] += 1

    def name(self) -> CorpusName:
        wanted = self.expected
        best = (
            max(wanted, key=lambda e: (wanted[e] + self.accepted[e], len(e.split()), e)) if wanted else None
        )
        return CorpusName(
            source=min(self.forms, key=lambda form: (-self.forms[form], form)),
            kind=min(self.kinds, key=lambda kind: (-self.kinds[kind], kind)),
            expected=best,
            articles=sum(self.forms.values()),
            mentions=self.mentions,
            spellings=dict(sorted(self.spellings.items(), key=lambda item: (-item[1], item[0]))),
            doubted=dict(sorted(self.doubted.items(), key=lambda item: (-item[1], item[0]))),
            forms=tuple(sorted(self.forms)),
            statuses=dict(sorted(self.statuses.items())),
            accepted=tuple(
                sorted(self.accepted.keys() - self.doubted.keys(), key=lambda s: (-self.accepted[s], s))
            ),
        )


def write_corpus(names: Sequence[CorpusName], format: str, language: str = "ja") -> str | bytes:
    """The corpus ledger in one of FORMATS; tsv and tbx are glossaries that ``--glossary`` reads again. A name of
    one character is in neither: 原 stands in many a word."""
    if format == "jsonl":
        return "".join(json.dumps(_record(name), ensure_ascii=False) + "\n" for name in names)
    if format == "xlsx":
        header = ["source", "kind", "expected", "articles", "mentions", "spellings", "doubted", "forms"]
        return workbook(header, (_row(name) for name in names))
    kept = [
        name
        for name in names
        if name.expected and len(name.source) > 1 and any(s not in name.doubted for s in name.spellings)
    ]
    if format == "tbx":
        return tbx(((name.source, name.renderings(), name.kind) for name in kept), language)
    lines = ["source\tenglish\tkind"]
    lines += [
        "\t".join(" ".join(cell.split()) for cell in (n.source, "|".join(n.renderings()), n.kind))
        for n in kept
    ]
    return "\n".join(lines) + "\n"


def _record(name: CorpusName) -> dict[str, object]:
    return {
        "source": name.source, "kind": name.kind, "expected": name.expected, "articles": name.articles,
        "mentions": name.mentions, "spellings": dict(name.spellings), "doubted": dict(name.doubted),
        "forms": list(name.forms), "statuses": dict(name.statuses), "accepted": list(name.accepted),
    }  # fmt: skip


def _row(name: CorpusName) -> list[object]:
    return [
        name.source, name.kind, name.expected or "", name.articles, name.mentions, _counted(name.spellings),
        _counted(name.doubted), " ".join(name.forms),
    ]  # fmt: skip


def _counted(counts: Mapping[str, int]) -> str:
    return "; ".join(f"{text} ×{number}" for text, number in counts.items())
