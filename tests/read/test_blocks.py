"""What is text and what is printed around it, article by article."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.document import Article
from align.read import read


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


ENGLISH = """Japan calls U.S. tariffs ‘regrettable’

By Haruka Misumi, Staff Writer
Updated: April 21, 2025 15:30 JST

TOKYO, April 21 (Reuters) — The prime minister said on Monday that the tariffs were regrettable.

What Comes Next

“We will keep talking,” he said. “There is no deadline.”

The minister at his office. (AP Photo/Haruka Misumi)

The talks go on next week, and both sides have said that they want a deal by summer.

(Reporting by Haruka Misumi; Editing by Ken Oda)

(This story was originally published in The Harbour Daily on April 20, 2025)
© The Harbour Daily. All rights reserved.
Contact: news@harbour.example
"""


def test_english_furniture() -> None:
    article = read(ENGLISH.encode(), id="a")
    assert [kind for kind, _ in kinds(article)] == [
        "headline", "byline", "dateline", "dateline", "body", "heading", "body", "caption", "body", "byline", "rights",
        "rights", "contact",
    ]  # fmt: skip
    assert article.of_kind("dateline")[1] == "TOKYO, April 21 (Reuters) —"
    assert article.title == "Japan calls U.S. tariffs ‘regrettable’"
    assert (article.date, article.publisher) == (date(2025, 4, 21), "Reuters")
    assert article.byline == "By Haruka Misumi, Staff Writer"
    assert article.redistribution is False


JAPANESE = """首相、米関税で会見「遺憾だ」

2025年4月21日 15:30
【東京＝三隅晴香】首相は21日、都内で会見した。関税について「遺憾だ」と述べた。

■今後の見通し
経済再生担当相は22日に訪米する。

会談する首相＝都内で2025年4月21日、三隅晴香撮影

記者団は質問した。首相は答えなかった。（共同）

記事・写真の無断転載を禁じます。
お問い合わせ：news@example.jp
"""


def test_japanese_furniture() -> None:
    article = read(JAPANESE.encode(), id="a")
    assert [kind for kind, _ in kinds(article)] == [
        "headline", "dateline", "dateline", "body", "heading", "body", "caption", "body", "byline", "rights", "contact",
    ]  # fmt: skip
    assert article.of_kind("body")[-1] == "記者団は質問した。首相は答えなかった。"
    assert article.of_kind("byline") == ["（共同）"]
    assert (article.date, article.language, article.redistribution) == (date(2025, 4, 21), "ja", False)


CHINESE = """美方宣布暂停加征关税90天

来源：新华社  2025年4月21日 10:00

新华社北京4月21日电（记者 魏然）外交部发言人21日在例行记者会上表示，中方对此表示欢迎。

图为发言人主持记者会。新华社记者 魏然 摄

专家指出，这一措施将影响20亿美元的贸易。

责任编辑：魏然
版权所有 未经授权不得转载
"""


def test_chinese_furniture() -> None:
    article = read(CHINESE.encode(), id="a")
    assert [kind for kind, _ in kinds(article)] == [
        "headline", "byline", "dateline", "body", "caption", "body", "byline", "rights",
    ]  # fmt: skip
    assert article.of_kind("dateline") == ["新华社北京4月21日电（记者 魏然）"]
    assert (article.publisher, article.redistribution) == ("新华社", False)


BODY_EN = "The talks go on next week, and both sides have said that they want a deal by summer."
BODY_JA = "記者団は質問したが、首相は答えなかった。協議は来週も続く見通しだ。"
BODY_ZH = "专家指出，这一措施将影响两国之间约20亿美元的贸易，双方下周继续磋商。"


@pytest.mark.parametrize(
    ("kind", "line", "body"),
    [
        ("byline", "By TARO YAMANE", BODY_EN),
        ("byline", "The Associated Press", BODY_EN),
        ("dateline", "Published: 21 April 2025", BODY_EN),
        ("caption", "Photo: Ken Oda", BODY_EN),
        ("delimiter", "* * *", BODY_EN),
        ("delimiter", "<p>", BODY_EN),
        ("delimiter", "第三章", BODY_ZH),
        ("rights", "This article was first published by the Harbour Daily.", BODY_EN),
        ("rights", "転載は固くお断りします。無断転載禁止。", BODY_JA),
        ("rights", "本文版权归云岭日报所有，转载请注明出处。", BODY_ZH),
        ("rights", "未经本报书面授权，不得转载、摘编。", BODY_ZH),
        ("rights", "未經許可，請勿轉載。", BODY_ZH),
        ("rights", "版权所有 云岭日报", BODY_ZH),
        ("rights", "許可なく転載・複製することを禁じます。", BODY_JA),
        ("rights", "本サイトの記事・写真の著作権は港日報社に帰属します。", BODY_JA),
        ("rights", "This material may not be published, broadcast, rewritten or redistributed.", BODY_EN),
        ("rights", "Unauthorized reproduction of this article is prohibited.", BODY_EN),
        ("byline", "経済部　倉橋志帆", BODY_JA),
        ("byline", "記者　能勢明日香", BODY_JA),
        ("byline", "本报记者 田亦夫", BODY_ZH),
        ("byline", "（编辑：魏然）", BODY_ZH),
        ("caption", "写真＝三隅晴香撮影", BODY_JA),
        ("caption", "图片来源：视觉中国", BODY_ZH),
        ("contact", "news@example.org", BODY_EN),
        ("contact", "联系我们：010-12345678", BODY_ZH),
        ("other", "関連記事：前回の協議", BODY_JA),
    ],
)
def test_a_line_below_the_text(kind: str, line: str, body: str) -> None:
    article = read(f"{body}\n\n{body}\n\n{line}\n".encode(), id="a")
    assert kinds(article)[-1] == (kind, line)
    assert [one for one, _ in kinds(article)[:-1]] == ["body", "body"]


@pytest.mark.parametrize(
    ("prefix", "body"),
    [
        ("NEW DELHI (AP) -", BODY_EN),
        ("WASHINGTON —", BODY_EN),
        ("(CNN) —", BODY_EN),
        ("Tokyo, April 21 (Jiji Press)—", BODY_EN),
        ("SHIOMI, July 12 --", BODY_EN),
        ("SHIOMI, July 12 (CNA)", BODY_EN),
        ("［東京　２１日　ロイター］ -", BODY_JA),
        ("【ワシントン時事】", BODY_JA),
        ("ニューデリー（AP通信）－", BODY_JA),
        ("中新社东京4月21日电 (记者 魏然)", BODY_ZH),
        ("本报讯（记者 魏然）", BODY_ZH),
        ("南湖通讯社青浦11月9日电（记者 魏然）", BODY_ZH),
        ("（中央社記者魏然台北21日電）", BODY_ZH),
    ],
)
def test_datelines_are_a_part_of_the_line(prefix: str, body: str) -> None:
    article = read(f"{prefix} {body}\n\n{body}\n".encode(), id="a")
    assert kinds(article)[:2] == [("dateline", prefix), ("body", body)]


@pytest.mark.parametrize(
    "text",
    [
        "By the end of the year the plant will employ 800 people, the company said in a statement on Monday.",
        "Photographs of the scene were published on Monday, and the police asked for help from the public.",
        "The Associated Press reported that the talks had ended; the ministry would not confirm it on Sunday.",
        "The photo shows a man who was in Tokyo at the time, according to the police report that was filed.",
        "記者は現場で、消防隊員が住民を助け出す様子を見た。約30分後に火は消えた。",
        "写真は残っていない。関係者によると、当時の資料はすべて失われたという。",
        "来源不明的资金进入市场，监管部门表示将继续调查，并在下周公布初步结果。",
        "据新华社4月21日报道，双方同意下周继续磋商，并在六月前达成协议。",
        "法院查明，被告未经许可在河南繁育并销售该品种，销售额达3400万元。",
        "業者未經主管機關許可，擅自開挖山坡地，遭裁罰60萬元。",
        "警方提醒网民，请勿转发未经证实的消息。",
        "法院认定，版权所有人在2019年已将改编权转让给该公司。",
        "男は許可なく施設に立ち入り、動画を撮影した疑いが持たれている。",
        "イラストを無断で使用されたとして、作家が出版社に損害賠償を求めた。",
        "判決は、著作権は作家の側にあると認め、会社の請求を退けた。",
        "The court ruled that the witness's name may not be published before the trial ends in March.",
        "Two former employees are accused of the unauthorized use of customer data, the prosecutors said.",
    ],
)
def test_sentences_that_only_look_like_furniture_stay(text: str) -> None:
    for place in (f"{text}\n\n{text}\n", f"{text}\n\n{BODY_EN}\n", f"{BODY_EN}\n\n{text}\n", text):
        assert {kind for kind, _ in kinds(read(place.encode(), id="a"))} == {"body"}


def test_an_article_of_furniture_alone_is_kept() -> None:
    article = read(b"Photo: Ken Oda\n", id="a")
    assert kinds(article) == [("body", "Photo: Ken Oda")]


@given(st.text(alphabet="aB .。\n（）()【】-—ＡAP電記者図写真:：©1月日2025年\u3000", max_size=200))
def test_blocks_cover_all_but_white_space_in_order(text: str) -> None:
    if not text.strip():
        return
    article = read(text.encode(), id="a", format="text")
    at = 0
    for block in article.blocks:
        assert article.text[at : block.start].strip() == ""
        assert block.start < block.end
        assert not article.text[block.start].isspace()
        assert not article.text[block.end - 1].isspace()
        at = block.end
    assert article.text[at:].strip() == ""


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("2025年5月30日 东方新闻", BODY_ZH),
        ("2025-05-30　云岭日报", BODY_ZH),
        ("2025年5月30日　潮見新聞", BODY_JA),
        ("2025年5月30日 20:11　【潮見＝本間圭一】", BODY_JA),
        ("May 30, 2025 | Kyodo News", BODY_EN),
        ("2025-05-30 14:22 中央社／記者溫立言 台北報導", BODY_ZH),
        ("2025年5月30日 10:12 来源：北方晨报 记者 马晓彤", BODY_ZH),
        ("2025-05-30 08:30 来源：云岭日报 字号：大 中 小", BODY_ZH),
        ("2025-05-30 09:00:12 来源：云岭网 编辑：王磊 责任编辑：刘亮", BODY_ZH),
    ],
)
def test_a_date_beside_the_outlet_is_a_date_line(line: str, body: str) -> None:
    article = read(f"{body[:12]}\n\n{line}\n\n{body}\n".encode(), id="a")
    assert ("dateline", line) in kinds(article)
    assert article.date == date(2025, 5, 30)


def test_a_sentence_that_begins_with_a_date_is_text() -> None:
    article = read(f"5月30日，会议在东京举行。\n\n{BODY_ZH}\n".encode(), id="a")
    assert [kind for kind, _ in kinds(article)] == ["body", "body"]
