"""Foreign names whose letters nearly fit: in pinyin, against what the source prints, with another last vowel."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

import pytest

from tests.fidelity.pairs import checked

WRONG = [
    ("ja", "インドネシアのウィドド・プラセティヨ大統領は歓迎した。", "Indonesian President Widodo Prasetya welcomed it.", "Widodo Prasetya"),
    ("zh", "匈牙利专家伊姆雷·绍博说，鱼群减少。", "Imre Shaobo, a Hungarian expert, said fish stocks had fallen.", "Imre Shaobo"),
    ("zh", "巴西教练卡洛斯·费雷拉说，球队很累。", "Brazilian coach Carlos Feileila said the team was tired.", "Carlos Feileila"),
    ("zh", "研究人员海伦·德拉蒙德（Helen Drummond）表示怀疑。", "Helen Delamond, a researcher, was doubtful.", "Helen Delamond"),
    ("ja", "韓国人の徐民浩(ソ・ミンホ)さん(34)が見つかった。", "Jo Min-ho, 34, a South Korean, was found.", "Jo Min-ho"),
    ("ja", "宮崎県美郷町の神門(みかど)、鬼神野(きじの)など3地区が孤立している。", "Three districts of Misato in Miyazaki Prefecture, including Kamikado and Kijino, are cut off.", "Kamikado"),
    ("ja", "宮崎県美郷町の神門(みかど)、鬼神野(きじの)など3地区が孤立している。", "Three districts of Misato in Miyazaki Prefecture, including Mikado and Onigamino, are cut off.", "Onigamino"),
    ("ja", "ベトナムを訪問中の鷲尾冬子(ふゆこ)外相は会談した。", "Foreign Minister Toko Washio, who is visiting Vietnam, held talks.", "Toko Washio"),
    ("zh", "尉迟岚在回应时说，数据可靠。", "Wei said in response that the data were reliable.", "Wei"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target", "spelling"), WRONG)
def test_a_slip_is_found(language, source, target, spelling):
    found = checked([source], [target], language, ["names"], names=None).findings
    assert [(one.severity, one.target.text) for one in found if one.target] == [("major", spelling)]


RIGHT = [
    ("ja", "インドネシアのウィドド・プラセティヨ大統領は歓迎した。", "Indonesian President Widodo Prasetyo welcomed it."),
    ("ja", "ロベルト・マルティーノ氏が語った。", "Roberto Martino spoke."),
    ("ja", "ジョシュア・コスタ選手が勝った。", "Joshua Costa won."),
    ("zh", "匈牙利专家伊姆雷·绍博说，鱼群减少。", "Imre Szabo, a Hungarian expert, said fish stocks had fallen."),
    ("zh", "巴西教练卡洛斯·费雷拉说，球队很累。", "Brazilian coach Carlos Ferreira said the team was tired."),
    ("ja", "韓国人の徐民浩(ソ・ミンホ)さん(34)が見つかった。", "Seo Min-ho, 34, a South Korean, was found."),
    ("ja", "路線バス会社「上信野(かみしなの)バス」の労働組合は妥結した。", "The union at the bus operator Kamishinano Bus reached a deal."),
    ("ja", "和菓子店「虎屋(とらや)」が開業した。", "The confectioner Toraya opened."),
    ("ja", "ベトナムを訪問中の鷲尾冬子(ふゆこ)外相は会談した。", "Foreign Minister Fuyuko Washio, who is visiting Vietnam, held talks."),
    ("ja", "須藤崇志(たかし)官房長官は否定した。", "Chief Cabinet Secretary Takashi Sudo denied it."),
    ("zh", "尉迟岚在回应时说，数据可靠。", "Yuchi said in response that the data were reliable."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target"), RIGHT)
def test_the_right_spelling_is_not(language, source, target):
    assert checked([source], [target], language, ["names"], names=None).findings == ()


SELDOM = [
    ("証券アナリストの鳴海洋介氏は語った。", "“It is a start,” said Yosuke Narukai, an analyst.", ["minor"]),
    ("証券アナリストの鳴海洋介氏は語った。", "“It is a start,” said Yosuke Narumi, an analyst.", []),
    ("東海林達也(とうかいりん・たつや)氏が反対した。", "Tatsuya Tokairin objected.", []),
    ("新谷洋一社長が語った。", "President Yoichi Araya spoke.", []),
    ("神戸洋介社長が語った。", "President Yosuke Kanbe spoke.", []),
]


@pytest.mark.parametrize(("source", "target", "severities"), SELDOM)
def test_a_reading_that_few_bear_is_minor(source, target, severities):
    found = checked([source], [target], "ja", ["names"], names=None).findings
    assert [one.severity for one in found] == severities
