"""Each check on real kinds of errors, and on what must not alarm it."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.document import Bead, Mention, NameEntry, NameTarget, Reading
from align.errors import InputError
from align.fidelity.checks.coverage.clauses import _whole_words
from align.fidelity.lexicon.glossary import Term
from align.fidelity.passage.profile import Profile
from align.pipeline import check
from align.pipeline.two_articles import article_of_lines
from tests.fidelity.pairs import checked, embedded

WRONG = [
    ("numbers", "critical", "ja", "売り上げは3割減った。", "Sales fell by 3%."),
    ("numbers", "critical", "zh", "公司裁员1.5万人。", "The company cut 1,500 jobs."),
    ("numbers", "critical", "ja", "死者は計14人になった。", "In all, 16 people have died."),
    ("currency", "critical", "zh", "项目投资20亿元。", "The project will cost 2 billion dollars."),
    ("currency", "critical", "ja", "２億円を投じた。", "It spent 200 million yuan."),
    ("dates", "major", "ja", "4月21日に開幕する。", "It opens on April 12."),
    ("dates", "major", "zh", "会议周四举行。", "The meeting is held on Friday."),
    ("dates", "critical", "ja", "令和7年に完成した。", "It was completed in 2024."),
    (
        "quotations",
        "major",
        "ja",
        "社長は「私たちは必ず計画をやり遂げる」と話した。",
        "The president said we will carry the plan out.",
    ),
    (
        "quotations",
        "minor",
        "zh",
        "他说：“这项计划一定会成功的。”",
        "He said the plan would certainly succeed.",
    ),
    ("negation", "major", "zh", "政府没有改变政策。", "The government changed the policy."),
    ("negation", "major", "ja", "政府は方針を変えた。", "The government did not change its policy."),
    ("untranslated", "major", "ja", "首相は会見した。", "The prime minister 会見しました met the press."),
    ("repetition", "minor", "ja", "首相は会見した。", "The the prime minister met the press."),
    (
        "attribution",
        "minor",
        "zh",
        "据新华社报道，火车已经停运。",
        "It is reported that trains have stopped.",
    ),
    ("punctuation", "minor", "ja", "首相は会見した。", "The prime minister met the press。"),
]


@pytest.mark.parametrize(("name", "severity", "language", "source", "target"), WRONG)
def test_an_error_is_found_where_it_is(
    name: str, severity: str, language: str, source: str, target: str
) -> None:
    report = checked([source], [target], language, [name])
    assert [finding.severity for finding in report.findings] == [severity]
    finding = report.findings[0]
    assert finding.check == name
    assert finding.message
    for place, article in ((finding.source, report.source), (finding.target, report.target)):
        if place is not None:
            assert article.text[place.start : place.end] == place.text


RIGHT = [
    (
        "zh",
        "约20亿美元的计划将于4月21日公布。",
        "The plan of about $2 billion will be announced on April 21.",
    ),
    ("ja", "２５％が賛成した（第3次調査）。", "In the third survey, 25% were in favor."),
    ("ja", "社長は「必ずやり遂げる」と話した。", 'The president said, "We will certainly carry it out."'),
    ("zh", "他说：“不会改变政策。”", "“The policy will not change,” he said."),
    ("ja", "新型コロナの感染者は約12万人。", "About 120,000 people have COVID-19."),
    ("zh", "在东京（Tokyo）举行了《周日早晨》演出。", "“Sunday Morning” was performed in Tokyo."),
    ("ja", "残り３試合を勝ち続けなければならない。", "They must win the remaining three games."),
    ("ja", "茅の輪をくぐった。", "They passed through the ring (茅の輪)."),
    ("zh", "不仅价格低，而且质量好。", "It is cheap and good as well."),
    ("ja", "全角の括弧（かっこ）と、読点。", "Full-width brackets and commas."),
    ("zh", "公司、工厂；学校——都停了！", "Firms, factories and schools: all stopped!"),
]
SURFACE = [
    "numbers",
    "currency",
    "dates",
    "quotations",
    "negation",
    "untranslated",
    "repetition",
    "punctuation",
    "style",
]


@pytest.mark.parametrize(("language", "source", "target"), RIGHT)
def test_a_right_translation_raises_no_alarm(language: str, source: str, target: str) -> None:
    assert checked([source], [target], language, SURFACE).findings == ()


RELATIVE = [
    ("ja", "首相は昨日、訪米した。", "The prime minister left for the U.S. on Wednesday.", "Thursday"),
    ("ja", "首相は昨日、訪米した。", "The prime minister left for the U.S. on Thursday.", None),
    ("ja", "首相は昨日、訪米した。", "The prime minister left for the U.S. on April 23.", "24"),
    ("zh", "总理昨天会见了记者，前天刚回国。", "The premier met reporters on Monday.", None),  # which of two?
    ("zh", "总理后天出访。", "The premier leaves on Sunday.", None),
    ("zh", "总理后天出访。", "The premier leaves on Saturday.", "Sunday"),
    ("zh", "会议27日召开。", "The meeting was held on June 27.", "April"),
    ("zh", "会议27日召开。", "The meeting is held on April 27.", None),
    ("zh", "会议27日召开。", "The meeting was held on March 27.", None),  # within a month of the article
]


@pytest.mark.parametrize(("language", "source", "target", "expected"), RELATIVE)
def test_relative_days_by_the_article_date(
    language: str, source: str, target: str, expected: str | None
) -> None:
    here = article_of_lines([source], language, "source")
    there = article_of_lines([target], "en", "target")
    issued = dataclasses.replace(here[0], date=date(2025, 4, 25))  # a Friday
    beads = [Bead((0,), (0,), 1.0)]
    report = check(issued, there[0], embedded(), beads=beads, checks=["dates"], names=(), scored=False)
    assert [one.expected for one in report.findings] == ([expected] if expected else [])


def test_a_weekday_is_worked_out_from_the_article_date() -> None:
    here, there = (
        article_of_lines(["会議は24日に開かれた。"], "ja", "s"),
        article_of_lines(["It was held Monday."], "en", "t"),
    )
    source = dataclasses.replace(here[0], date=date(2025, 4, 25))
    report = check(
        source, there[0], embedded(), beads=[Bead((0,), (0,))], source_sentences=here[1], target_sentences=there[1],
        checks=["dates"], scored=False,
    )  # fmt: skip
    assert [finding.expected for finding in report.findings] == ["Thursday"]


def test_numbers_that_only_moved_to_the_next_sentence_are_no_error() -> None:
    source = ["工場は2021年に完成した。", "従業員は350人いる。"]
    target = ["The plant, which employs 350 people, was completed.", "That was in 2021."]
    assert checked(source, target, "ja", ["numbers", "dates"]).findings == ()


SOURCE = [
    "首相は東京で記者会見を開いた。",
    "減税の規模は5兆円になる見込みだ。",
    "野党は計画に強く反対している。",
    "国会の審議は来週から始まる予定だ。",
]
TARGET = [
    "The prime minister held a press conference in Tokyo.",
    "The tax cuts are expected to amount to 5 trillion yen.",
    "The opposition strongly opposes the plan.",
    "Deliberation in the Diet is due to begin next week.",
]


def test_a_left_out_sentence_is_major_in_a_full_translation() -> None:
    report = checked(SOURCE, TARGET[:1] + TARGET[2:], "ja", ["omission"], beads=None)
    assert [(one.severity, one.source.sentence) for one in report.findings if one.source] == [("major", 1)]


def test_a_left_out_sentence_is_minor_or_less_in_a_condensed_reprint() -> None:
    beads = [Bead((0,), (0,)), *(Bead((at,), ()) for at in range(1, 8))]
    report = checked(SOURCE * 2, TARGET[:1], "ja", ["omission"], beads=beads)
    assert {one.severity for one in report.findings} == {"minor", "info"}


def test_an_added_sentence_is_found() -> None:
    added = "The museum's new wing has drawn painters from all over Europe this summer."
    report = checked(SOURCE, [*TARGET[:2], added, *TARGET[2:]], "ja", ["addition"], beads=None)
    assert [one.target.sentence for one in report.findings if one.target] == [2]


@pytest.mark.parametrize("title", ["经济再生大臣", None])
def test_names_come_from_the_ledger(title: str | None) -> None:
    source, target = ["赤泽亮正与贝森特会谈。"], ["Steven Mnuchin met Bessent."]
    entry = NameEntry(
        "赤泽亮正",
        "person",
        (Mention("赤泽亮正", "person", 0, 0, 4, title),),
        (Reading("Akazawa Ryosei", 0.9, "test", surname="Akazawa", given="Ryosei"),),
        "Ryosei Akazawa",
        (NameTarget(Mention("Steven Mnuchin", "person", 0, 0, 14), "conflict", 0.1),),
        "wrong person",
    )
    report = checked(source, target, "zh", ["names"], names=[entry])
    assert [(one.severity, one.expected) for one in report.findings] == [("major", "Ryosei Akazawa")]


def test_glossary_terms() -> None:
    terms = [Term("战略互惠", ("mutually beneficial strategic relationship",), 3, ("strategic reciprocity",))]
    wrong = checked(
        ["双方确认战略互惠。"],
        ["They confirmed strategic reciprocity."],
        "zh",
        ["terminology"],
        glossary=terms,
    )
    right = checked(
        ["双方确认战略互惠。"],
        ["They confirmed a mutually beneficial strategic relationship."],
        "zh",
        ["terminology"],
        glossary=terms,
    )
    assert [one.severity for one in wrong.findings] == ["major"]
    assert right.findings == ()


def test_mixed_house_style() -> None:
    report = checked(
        ["美国"] * 3, ["The U.S. said so.", "The US agreed.", "U.S. officials left."], "zh", ["style"]
    )
    assert [(one.expected, one.severity) for one in report.findings] == [("U.S.", "info")]
    strict = Profile(style={"us": "US"})
    report = checked(["美国"] * 2, ["The U.S. said so.", "The US agreed."], "zh", ["style"], profile=strict)
    assert [(one.expected, one.severity) for one in report.findings] == [("US", "minor")]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ([], []),
        (["首相は会見した。"], []),
        (["首相は会見した。"], ["首相は会見した。"]),
        (["首相は会見した。"], ["Der Ministerpräsident gab eine Pressekonferenz."]),
        (["\u202e首相\x07は会見した。"], ["\u202eThe prime\x00 minister met the press."]),
        (["<b>首相</b>は会見した。"], ["<script>alert(1)</script>"]),
    ],
)
def test_odd_input_has_a_defined_result(source: list[str], target: list[str]) -> None:
    beads = [Bead((at,), ()) for at in range(len(source))] + [Bead((), (at,)) for at in range(len(target))]
    here, there = article_of_lines(source, "ja", "s"), article_of_lines(target, "en", "t")
    for shown in (beads, [Bead((0,), (0,))] if source and target else beads):
        report = check(
            here[0], there[0], embedded(), beads=shown, source_sentences=here[1], target_sentences=there[1]
        )
        assert report.signature
        assert 0 <= report.scores["mqm"] <= 100


def test_a_bead_of_twenty_sentences() -> None:
    source, target = (
        [f"これは第{at}の文である。" for at in range(20)],
        [f"This is sentence number {at}." for at in range(20)],
    )
    beads = [Bead(tuple(range(20)), tuple(range(20)), 0.5)]
    report = checked(source, target, "ja", ["numbers", "negation", "clauses", "omission"], beads=beads)
    assert all(finding.severity != "critical" for finding in report.findings)


def test_same_text_on_both_sides_is_said_once() -> None:
    here = article_of_lines(["首相は会見した。"], "ja", "s")
    report = check(
        here[0],
        here[0],
        embedded(),
        beads=[Bead((0,), (0,))],
        source_sentences=here[1],
        target_sentences=here[1],
    )
    assert "Source and target are the same text." in report.warnings


@pytest.mark.parametrize("language", ["other", "ja"])
def test_a_target_in_the_wrong_language_is_one_critical_finding(language: str) -> None:
    here = article_of_lines(["首相は会見した。", "5人が死亡した。"], "ja", "s")
    there = article_of_lines(["Der Kanzler sprach.", "Sechs starben."], language, "t")
    report = check(here[0], there[0], embedded(), source_sentences=here[1], target_sentences=there[1])
    assert [(one.check, one.severity) for one in report.findings] == [("untranslated", "critical")]


def test_unknown_check_names_are_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match="numbers"):
        checked(SOURCE, TARGET, "ja", ["nunbers"])


def test_a_gap_in_english_is_shown_in_whole_words() -> None:
    text = "He also met Prime Minister Christopher Luxon, of course."
    assert [text[slice(*_whole_words(text, *span))] for span in ((29, 41), (8, 10), (0, 2), (45, 48))] == [
        "Christopher Luxon", "met", "He", "of",
    ]  # fmt: skip


def test_an_object_lost_inside_one_clause_is_found_where_it_was() -> None:
    source = [
        "工場は来年の春から東南アジア向けの小型電気バスと大型冷蔵庫の部品を三つの新しい生産ラインで組み立てる。"
    ]
    target = ["The plant will assemble them from next spring."]
    report = checked(source, target, "ja", ["clauses"])
    assert [one.category for one in report.findings] == ["accuracy/omission"]
    place = report.findings[0].source
    assert place is not None
    assert report.source.text[place.start : place.end] == place.text


@pytest.mark.parametrize(("year", "expected"), [("2023", ["2024"]), ("2024", [])])
def test_a_relative_year_is_worked_out_from_the_article_date(year: str, expected: list[str]) -> None:
    here, there = (
        article_of_lines(["工場は昨年完成した。"], "ja", "s"),
        article_of_lines([f"The plant was completed in {year}."], "en", "t"),
    )
    source = dataclasses.replace(here[0], date=date(2025, 4, 25))
    report = check(
        source, there[0], embedded(), beads=[Bead((0,), (0,))], source_sentences=here[1], target_sentences=there[1],
        checks=["dates"], scored=False,
    )  # fmt: skip
    assert [finding.expected for finding in report.findings] == expected


LOST_MARKS = [
    # the second of two quotations lost its marks, and a first person speaks
    ("社長は「計画は順調に進んでいる」と述べ、「私たちは決して諦めない」と語った。",
     "“The plan is going well,” the president said, and added that we will never give up.", ["major"]),
    ("社長は「計画は順調に進んでいる」と述べ、「私たちは決して諦めない」と語った。",
     "“The plan is going well,” the president said. “We will never give up.”", []),
    ("社長は「私たちは必ず計画をやり遂げる」と話した。",
     "‘We will carry the plan out, whatever the others’ doubts,’ the president said.", []),
    # one mark of the pair is left: a slip of typing
    ("社長は「私たちは必ず計画をやり遂げる」と話した。",
     "The president said: We will carry the plan out.”", []),
    ("社長は「必ずやり遂げる」と話した。私は信じなかった。",
     "The president said it would be done. I did not believe it.", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "severities"), LOST_MARKS)
def test_quotations_that_lost_their_marks(source: str, target: str, severities: list[str]) -> None:
    report = checked([source], [target], "ja", ["quotations"])
    assert [one.severity for one in report.findings] == severities


@pytest.mark.parametrize(
    ("target", "severities"),
    [
        ("“More affordable travel helps us all,” he said.", ["major"]),
        ("“Cheaper travel is good,” he said, “for everyone.”", []),
    ],
)
def test_english_words_that_were_translated_back(target: str, severities: list[str]) -> None:
    report = checked(
        ["他说，出行更便宜对人人都好（“Cheaper travel is good for everyone.”）。"],
        [target],
        "zh",
        ["quotations"],
    )
    assert [one.severity for one in report.findings] == severities


_SAID = st.lists(
    st.sampled_from(
        "3人 3日 10年 10年以上 3割 4月3日 月曜 日曜 二つ 5% 数千人 3,000円 1年半 第3次 前四 5人に1人".split()
    ),
    max_size=6,
).map("、".join)
_SHOWN = st.lists(
    st.sampled_from(
        [
            "three",
            "3 people",
            "ten years",
            "2010",
            "30%",
            "April 3",
            "Monday",
            "Monday",
            "two",
            "3,000 yen",
            "the third",
        ]
    ),
    max_size=6,
).map(", ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_SAID, _SHOWN), min_size=1, max_size=3))
def test_any_quantities_can_be_set_against_each_other(pairs: list[tuple[str, str]]) -> None:
    source, target = [one for one, _ in pairs], [other for _, other in pairs]
    for finding in checked(source, target, "ja", ["numbers", "dates", "currency"]).findings:
        assert finding.message


def test_sentences_that_the_aligner_left_alone_on_both_sides_are_no_omission() -> None:
    source = ["会議が始まった。", "28の国と地域から2万6000人が参加した。"]
    target = ["The meeting began.", "Some 26,000 people from 28 countries and regions took part."]
    beads = [Bead((0,), (0,)), Bead((1,), ()), Bead((), (1,))]
    assert checked(source, target, "ja", ["omission", "addition"], beads=beads).findings == ()
