"""Sentence ends in English, Japanese and Chinese, as a table of cases; ¦ marks where we cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.document import Article, Block
from align.split import split, split_text

ENGLISH = [
    "Mr. Smith met Dr. J. K. Rowling at 5 p.m. on Jan. 5 in the U.S. ¦ The talks ended.",
    "U.S. President Harry Truman signed it. ¦ He left.",
    "He lives in Washington, D.C. ¦ He works for Acme Inc. of Ohio.",
    "No. 5 won. ¦ It was No. 3 that lost. ¦ He said no. ¦ Then he went.",
    "It rose 3.5% to $1.2 billion. ¦ Sales fell 0.8 percent.",
    "In 2020. ¦ 35 people followed.",
    "It stopped... and went on. ¦ It stopped... ¦ Then it went on.",
    "Wait… what? ¦ But why?! ¦ Nobody knows.",
    "“We will do A. We will do B,” he said. ¦ He left.",
    "He said: “We will do A. ¦ We will do B.” ¦ Then he left.",
    "“Why?” he asked. ¦ “Because!” she said. ¦ “I don’t know.”",
    "“Really?” Tanaka asked. ¦ “Yes.” ¦ Tanaka nodded.",
    '"It works. It does," she said. ¦ "Good."',
    "‘We go. We stay,’ he said. ¦ It’s the dogs’ home.",
    "It is (see above. And below.) here. ¦ (This is a note. ¦ It has two sentences.) ¦ End.",
    "1. First the one. ¦ 2. Then the other.",
    "Yahoo! Japan said so. ¦ Wow! ¦ Yes.",
    "Plan B. ¦ The end. ¦ John F. Kennedy spoke.",
    "It ended.[1] ¦ It began.",
    "Prices rose about 5 pct. in yen terms.",
    "The bank has 1.5 million accounts, e.g. in Osaka. ¦ It closed.",
    "He quoted the mayor: “It is a first.” ¦ Nobody else spoke.",
]
JAPANESE = [
    "首相は「遺憾だ。撤回を求める」と述べた。 ¦ 会見は終わった。",
    "「関税は遺憾だ。撤回を求める。」と述べた。",
    "彼は言った。 ¦ 「今日は寒い。 ¦ 明日も寒い。」",
    "「行くぞ。」 ¦ 「はい。」 ¦ 二人は走った。",
    "「どうする？」と聞いた。 ¦ どうする？と聞いた。 ¦ どうする？ ¦ 知らない。",
    "Yahoo!ニュースによると、３．５％増。 ¦ 成長率は3.5%だった。",
    "ジョン．スミス氏は語った。 ¦ 発表は６日。",
    "彼は言った． ¦ そして帰った．",
    "会（代表は山田氏。副代表は田中氏。）が開かれた。 ¦ 終わった。",
    "雨だった。（共同） ¦ 晴れだ。",
    "歌手のモーニング娘。が公演した。 ¦ ファンは喜んだ。",
    "バンドのゲスの極み乙女。を招いた。 ¦ 会場は満員だ。",
    "モーニング娘。の新曲は好評だ。 ¦ モーニング娘。は10人だ。",
    "売り上げは増えた。 ¦ が、利益は減った。 ¦ はじめは晴れた。 ¦ のちに降った。",
    "映画『君の名は。』公開10年を祝った。 ¦ 来場者は多い。",
    "番組『どうなる？』終了が決まった。 ¦ 局が発表した。",
    "小説〈誰がやった？〉三部作を書いた。 ¦ 完結した。",
    "彼は叫んだ。 ¦ 「終わった！」 ¦ 観客は泣いた。",
    "『雪国。』を読んだ。 ¦ 「……。」 ¦ 沈黙した。",
    "すごい！！ ¦ 本当！？ ¦ うん。",
]
CHINESE = [
    "他在《光明日报》上发表《我们要什么？》一文。 ¦ 反响热烈。",
    "电影《你好，明天！》票房过亿。 ¦ 观众称好。",
    "她出演话剧《谁在那里？》后走红。 ¦ 导演很满意。",
    "歌曲《走吧！》获奖。 ¦ 他唱了《走吧！》。 ¦ 大家鼓掌。",
    "他问：“你去吗？” ¦ 她没有回答。",
    "节目“谁会赢？”下周开播。 ¦ 报名已开始。",
    "他说：“我们欢迎。 ¦ 我们希望对话。” ¦ 记者离开了。",
    "“我们欢迎。我们希望对话。”他说。 ¦ 会议结束。",
    "“我们欢迎，”他说，“希望对话。” ¦ 然后离开。",
    "他问：“为什么？” ¦ 她没有回答……然后走了。",
    "据《人民日报。海外版》报道，GDP增长3.5%。 ¦ 完了！",
    "他問：「為什麼？」 ¦ 她沒有回答。 ¦ 「我不知道。」她說。",
    "真的？ ¦ 是的；没有错。",
    "安德魯．史密斯表示，他將於週二離開。 ¦ 他沒有說明理由。",
    "利率為１．５％。 ¦ 約翰．Ｒ．李說。",
    "“走吧。” ¦ “好。” ¦ 两人走了。",
]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english(marked: str) -> None:
    parts = marked.split(" ¦ ")
    assert [sentence.text for sentence in split_text(" ".join(parts), "en")] == parts


@pytest.mark.parametrize("marked", JAPANESE + CHINESE)
def test_japanese_and_chinese(marked: str) -> None:
    parts = marked.split(" ¦ ")
    language = "ja" if marked in JAPANESE else "zh"
    joined = "".join(part + ("\u3000" if part.endswith("（共同）") else "") for part in parts)
    assert [sentence.text for sentence in split_text(joined, language)] == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Headline without a stop\nA line. Another.", ["Headline without a stop", "A line.", "Another."]
        ),
        pytest.param("- first item\n- second item", ["- first item", "- second item"], id="list items"),
        pytest.param("一、背景\n经济增长。很快。", ["一、背景", "经济增长。", "很快。"], id="heading"),
        pytest.param(
            "英語の文。\nHe said so. She did not.\n終わり。",
            ["英語の文。", "He said so.", "She did not.", "終わり。"],
        ),
        pytest.param("", [], id="empty"),
        pytest.param(" \n\u3000\n", [], id="blank"),
        pytest.param("。", ["。"], id="a stop alone"),
    ],
)
def test_lines_and_scripts(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in split_text(text)] == expected


WRAPPED = """The ministry said on Monday that it would review the rules for the import of
steel, which were last changed in 2018. The review is to end in March, and the
industry will be heard.

A second paragraph follows here, which is wrapped at the same column as the one
above it.
"""


def test_hard_wrapped_lines_are_not_sentence_ends() -> None:
    sentences = split_text(WRAPPED, "en")
    assert [" ".join(sentence.text.split())[:24] for sentence in sentences] == [
        "The ministry said on Mon",
        "The review is to end in ",
        "A second paragraph follo",
    ]
    assert [sentence.paragraph for sentence in sentences] == [0, 0, 1]


def test_only_body_and_headings_are_split_and_sections_counted() -> None:
    text = "題\n本文。次。\n---\n見出し\n終。"
    kinds = ("headline", "body", "delimiter", "heading", "body")
    spans = ((0, 1), (2, 7), (8, 11), (12, 15), (16, 18))
    blocks = tuple(Block(kind, *span) for kind, span in zip(kinds, spans, strict=True))  # type: ignore[arg-type]
    sentences = split(Article(id="a", text=text, language="ja", blocks=blocks))
    assert [(s.text, s.paragraph, s.section, s.heading) for s in sentences] == [
        ("本文。", 0, 0, False),
        ("次。", 0, 0, False),
        ("見出し", 1, 2, True),
        ("終。", 2, 2, False),
    ]


ALPHABET = "aB1 .!?…,\n\t\"'“”‘’()[]「」『』（）。！？、あア漢\u3000．:：-々―é한\u2028"


@given(st.text(alphabet=ALPHABET, max_size=200), st.sampled_from(["en", "ja", "zh", "zh-Hant", "other"]))
def test_nothing_is_lost(text: str, language: str) -> None:
    at = 0
    for sentence in split_text(text, language):
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        assert sentence.text
        assert text[at : sentence.start].strip() == ""
        at = sentence.end
    assert text[at:].strip() == ""


@given(st.text(max_size=120))
def test_nothing_is_lost_of_any_text(text: str) -> None:
    kept = "".join(sentence.text for sentence in split_text(text))
    assert "".join(kept.split()) == "".join(text.split())
