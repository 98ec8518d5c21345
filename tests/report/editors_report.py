"""A report as an editor would meet it: the texts were written for these tests, on a public event,
and the errors in the reprint are planted.
"""

from __future__ import annotations

from datetime import date

from align.document import (
    Article,
    Bead,
    Block,
    Finding,
    Language,
    Location,
    Mention,
    NameEntry,
    NameTarget,
    Pair,
    Reading,
    Report,
    Sentence,
    Severity,
)

SOURCE = [
    "日本经济再生担当大臣赤泽亮正4月16日在华盛顿与美国财政部长贝森特、贸易代表格里尔举行会谈，就美国加征关税问题展开首轮磋商。",
    "会谈前，赤泽在白宫与美国总统特朗普会面约50分钟。",
    "特朗普会后在社交媒体上写道：“取得重大进展！”",
    "\n美国已对进口汽车征收25%的关税，对日本征收的24%“对等关税”则暂停实施90天。",
    "暂停期间，日本商品仍须缴纳10%的基准关税。",
    "\n赤泽在会后对记者表示，双方同意争取在4月内举行第二次磋商。",
    "他说，与贝森特的会谈没有涉及汇率问题。",
    "2024年，日本对美国的汽车出口额约为6万亿日元，约占对美出口总额的28%。",
    "\n日本首相石破茂17日在东京表示，今后的磋商并不容易。",
    "石破同时表示，将考虑在最合适的时机访问美国，与特朗普直接会谈。",
    "据共同社报道，日本政府已设立跨部门工作组，应对相关谈判。",
]
TARGET = [
    "Japan's minister Ryoichi Akasaka held talks with U.S. Treasury Secretary Scott Bessent and Trade "
    "Representative Jamieson Greer in Washington on April 16, in a first round of negotiations "
    "over U.S. tariffs.",
    "U.S. President Donald Trump, who met Akizawa for about 50 minutes at the White House before the talks, "
    "wrote on social media that big progress had been made.",
    "\nJapan's automobile exports to the United States came to about 6 billion yen in 2024, roughly "
    "28 percent of its total exports to the country.",
    "\nThe United States has imposed a 25 percent tariff on imported cars.",
    'A 24 percent "reciprocal" tariff on Japan is on hold for a 90-day reduction period.',
    "\nAkazawa told reporters that the two sides had agreed to aim for a second round within April.",
    "He said exchange rates were not discussed with Mnuchin.",
    "It is reported that Tokyo has set up a working group across ministries to handle the negotiations.",
    "\nPrime Minister Ishiba Shigeru said in Tokyo on April 17 that the negotiations ahead would be easy.",
    "Ishiba added that he would consider visiting the United States at the most appropriate time "
    "to meet Trump.",
    "Analysts expect the talks to go on through the summer.",
]
BEADS = [
    ((0,), (0,), 0.95, 71.0),
    ((1, 2), (1,), 0.88, 58.4),
    ((7,), (2,), 0.93, 40.2),
    ((3,), (3, 4), 0.91, 66.0),
    ((5,), (5,), 0.97, 93.1),
    ((6,), (6,), 0.9, 47.5),
    ((10,), (7,), 0.86, 74.9),
    ((8,), (8,), 0.94, 22.3),
    ((9,), (9,), 0.96, 91.0),
    ((4,), (), 0.9, None),
    ((), (10,), 0.84, None),
]


def article(
    id: str, language: Language, head: str, sentences: list[str], foot: str, **known: object
) -> tuple[Article, tuple[Sentence, ...]]:
    """An article of a headline, sentences (a leading line end opens a paragraph) and a rights notice."""
    gap = "" if language in ("zh", "ja", "zh-Hant") else " "
    text = head + "\n\n"
    spans: list[Sentence] = []
    paragraph = 0
    for sentence in sentences:
        if sentence.startswith("\n"):
            paragraph += 1
            text = text.rstrip() + "\n\n"
        elif spans:
            text += gap
        plain = sentence.lstrip("\n")
        spans.append(Sentence(plain, len(text), len(text) + len(plain), paragraph))
        text += plain
    blocks = [Block("headline", 0, len(head))]
    for number in range(paragraph + 1):
        here = [span for span in spans if span.paragraph == number]
        blocks.append(Block("body", here[0].start, here[-1].end))
    blocks.append(Block("rights", len(text) + 2, len(text) + 2 + len(foot)))
    text += "\n\n" + foot
    return Article(id, text, language, tuple(blocks), title=head, **known), tuple(spans)  # type: ignore[arg-type]


def locate(sentences: tuple[Sentence, ...], sentence: int, text: str | None = None) -> Location:
    """A piece of a sentence, or all of it, as a location."""
    span = sentences[sentence]
    text = span.text if text is None else text
    start = span.start + span.text.index(text)
    return Location(text, sentence, start, start + len(text))


def editors_report() -> Report:
    """A Chinese article and a condensed, re-ordered English reprint with a dozen planted errors."""
    source, s = article(
        "zh/tariffs",
        "zh",
        "赤泽亮正与贝森特在华盛顿举行首轮关税磋商",
        SOURCE,
        "未经许可，不得转载。",
        date=date(2025, 4, 17),
        byline="华盛顿电",
    )
    target, t = article(
        "en/tariffs",
        "en",
        "Japan and U.S. Hold First Round of Tariff Talks in Washington",
        TARGET,
        "Translated from Chinese. All rights reserved.",
        date=date(2025, 4, 18),
    )

    def finding(
        check: str,
        category: str,
        severity: Severity,
        message: str,
        left: tuple[int, str | None] | None,
        right: tuple[int, str | None] | None,
        expected: str | None = None,
        **evidence: object,
    ) -> Finding:
        return Finding(
            check,
            category,
            severity,
            message,
            locate(s, *left) if left else None,
            locate(t, *right) if right else None,
            expected,
            evidence,
        )

    findings = (
        finding(
            "names",
            "terminology/name",
            "critical",
            "“Ryoichi Akasaka” cannot be a reading of 赤泽亮正.",
            (0, "赤泽亮正"),
            (0, "Ryoichi Akasaka"),
            "Ryosei Akazawa",
            readings=["Ryosei Akazawa", "Ryosho Akazawa"],
            similarity=0.52,
            elsewhere={"Akazawa": 1, "Akizawa": 1},
        ),
        finding(
            "titles",
            "accuracy/omission",
            "minor",
            "The office was shortened at first mention.",
            (0, "经济再生担当大臣"),
            (0, "minister"),
            "Minister in Charge of Economic Revitalization",
        ),
        finding(
            "names",
            "terminology/inconsistent",
            "major",
            "赤泽 is spelled two ways: Akizawa, Akazawa.",
            (1, "赤泽"),
            (1, "Akizawa"),
            "Akazawa",
            spellings={"Akazawa": 1, "Akizawa": 1},
        ),
        finding(
            "quotation",
            "accuracy/mistranslation",
            "major",
            "A quotation lost its marks.",
            (2, "“取得重大进展！”"),
            (1, "big progress had been made"),
            "“Big progress!”",
            speaker="特朗普",
        ),
        finding(
            "numbers",
            "accuracy/mistranslation",
            "critical",
            "6万亿 is 6 trillion, not 6 billion.",
            (7, "6万亿日元"),
            (2, "6 billion yen"),
            "6 trillion yen",
            source={"value": 6e12, "unit": "JPY", "approximate": True},
            target={"value": 6e9, "unit": "JPY", "approximate": True},
            ratio=1000.0,
        ),
        finding(
            "word",
            "accuracy/mistranslation",
            "minor",
            "The right number with another noun: 暂停 is a pause.",
            (3, "暂停实施90天"),
            (4, "90-day reduction period"),
            "90-day pause",
            change=-3.21,
        ),
        finding(
            "omission",
            "accuracy/omission",
            "major",
            "The reprint does not say this anywhere.",
            (4, None),
            None,
            coverage=0.08,
            nearest=[{"sentence": 4, "similarity": 0.41}],
        ),
        finding(
            "names",
            "accuracy/mistranslation",
            "critical",
            "贝森特 is not Mnuchin.",
            (6, "贝森特"),
            (6, "Mnuchin"),
            "Bessent",
            likelihood={"Bessent": 0.97, "Mnuchin": 0.02},
        ),
        finding(
            "attribution",
            "accuracy/omission",
            "minor",
            "The source names the outlet: 共同社.",
            (10, "据共同社报道"),
            (7, "It is reported"),
            "Kyodo News reported",
        ),
        finding(
            "negation",
            "accuracy/mistranslation",
            "critical",
            "The source denies it, the reprint affirms it.",
            (8, "并不容易"),
            (8, "would be easy"),
            "would not be easy",
            source_negated=True,
            target_negated=False,
        ),
        finding(
            "name order",
            "style/organizational",
            "info",
            "The family name stands first here, elsewhere last.",
            (8, "石破茂"),
            (8, "Ishiba Shigeru"),
            "Shigeru Ishiba",
        ),
        finding(
            "addition",
            "accuracy/addition",
            "major",
            "Nothing in the source says this.",
            None,
            (10, None),
            coverage=0.11,
        ),
    )

    def name(
        text: str,
        mentions: list[int],
        readings: list[tuple[str, float, str]],
        expected: str,
        targets: list[tuple[int, str, str, float, str]],
        status: str,
    ) -> NameEntry:
        def mention(sentence: int, written: str, spans: tuple[Sentence, ...]) -> Mention:
            place = locate(spans, sentence, written)
            return Mention(written, "person", sentence, place.start, place.end)

        return NameEntry(
            source=text,
            kind="person",
            mentions=tuple(mention(at, text if text in s[at].text else text[:2], s) for at in mentions),
            readings=tuple(Reading(*reading) for reading in readings),
            expected=expected,
            targets=tuple(
                NameTarget(mention(at, written, t), verdict, score, reason)  # type: ignore[arg-type]
                for at, written, verdict, score, reason in targets
            ),
            status=status,
        )

    names = (
        name(
            "赤泽亮正",
            [0, 1, 5],
            [
                ("Ryosei Akazawa", 0.71, "dictionary:sudachi"),
                ("Ryosho Akazawa", 0.18, "kanji"),
                ("Chize Liangzheng", 0.02, "pinyin"),
            ],
            "Ryosei Akazawa",
            [
                (0, "Ryoichi Akasaka", "conflict", 0.52, "no reading gives -ichi or -saka"),
                (1, "Akizawa", "variant", 0.86, "one letter from Akazawa"),
                (5, "Akazawa", "accept", 0.99, ""),
            ],
            "conflict",
        ),
        name(
            "贝森特",
            [0, 6],
            [("Bessent", 0.97, "letters"), ("Besant", 0.94, "letters")],
            "Bessent",
            [
                (0, "Scott Bessent", "accept", 0.97, ""),
                (6, "Mnuchin", "conflict", 0.04, "the sound of 姆努钦"),
            ],
            "wrong person",
        ),
        name(
            "格里尔",
            [0],
            [("Greer", 0.93, "letters")],
            "Greer",
            [(0, "Jamieson Greer", "accept", 0.93, "")],
            "accept",
        ),
        name(
            "石破茂",
            [8, 9],
            [("Shigeru Ishiba", 0.98, "dictionary:sudachi")],
            "Shigeru Ishiba",
            [(8, "Ishiba Shigeru", "accept", 0.98, "family name first"), (9, "Ishiba", "accept", 1.0, "")],
            "order",
        ),
        name(
            "特朗普",
            [1, 2, 9],
            [("Trump", 0.99, "letters")],
            "Trump",
            [(1, "Donald Trump", "accept", 0.99, ""), (9, "Trump", "accept", 0.99, "")],
            "accept",
        ),
    )
    return Report(
        source=source,
        target=target,
        source_sentences=s,
        target_sentences=t,
        beads=tuple(Bead(left, right, score) for left, right, score, _ in BEADS),
        bead_scores=tuple(fidelity for *_, fidelity in BEADS),
        names=names,
        findings=findings,
        scores={
            "fidelity": 61.3,
            "fidelity_low": 52.0,
            "fidelity_high": 69.8,
            "mqm": 71.4,
            "forced_decoding": -1.842,
            "coverage_source": 0.83,
            "coverage_target": 0.9,
            "similarity": 0.774,
            "penalties_per_1000_words": 286.0,
        },
        signature="model:embedded|revision:1|version:0.1.0|convention:mqm-2021",
        pair=Pair("en/tariffs", "zh/tariffs", 0.991, "parallel"),
    )
