"""An office of another class than the source gives a person: a managing director made company president."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

import pytest

from tests.fidelity.pairs import checked

CASES = [
    # language, source, right, wrong (None where the pair is right alone)
    ("ja", "小宮山恵理常務は会見で述べた。", "Managing Director Eri Komiyama said this at a news conference.", "Company President Eri Komiyama said this at a news conference."),
    ("ja", "佐藤恵子専務は陳謝した。", "Keiko Sato, the company's senior managing director, apologized.", "Chairman Keiko Sato apologized."),
    ("ja", "田中浩二裁判長は訴えを退けた。", "Presiding Judge Koji Tanaka dismissed the suit.", "Prosecutor Koji Tanaka dismissed the suit."),
    ("zh", "董事长刘国栋表示，公司将扩产。", "Chairman Liu Guodong said the company would expand.", "General Manager Liu Guodong said the company would expand."),
    ("zh", "省教育厅厅长刘国栋表示，将扩招。", "Liu Guodong, director of the provincial education department, said enrollment would expand.", "Governor Liu Guodong said enrollment would expand."),
    ("zh-Hant", "農業部次長連福田說，系統已改版。", "Deputy Agriculture Minister Lien Fu-tien said the system had been upgraded.", "Agriculture Minister Lien Fu-tien said the system had been upgraded."),
    ("zh-Hant", "教育局局長蔡若蓮說會檢討。", "Secretary for Education Choi Yuk-lin said there would be a review.", None),
    ("zh-Hant", "運輸署署長李頌恩說會檢討。", "Commissioner for Transport Lee Chung-yan said there would be a review.", None),
    ("ja", "日本医師会の佐藤恵子会長は反対した。", "Keiko Sato, president of the Japan Medical Association, objected.", None),
    ("ja", "財務省の三村健二財務官は述べた。", "Kenji Mimura, vice finance minister for international affairs, said so.", None),
    ("ja", "実行委員長を務めた中村聡さんは笑顔を見せた。", "Satoshi Nakamura, who chaired the organizing committee, smiled.", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "right", "wrong"), CASES)
def test_an_office_of_another_class(language: str, source: str, right: str, wrong: str | None) -> None:
    assert checked([source], [right], language, ["offices"], names=None).findings == ()
    if wrong is not None:
        found = checked([source], [wrong], language, ["offices"], names=None).findings
        assert "major" in {one.severity for one in found}


RIGHT = [
    ("zh-Hant", "觀塘區議員簡銘東表示不滿。", "Kan Ming-tung, a Kwun Tong district councillor, was unhappy."),
    ("zh-Hant", "主委陳吉仲下午答覆時說，價格會回穩。", "Chen Chi-chung, the minister, said in the afternoon that prices would settle."),
    ("zh-Hant", "原住民立委伍麗華提案修法。", "Saidhai Tahovecahe, an Indigenous lawmaker also known as Wu Li-hua, proposed an amendment."),
    ("zh", "被告代理人粟东升辩称，合同无效。", "Su Dongsheng, representing the defendant, argued that the contract was void."),
    ("zh", "时任董事长贺国强被罚款。", "He Guoqiang, who was chairman at the time, was fined."),
    ("zh", "曾任副市长的黎明远被双开。", "Li Mingyuan, a former deputy mayor, was expelled from the Party and from office."),
    ("ja", "中国外務省の毛寧報道局長は反論した。", "Mao Ning, a spokeswoman for China's Foreign Ministry, rejected this."),
    ("ja", "ドイツのフリードリヒ・メルツ首相は表明した。", "German Chancellor Friedrich Merz announced it."),
    ("ja", "商店街振興組合の木下浩二理事長は喜んだ。", "Koji Kinoshita, head of the shopping street's association, was pleased."),
    ("ja", "木下浩二参院議長は謝罪した。", "Koji Kinoshita, president of the House of Councillors, apologized."),
    ("ja", "県立高の木下浩二教頭は謝罪した。", "Koji Kinoshita, vice principal of the prefectural high school, apologized."),
    ("ja", "消防本部の木下浩二消防長は語った。", "Koji Kinoshita, the fire chief, spoke."),
    ("ja", "木下浩二首相補佐官が訪米した。", "Koji Kinoshita, a special adviser to the prime minister, visited the United States."),
    ("ja", "木下浩二官房副長官は会見で述べた。", "Deputy Chief Cabinet Secretary Koji Kinoshita said this at a news conference."),
    ("ja", "厚生労働省の木下浩二課長補佐は説明した。", "Koji Kinoshita, a deputy section chief at the health ministry, explained it."),
    ("zh", "省人大代表赵刚建议修改条例。", "Zhao Gang, a deputy to the provincial people's congress, proposed amending the rules."),
    ("zh", "主任医师赵刚说。", "Zhao Gang, a chief physician, said so."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target"), RIGHT)
def test_the_same_office_in_other_words(language: str, source: str, target: str) -> None:
    assert checked([source], [target], language, ["offices"], names=None).findings == ()


WRONG = [
    ("ja", "浅利公彦最高財務責任者(CFO)は説明した。", "Chief Executive Officer Kimihiko Asari explained it."),
    ("zh", "首席技术官赵刚说。", "Chief executive officer Zhao Gang said so."),
    ("ja", "佐藤恵子社長は陳謝した。", "Chairman Keiko Sato apologized."),
    ("ja", "佐藤恵子議員が質問した。", "Governor Keiko Sato asked the question."),
    ("ja", "佐藤恵子町長は陳謝した。", "Keiko Sato, the governor, apologized."),
    ("ja", "佐藤恵子弁護士は批判した。", "Prosecutor Keiko Sato was critical."),
    ("ja", "佐藤恵子准教授が解説した。", "Professor Keiko Sato explained it."),
    ("ja", "前町長の佐藤恵子氏は否定した。", "Mayor Keiko Sato denied it."),
    ("ja", "佐藤恵子外務副大臣が出席した。", "Foreign Minister Keiko Sato attended."),
    ("ja", "佐藤恵子外相が出席した。", "Deputy Foreign Minister Keiko Sato attended."),
    ("zh", "助理部长赵刚出席。", "Minister Zhao Gang attended."),
    ("zh", "常务副省长赵刚出席。", "Governor Zhao Gang attended."),
    ("zh", "县长赵刚道歉。", "Governor Zhao Gang apologized."),
    ("zh", "法官赵刚说。", "Zhao Gang, a prosecutor, said so."),
    ("zh", "党委书记赵刚说。", "Mayor Zhao Gang said so."),
    ("zh-Hant", "前立委趙剛說。", "Lawmaker Chao Kang said so."),
    ("zh-Hant", "副校長趙剛說。", "Principal Chiu Kong said so."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target"), WRONG)
def test_another_office_or_one_held_otherwise(language: str, source: str, target: str) -> None:
    found = checked([source], [target], language, ["offices"], names=None).findings
    assert "major" in {one.severity for one in found}
