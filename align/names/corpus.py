"""The ledger of a whole corpus: each source name once, with every spelling that was ever printed for it.

Small state, so that it can be kept while a run streams: add entries article by article, then take rows.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from align.document import MentionKind, NameEntry
from align.names.glossary import normal_form
from align.names.tables import tbx, workbook

FORMATS = ("jsonl", "tsv", "xlsx", "tbx")


@dataclass(frozen=True, slots=True)
class CorpusName:
    """One name over a corpus. ``spellings`` maps each English spelling to how often it was printed,
    ``doubted`` those called variant or conflict to how often; ``articles`` counts articles with it."""

    source: str
    kind: MentionKind
    expected: str | None
    articles: int
    mentions: int
    spellings: Mapping[str, int]
    doubted: Mapping[str, int]
    forms: tuple[str, ...] = ()
    statuses: Mapping[str, int] = field(default_factory=dict)


def corpus_ledger(entries: Iterable[NameEntry]) -> list[CorpusName]:
    """The names of many articles gathered by source form (script and width aside), most printed first.

    Each entry counts as one article. The expected spelling is the known one where an entry has it, or
    else the fullest accepted spelling that was printed most.
    """
    groups: dict[str, list[NameEntry]] = defaultdict(list)
    for entry in entries:
        groups[normal_form(entry.source)].append(entry)
    names = [_gathered(group) for group in groups.values()]
    return sorted(names, key=lambda name: (-sum(name.spellings.values()), -name.mentions, name.source))


def _gathered(group: Sequence[NameEntry]) -> CorpusName:
    spellings: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    doubted: Counter[str] = Counter()
    for entry in group:
        for target in entry.targets:
            spelling = " ".join(target.mention.text.split())
            spellings[spelling] += 1
            if target.verdict == "accept":
                accepted[spelling] += 1
            elif target.verdict in ("variant", "conflict"):
                doubted[spelling] += 1
    forms = Counter(entry.source for entry in group)
    kinds = Counter(entry.kind for entry in group)
    expected = Counter(entry.expected for entry in group if entry.expected)
    best = max(expected, key=lambda e: (expected[e] + accepted[e], len(e.split()), e)) if expected else None
    return CorpusName(
        source=forms.most_common(1)[0][0],
        kind=kinds.most_common(1)[0][0],
        expected=best,
        articles=len(group),
        mentions=sum(len(entry.mentions) for entry in group),
        spellings=dict(sorted(spellings.items(), key=lambda item: (-item[1], item[0]))),
        doubted=dict(sorted(doubted.items(), key=lambda item: (-item[1], item[0]))),
        forms=tuple(sorted(forms)),
        statuses=dict(sorted(Counter(entry.status for entry in group).items())),
    )


def write_corpus(names: Sequence[CorpusName], format: str, language: str = "ja") -> str | bytes:
    """The corpus ledger in one of FORMATS; tsv and tbx are glossaries that ``--glossary`` reads again."""
    if format == "jsonl":
        return "".join(json.dumps(_record(name), ensure_ascii=False) + "\n" for name in names)
    if format == "xlsx":
        header = ["source", "kind", "expected", "articles", "mentions", "spellings", "doubted", "forms"]
        return workbook(header, (_row(name) for name in names))
    kept = [name for name in names if name.expected and any(s not in name.doubted for s in name.spellings)]
    if format == "tbx":
        return tbx(((name.source, [name.expected or ""], name.kind) for name in kept), language)
    lines = ["source\tenglish\tkind"]
    lines += [
        "\t".join(" ".join((cell or "").split()) for cell in (n.source, n.expected, n.kind)) for n in kept
    ]
    return "\n".join(lines) + "\n"


def _record(name: CorpusName) -> dict[str, object]:
    return {
        "source": name.source, "kind": name.kind, "expected": name.expected, "articles": name.articles,
        "mentions": name.mentions, "spellings": dict(name.spellings), "doubted": dict(name.doubted),
        "forms": list(name.forms), "statuses": dict(name.statuses),
    }  # fmt: skip


def _row(name: CorpusName) -> list[object]:
    return [
        name.source, name.kind, name.expected or "", name.articles, name.mentions, _counted(name.spellings),
        _counted(name.doubted), " ".join(name.forms),
    ]  # fmt: skip


def _counted(counts: Mapping[str, int]) -> str:
    return "; ".join(f"{text} ×{number}" for text, number in counts.items())
