"""How names are read: kana, kanji, hanzi; what folds together and what does not."""

from __future__ import annotations

import pytest

from align import names
from align.names.reading.chinese import chinese_readings, wade_giles
from align.names.reading.japanese import divide, part_readings
from align.names.reading.kanji import reading_model
from align.names.reading.korean import korean_readings
from align.names.reading.romanize import fold, fold_all, hepburn, newspaper
from align.names.reading.variants import japanese_forms


@pytest.mark.parametrize(
    ("kana", "kept", "printed"),
    [
        ("さとう", "satou", "Sato"),
        ("おおの", "oono", "Ono"),
        ("じゅんいちろう", "jun'ichirou", "Junichiro"),
        ("はっちょう", "hatchou", "Hatcho"),
        ("ﾍﾞｯｾﾝﾄ", "bessento", "Bessento"),
        ("ジョー", "joo", "Jo"),
    ],
)
def test_kana_in_letters(kana, kept, printed):
    assert (hepburn(kana), newspaper(kana)) == (kept, printed)


@pytest.mark.parametrize(
    "alike",
    [
        ("Ōno", "Ono", "Ohno", "Oono"),
        ("Satō", "Sato", "Satoh", "Satou"),
        ("Ken'ichi", "Kenichi"),
        ("Namba", "Nanba"),
        ("Shinzō", "Shinzo", "Sinzo", "Sinzou"),
        ("Hatchō", "Hattyō"),
        ("Jun", "Zyun"),
        ("Tsuji", "Tuzi"),
    ],
)
def test_usual_romanizations_fold_together(alike):
    assert len({fold(spelling) for spelling in alike}) == 1


@pytest.mark.parametrize(("one", "other"), [("Akazawa", "Akizawa"), ("Ryosei", "Ryoichi"), ("Kato", "Katto")])
def test_other_readings_stay_apart(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("赤沢亮正", ("赤沢", "亮正")),
        ("長谷部亮", ("長谷部", "亮")),
        ("小泉進次郎", ("小泉", "進次郎")),
        ("林芳正", ("林", "芳正")),
        ("片山さつき", ("片山", "さつき")),
        ("長谷川", None),
        ("石破 茂", ("石破", "茂")),
        ("林", None),
    ],
)
def test_full_names_are_divided(name, parts):
    assert divide(name) == parts


# Offices are public; the readings are those of the holders' own English pages.
@pytest.mark.parametrize(
    ("kanji", "simplified", "reading"),
    [
        ("石破茂", "石破茂", "Shigeru Ishiba"),
        ("赤沢亮正", "赤泽亮正", "Ryosei Akazawa"),
        ("岩屋毅", "岩屋毅", "Takeshi Iwaya"),
        ("斉藤鉄夫", "齐藤铁夫", "Tetsuo Saito"),
        ("斎藤鉄夫", "斋藤铁夫", "Tetsuo Saito"),
        ("加藤勝信", "加藤胜信", "Katsunobu Kato"),
        ("小泉進次郎", "小泉进次郎", "Shinjiro Koizumi"),
        ("高市早苗", "高市早苗", "Sanae Takaichi"),
        ("河野太郎", "河野太郎", "Taro Kono"),
    ],
)
def test_japanese_persons_in_kanji_and_in_simplified_hanzi(kanji, simplified, reading):
    assert names.readings(kanji, "ja")[0].romanized == reading
    assert names.readings(simplified, "zh")[0].romanized == reading


def test_readings_are_a_weighted_set_with_their_route():
    found = part_readings("毅", "given")
    assert {"たけし", "つよし"} <= {kana for kana, _, _ in found}
    assert sum(weight for _, weight, _ in found) <= 1.0001
    assert all(route for _, _, route in found)
    assert sum(reading.weight for reading in names.readings("林芳正", "ja")) <= 1.0001


def test_kanji_by_kanji_composition_is_not_accepted_where_dictionaries_know_the_name():
    assert "あきざわ" not in {kana for kana, _, _ in part_readings("赤沢", "surname")}
    assert "あかざわ" in {kana for kana, _, _ in part_readings("赤泽", "surname")}


def test_the_model_reads_what_it_can_kanji_by_kanji():
    found = reading_model().compose("葉波原", "surname", 5)
    assert found
    assert all(0 < probability <= 1 for _, probability in found)
    assert reading_model().compose("龘龘", "given") == []


def test_script_conversion_gives_variants_and_not_one_answer():
    assert {"斎藤", "齋藤"} <= set(japanese_forms("斋藤"))
    assert {"沢", "澤"} <= set(japanese_forms("泽"))
    assert "岩屋" in japanese_forms("岩屋")


@pytest.mark.parametrize(
    ("hanzi", "romanized"),
    [
        ("习近平", "Xi Jinping"),
        ("習近平", "Xi Jinping"),
        ("单田芳", "Shan Tianfang"),
        ("仇保兴", "Qiu Baoxing"),
        ("解振华", "Xie Zhenhua"),
        ("区桂芝", "Ou Guizhi"),
        ("欧阳修", "Ouyang Xiu"),
    ],
)
def test_chinese_names_in_pinyin_with_the_readings_of_surnames(hanzi, romanized):
    assert chinese_readings(hanzi)[0].romanized == romanized


@pytest.mark.parametrize(
    ("hanzi", "other"), [("林志豪", "Lin Chih-hao"), ("李家超", "Lee Ka-chiu"), ("陈文吉", "Chen Wen-chi")]
)
def test_taiwanese_and_hong_kong_spellings_are_readings(hanzi, other):
    assert other in {reading.romanized for reading in chinese_readings(hanzi)}


@pytest.mark.parametrize(
    ("pinyin", "wade"),
    [("zhang", "chang"), ("xue", "hsueh"), ("zi", "tzu"), ("dong", "tung"), ("jian", "chien"), ("ri", "jih")],
)
def test_wade_giles(pinyin, wade):
    assert wade_giles(pinyin) == wade


def test_korean_names_in_hanja():
    assert "Lee Jae-myung" in {reading.romanized for reading in korean_readings("李在明")}
    assert korean_readings("山田太郎") == ()


@pytest.mark.parametrize("text", ["", " ", "🙂", "A", "12", "Bessent", "・", "🙂赤"])
def test_what_is_no_name_has_no_reading_and_breaks_nothing(text):
    assert isinstance(names.readings(text, "ja"), list)
    assert isinstance(names.rank(text, ["Bessent", "", "🙂"], "zh"), list)


@pytest.mark.parametrize(
    ("text", "said"), [("さくら", "Sakura"), ("ｽﾐｽ", "Sumisu"), ("ドナルド・トランプ", "Donald Trump")]
)
def test_kana_names(text, said):
    found = names.readings(text, "ja")
    assert found[0].romanized in (said, "Donarudo Toranpu")


def test_folding_many_is_folding_each():
    words = ["Ohno", "Ōno", "Jun'ichirō", "Shinbashi", "Shimbashi", "Satoh", "Ito", "", "tuzi", "Mori Yui"]
    assert fold_all(words) == [fold(word) for word in words]
    assert fold_all([]) == []
