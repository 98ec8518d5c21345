"""Whose naming a name follows by what the source says of its bearer, and where the source was written."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

import pytest

from align.names.mentions.bearers import region_of, tongue_of
from align.names.mentions.chinese import chinese_mentions
from align.names.mentions.japanese import japanese_mentions
from align.pipeline.two_articles import article_of_lines
from tests.fidelity.pairs import checked

BEARERS = [
    ("zh", "韩国外交部长官赵贤泽10日抵达北京。", "赵贤泽", "korean"),
    ("zh", "参与研究的韩国学者皇甫哲表示，结果可信。", "皇甫哲", "korean"),
    ("zh-Hant", "韓籍投手姜泰旭先發。", "姜泰旭", "korean"),
    ("zh", "中国驻韩国大使邢海宁出席。", "邢海宁", "chinese"),
    ("zh", "日本外务省局长林芳树说。", "林芳树", "japanese"),
    ("ja", "韓国の趙顕沢外相は会談で述べた。", "趙顕沢", "korean"),
    ("ja", "韓国出身の金田正洋選手が優勝した。", "金田正洋", None),
    ("ja", "田中健一外相は韓国を訪れた。", "田中健一", None),
]


@pytest.mark.parametrize(("language", "text", "name", "tongue"), BEARERS)
def test_the_country_before_a_name_tells_its_bearers_tongue(language, text, name, tongue):
    sentences = article_of_lines([text], language, "source")[1]
    found = (japanese_mentions if language == "ja" else chinese_mentions)(sentences)
    assert tongue_of([one for one in found if one.text == name], sentences, language) == tongue


REGIONS = [
    ("教育局發言人說，香港兩間資助中學合併，立法會將討論。", "Hong Kong"),
    ("農業部在立法院報告，台灣雞蛋價格上漲。", "Taiwan"),
    ("北京的一間學校關門。", None),
    ("香港立法会将讨论。香港特首出席。", None),
]


@pytest.mark.parametrize(("text", "region"), REGIONS)
def test_traditional_text_tells_its_region(text, region):
    assert region_of(article_of_lines([text], "zh-Hant", "source")[1]) == region


RIGHT = [
    ("zh", "韩国外交部长官赵贤泽10日抵达北京。", "South Korean Foreign Minister Cho Hyun-taek arrived in Beijing on the 10th."),
    ("zh-Hant", "香港教育大學學者戚承勳認為，殺校會加快。", "Chik Shing-fan, a scholar at the Education University of Hong Kong, said closures would speed up."),
    ("zh-Hant", "香港民航處處長刁永健說，航班恢復正常。", "Tiu Wing-kin, Hong Kong's director-general of civil aviation, said flights were back to normal."),
    ("zh-Hant", "香港大學教授笪紹虞指出風險。", "Tat Siu-yu, a professor at the University of Hong Kong, pointed to risks."),
    ("zh-Hant", "教練范姜志遠說，投手狀況很好。", "Coach Fanchiang Chih-yuan said the pitchers were in good shape."),
    ("zh-Hant", "校方發言人接受查詢時表示，信望中學計劃不變。", "A spokesman for Shun Mong College said, when asked, that the plans stood."),
    ("zh", "韩国海洋水产部次官补南宫润浩表示欢迎。", "Namgung Yun-ho, an assistant minister at South Korea's Ministry of Oceans and Fisheries, welcomed it."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target"), RIGHT)
def test_a_spelling_of_the_bearers_own_is_not_accused(language, source, target):
    assert checked([source], [target], language, ["names"], names=None).findings == ()


WRONG = [
    ("zh", "韩国外交部长官赵贤泽10日抵达北京。", "South Korean Foreign Minister Zhao Xianze arrived in Beijing on the 10th.", "Zhao Xianze"),
    ("zh-Hant", "韓籍投手姜泰旭先發。", "South Korean pitcher Chiang Tai-hsu started.", "Chiang Tai-hsu"),
    ("zh", "日本外务省局长林芳树说。", "Lin Fangshu, a bureau chief at Japan's Foreign Ministry, said so.", "Lin Fangshu"),
    ("zh-Hant", "香港教育大學學者戚承勳認為，殺校會加快。", "Chan Shing-fan, a scholar at the Education University of Hong Kong, said closures would speed up.", "Chan Shing-fan"),
    ("zh-Hant", "花蓮縣衛生局疾管科長尹佩璇說。", "Yin Pei-chuan, a section chief at the Hualien health bureau, said so.", "Yin Pei-chuan"),
    ("zh", "被告韩立钧当庭表示上诉。", "The defendant, Han Lijin, said in court that he would appeal.", "Han Lijin"),
    ("zh", "总经理马敬儒表示否认。", "General manager Ma Jingrui denied it.", "Ma Jingrui"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target", "spelling"), WRONG)
def test_a_reading_in_another_tongue_or_of_other_hanzi_is(language, source, target, spelling):
    found = checked([source], [target], language, ["names"], names=None).findings
    assert [(one.severity, one.target.text) for one in found if one.target] == [("major", spelling)]
