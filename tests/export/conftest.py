"""A small corpus of reports, written here, with everything that exports have to deal with."""

from __future__ import annotations

from datetime import date

import pytest

from align.document import (
    Article,
    Bead,
    Block,
    Finding,
    Location,
    Mention,
    NameEntry,
    NameTarget,
    Pair,
    Report,
    Sentence,
)

JA = [
    "石破茂首相は２１日、東京で記者会見した。",
    "予算は20億ドルに上る。",
    "=1+1 と書かれた紙が{n}枚あった。",
]
EN = [
    "Prime Minister Ishiba spoke in Tokyo on the 21st.",
    "The budget is $2 million.",
    "@{n} sheets read <b>=1+1</b>.",
]


def article(
    name: str, language: str, texts: list[str], day: date | None, **more
) -> tuple[Article, tuple[Sentence, ...]]:
    byline = "By A. Writer\n"
    text, sentences = byline, []
    for number, words in enumerate(texts):
        sentences.append(Sentence(words, len(text), len(text) + len(words), number))
        text += words + "\n"
    blocks = (Block("byline", 0, len(byline) - 1), Block("body", len(byline), len(text)))
    more = {"publisher": "The Daily Invented", **more}
    return Article(name, text, language, blocks, date=day, **more), tuple(sentences)


def report(
    number: int,
    day: date | None = None,
    *,
    language: str = "ja",
    source_texts: list[str] | None = None,
    verdict: str = "parallel",
    redistribution: bool = True,
    source_id: str | None = None,
) -> Report:
    marks = "".join(chr(0x4E00 + (number * 97 + step * 31) % 2000) for step in range(40))
    texts = source_texts or [line.replace("{n}", marks) for line in JA]
    words = " ".join(f"{number * 7919 + step * 104729:x}" for step in range(20))
    source, source_sentences = article(
        source_id or f"ja/s{number}", language, texts, day, redistribution=redistribution
    )
    target, target_sentences = article(f"r{number}", "en", [line.replace("{n}", words) for line in EN], day)
    start = target_sentences[1].start + target_sentences[1].text.index("$")
    finding = Finding(
        "numbers",
        "accuracy/mistranslation",
        "major",
        "20億ドル is 2 billion dollars",
        Location("20億ドル", 1, source_sentences[1].start + 3, source_sentences[1].start + 8),
        Location("$2 million", 1, start, start + 10),
        "$2 billion",
        {"value": 2e9},
    )
    mention = Mention("石破茂", "person", 0, source_sentences[0].start, source_sentences[0].start + 3)
    spelled = Mention("Ishiba", "person", 0, target_sentences[0].start + 15, target_sentences[0].start + 21)
    names = (
        NameEntry(
            "石破茂", "person", (mention,), (), "Shigeru Ishiba", (NameTarget(spelled, "accept", 0.9),)
        ),
    )
    return Report(
        source,
        target,
        source_sentences,
        target_sentences,
        (
            Bead((0,), (0,), 0.95),
            Bead((1,), (1,), 0.9),
            Bead((2,), (), 0.8),
            Bead((), (2,), 0.8),
            Bead((1, 2), (2,), 0.4),
        ),
        (90.0, 20.0, None, None, 60.0),
        names,
        (finding,),
        {"fidelity": 70.0},
        "model:test@1",
        Pair(target.id, source.id, 0.97, verdict),
    )


@pytest.fixture
def reports() -> list[Report]:
    """Twelve pairs: ten dated Japanese ones, one comparable Chinese one, one that forbids redistribution."""
    made = [report(number, date(2025, 1, 1 + number)) for number in range(10)]
    made.append(
        report(
            10,
            None,
            language="zh",
            source_texts=["石破茂说。", "预算为20亿美元。", "第三句话在这里。"],
            verdict="comparable",
        )
    )
    made.append(report(11, date(2025, 2, 1), redistribution=False))
    return made


@pytest.fixture
def make_report():
    """The maker of one such report."""
    return report
