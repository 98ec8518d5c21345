"""The language of articles, headlines and mixtures."""

from __future__ import annotations

import pytest

from align.read.language import detect_language, normalize_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said on Monday that the tariffs were regrettable and would be discussed.", "en"),
        ("Japan, China agree on talks", "en"),
        (
            "Sony Group shares jumped Tuesday morning, hitting record high, after quarterly profit beat forecasts.",
            "en",
        ),
        (
            "Nissan Motor to cut 9,000 jobs, shut plants worldwide, chief executive Makoto Uchida told reporters",
            "en",
        ),
        ("Tokyo stocks close sharply higher, led by chip makers, banks.", "en"),
        (
            "Xinhua reporters Li Ming, Wang Fang: China Evergrande Group offshore bondholders reject restructuring",
            "en",
        ),
        (
            "Magnitude 6.1 earthquake strikes off Iwate Prefecture, no tsunami warning issued, agency says",
            "en",
        ),
        (
            "Hyundai Motor membukukan laba bersih 12 triliun won, naik 8 persen dibanding kuartal sebelumnya",
            "other",
        ),
        ("Nikkei ends up 2 pct.", "en"),
        ("Japan PM Ishiba resigns", "en"),
        ("Trump tariffs hit Toyota, Honda", "en"),
        ("Sumo: Hoshoryu, Onosato share lead", "en"),
        ("Rakuten Group Inc. said Friday nine-month operating loss narrowed, helped by mobile unit.", "en"),
        ("Nissan: plan de restructuration, 9000 emplois supprimés", "other"),
        (
            "Toyota Motor: bénéfice net en hausse de 12%, record historique, groupe automobile japonais",
            "other",
        ),
        ("Toyota Motor steigert Gewinn um 12 Prozent, Rekord erwartet, Konzern hebt Prognose an", "other"),
        ("Banco Central sube tasas, mercado espera inflación menor, dice analista Juan Pérez", "other"),
        ("Samsung Electronics yhtiön voitto kasvoi 12 prosenttia, ennätys, osakkeet nousivat", "other"),
        ("Rząd przyjął budżet, deficyt spadnie, mówi minister finansów Andrzej Domański", "other"),
        ("石破茂首相は21日、首相官邸で記者会見した。", "ja"),
        ("日米首脳会談、関税巡り継続協議へ", "ja"),
        ("経済産業省発表", "ja"),
        ("外交部发言人表示，中方对此表示欢迎。", "zh"),
        ("外交部發言人表示，中方對此表示歡迎。", "zh-Hant"),
        ("他在东京参观了「東京タワー」并表示这座塔非常壮观，希望以后还能再来参观这里的风景。", "zh"),
        ("GDP增长3.5%，AI企业发展迅速", "zh"),
        ("대통령은 월요일 기자회견에서 관세에 대해 말했다.", "other"),
        ("Le ministre a déclaré lundi que les droits de douane étaient regrettables pour le pays.", "other"),
        ("Der Minister sagte am Montag, dass die Zölle bedauerlich sind und nicht in Kraft treten.", "other"),
        ("El ministro dijo el lunes que los aranceles son lamentables para la economía del país.", "other"),
        ("Presiden mengatakan pada hari Senin bahwa tarif itu tidak akan berlaku untuk negara ini.", "other"),
        ("Министр заявил в понедельник, что тарифы вызывают сожаление.", "other"),
        ("The Japanese word 首相 means prime minister, and 大臣 means minister of the cabinet.", "en"),
        ("1234 5678 --- 99", "other"),
        ("", "other"),
    ],
)
def test_detect_language(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("ja-JP", "ja"),
        ("zh_TW", "zh-Hant"),
        ("zh-Hans-CN", "zh"),
        ("EN", "en"),
        ("ko", "other"),
        ("", None),
        (None, None),
    ],
)
def test_normalize_language(tag: str | None, language: str | None) -> None:
    assert normalize_language(tag) == language
