"""A sentence that moved beside one rendered in two, and its counterpart that seemed to be left out."""

from __future__ import annotations

import pytest

from align import align_sentences, load_model
from align.sentences.aligner import plain_figures

SOURCE = [
    "精密機器のアサヒ電機が5日発表した4〜9月期決算は、純利益が前年同期比7％減の1773億円だった。",
    "米政権の関税が営業利益を900億円押し下げた。",
    "売上高は5.8％増の2兆4630億円。",
    "計測器の販売が北米や国内で伸びた。",
    "通期の見通しは上方修正した。",
    "「関税の影響は原価低減で吸収していく」と近藤健最高財務責任者は語った。",
    "東京株式市場でアサヒ電機株は一時4％安の3021円まで売られ、終値は前日比87円安の3054円だった。",
]
TARGET = [
    "Asahi Denki on Wednesday reported a net profit of 177.3 billion yen for the six months through September, down 7% "
    "from a year earlier, as the U.S. tariffs shaved 90 billion yen off its operating profit.",
    "Shares in the company dropped as much as 4% to 3,021 yen in Tokyo before closing 87 yen lower at 3,054 yen.",
    "Revenue climbed 5.8% to 2.46 trillion yen on the strength of instruments sold in Japan and North America.",
    "The company raised its outlook for the full year.",
    "“We will absorb the impact of the tariffs through cost reductions,” Chief Financial Officer Ken Kondo said.",
]


def test_a_moved_sentence_is_freed_from_the_bead_beside_it() -> None:
    beads = align_sentences(SOURCE, TARGET, model=load_model("embedded"))
    found = {(bead.source, bead.target) for bead in beads}
    assert ((0, 1), (0,)) in found
    assert ((6,), (1,)) in found
    carried = sorted(i for bead in beads for i in bead.source)
    assert carried == list(range(len(SOURCE)))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("3,021 yen and 1,234,567 people", "3021 yen and 1234567 people"),
        ("12，345人", "12345人"),
        ("in 2024, 300 of them", "in 2024, 300 of them"),
        ("1,2 and 3,0001", "1,2 and 3,0001"),
    ],
)
def test_separators_of_thousands_are_no_part_of_a_figure(text: str, plain: str) -> None:
    assert plain_figures([text]) == [plain]
