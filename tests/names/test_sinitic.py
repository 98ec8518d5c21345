"""Names in hanzi as they are said outside Mandarin, and what the ledger makes of them."""

from __future__ import annotations

import pytest

from align.names.lists.glossary import shipped
from align.names.mentions.chinese import chinese_mentions
from align.names.reading.sinitic import spelled_elsewhere, surname_spellings
from align.split import split_text
from tests.names.test_ledger import follow, verdicts

SAID = [
    ("曹观友", "Chow Kon Yeow", "southern"),
    ("颜金勇", "Gan Kim Yong", "southern"),
    ("吴逸平", "Ng Yih Pyng", "southern"),
    ("黄镇廷", "Wong Chun-ting", "southern"),
    ("郭智辉", "Kuo Jyh-huei", "southern"),
    ("黄循财", "Lawrence Wong Shyun Tsai", "southern"),
    ("范明政", "Pham Minh Chinh", "vietnamese"),
    ("阮志勇", "Nguyễn Chí Dũng", "vietnamese"),
    ("武氏明娥", "Vo Thi Minh Nga", "vietnamese"),
    ("金赫澈", "Kim Hyuk-chul", "korean"),
    ("朴亨埈", "Park Heong-joon", "korean"),
]


@pytest.mark.parametrize(("name", "spelling", "tongue"), SAID)
def test_every_syllable_corresponds(name, spelling, tongue):
    said = spelled_elsewhere(name, spelling)
    assert said is not None
    assert said.whole
    assert said.tongue == tongue


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("曹观友", "Chow Kai Ming"),
        ("阮鸿延", "Nguyen Van Thang"),
        ("金赫澈", "Kim Jong-un"),
        ("李在明", "Lee Jae-min"),
    ],
)
def test_another_given_name_does_not(name, spelling):
    said = spelled_elsewhere(name, spelling)
    assert said is not None
    assert not said.whole


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("张经纬", "Zhang Weijing"),
        ("张玉宁", "Zhang Yunin"),
        ("林冠英", "Tan Guan Eng"),
        ("林", "Lim"),
        ("林冠英", ""),
    ],
)
def test_what_is_no_spelling_elsewhere(name, spelling):
    assert spelled_elsewhere(name, spelling) is None


def test_family_names_know_their_tongues():
    assert surname_spellings("林") == surname_spellings("林")
    assert "korean" in surname_spellings("林")["lim"]
    assert surname_spellings("范")["pham"] == ("southern", "vietnamese")


LEDGERS = [
    ("贸工部长颜金勇当天致辞。", "Gan Kim Yong, the trade minister, spoke.", "Gan Kim Yong", "accept"),
    ("贸工部长颜金勇当天致辞。", "Lim Swee Say, the trade minister, spoke.", "Lim Swee Say", "conflict"),
    ("越南总理范明政会见了他。", "Vietnam's Prime Minister Pham Minh Chinh met him.", "Pham Minh Chinh", "accept"),
    ("研究员金赫澈认为如此。", "Lee Jae-min, a researcher at the Korea Institute, said so.", "Lee Jae-min", "conflict"),
    ("马来西亚交通部长陆兆福表示欢迎。", "Transport Minister Anthony Loke welcomed it.", "Anthony Loke", "unknown"),
    ("台湾劳动部长洪申翰走访新竹。", "Labor Minister Ho Pei-shan visited Hsinchu.", "Ho Pei-shan", "conflict"),
    ("奥美副总裁侯立月注意到了这一变化。", "Annie Hou, vice-president at Ogilvy, noticed it.", "Annie Hou", "unknown"),
    ("养猪户孙大午表示不满。", "Pig breeder Carlos Pardo said he was unhappy.", "Carlos Pardo", "conflict"),
    ("匈牙利总理奥尔班•维克多提供了案例。", "Prime Minister Viktor Orban offers an example.", "Viktor Orban", "accept"),
    ("分析师勒内•韦伯如是说。", "First, according to Donald Keene, luxury analyst.", "Donald Keene", "conflict"),
    ("加图研究所的西蒙•莱斯特说。", "Paul Komori of the Cato Institute says so.", "Paul Komori", "conflict"),
    ("耐克聘请科林•卡佩尼克担任代言人。", "Nike cancelled the sale of sports shoes.", "Nike", None),
    ("王楚钦、林诗栋、梁靖崑、向鹏入选。", "Lin Shidong, Liang Jingxian, Xiang Peng.", "Liang Jingxian", "conflict"),
    ("雷诺董事长让-多米尼克•塞纳尔表示欢迎。", "Carlos Ghosn welcomed it.", "Carlos Ghosn", "conflict"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "spelling", "verdict"), LEDGERS)
def test_the_ledger_on_chinese_sources(source, target, spelling, verdict):
    assert verdicts(follow([(source, target)])).get(spelling) == verdict


def test_a_family_name_is_known_again_after_the_full_spelling():
    entries = follow(
        [
            ("越南总理范明政会见了他。", "Prime Minister Pham Minh Chinh met him."),
            ("范明政表示欢迎。", "Chinh welcomed it."),
        ]
    )
    assert verdicts(entries)["Chinh"] == "accept"


MENTIONS = [
    ("审判长解志勇与法官区永圻、盖晓萌组成合议庭。", ["解志勇", "区永圻", "盖晓萌"]),
    ("创始人尉迟明远没有出席。尉迟明远说，研发继续。", ["尉迟明远", "尉迟明远"]),
    ("直接投资基金总裁德米特里耶夫陪同访问。", ["德米特里耶夫"]),
    ("高院院长李占国未出席宣判。", ["李占国"]),
    ("韩方提出了异议，金杜律师事务所没有回应。", []),
    ("展览由策展人张经纬策划。", ["张经纬"]),
    ("老将马龙和樊振东均不在名单之中。", ["马龙", "樊振东"]),
    ("教练是朱世赫。", ["朱世赫"]),
]


@pytest.mark.parametrize(("text", "persons"), MENTIONS)
def test_persons_of_a_chinese_text(text, persons):
    mentions = chinese_mentions(split_text(text, "zh"), shipped().heads())
    assert [m.text for m in mentions if m.kind == "person"] == persons


JAPANESE = [
    ("釜山市の朴亨埈市長と会った。", "Busan Mayor Park Hyung-joon met him.", "Park Hyung-joon", "accept"),
    ("取引先代表、朴志勲氏が話した。", "Park Ji-hoon, the customer's head, spoke.", "Park Ji-hoon", "accept"),
    (
        "取引先代表、朴志勲氏が話した。",
        "Kim Dong-hyun, the customer's head, spoke.",
        "Kim Dong-hyun",
        "conflict",
    ),
    ("タレントのマイケル富岡さんは語った。", "Michael Tomioka said so.", "Michael Tomioka", "accept"),
    ("タレントのマイケル富岡さんは語った。", "Michael Tomita said so.", "Michael Tomita", "conflict"),
    ("パドレスのダルビッシュ有は負けた。", "The Padres' Yu Darvish lost.", "Yu Darvish", "accept"),
    ("漫画家のやくみつるさんも傍聴した。", "Cartoonist Mitsuru Yaku was there.", "Mitsuru Yaku", "accept"),
    ("岩手県で会見した。", "He spoke in Iwate Prefecture.", "Iwate Prefecture", "accept"),
]


@pytest.mark.parametrize(("source", "target", "spelling", "verdict"), JAPANESE)
def test_the_ledger_on_japanese_sources(source, target, spelling, verdict):
    assert verdicts(follow([(source, target)], "ja")).get(spelling) == verdict
