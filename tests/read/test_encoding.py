"""Which encoding bytes are in, for text of the kinds that newspapers send."""

from __future__ import annotations

import pytest

from align.errors import InputError
from align.read.encoding import decode

JAPANESE = "石破茂首相は21日、首相官邸で記者会見し、「遺憾だ」と述べた。ＧＤＰは約３％増えた。\n"
SIMPLIFIED = "外交部发言人21日在例行记者会上表示，中方对此表示欢迎。“我们希望双方相向而行。”\n"
TRADITIONAL = "外交部發言人今天在例行記者會上表示，中方對此表示歡迎。「我們希望雙方相向而行。」\n"
ENGLISH = "“We will keep talking,” the prime minister’s aide said — but there’s no deadline.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((JAPANESE, encoding) for encoding in ("utf-8", "cp932", "euc_jp", "iso2022_jp", "shift_jis")),
        *((SIMPLIFIED, encoding) for encoding in ("utf-8", "gb18030", "gb2312", "gbk")),
        *((TRADITIONAL, encoding) for encoding in ("utf-8", "big5", "cp950", "gb18030")),
        *((ENGLISH, encoding) for encoding in ("utf-8", "cp1252")),
        *((text, encoding) for text in (JAPANESE, ENGLISH) for encoding in ("utf-8-sig", "utf-16", "utf-32")),
        *((text, encoding) for text in (SIMPLIFIED, ENGLISH) for encoding in ("utf-16-le", "utf-16-be")),
    ],
)
@pytest.mark.parametrize("times", [1, 300])
def test_the_text_comes_back(text: str, encoding: str, times: int) -> None:
    assert decode((text * times).encode(encoding)).text == text * times


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="shift_jis">', "cp932"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=euc-jp">', "euc_jp"),
        ('<?xml version="1.0" encoding="big5"?>', "big5"),
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta charset="utf-16">', "utf-8"),  # a declaration that ASCII can be read in cannot be true
        ('<meta charset="rot13">', "utf-8"),
        ('<meta charset="nonsense">', "euc_jp"),
    ],
)
def test_declarations_in_markup(head: str, encoding: str) -> None:
    text = head + "<p>" + {"big5": TRADITIONAL, "gb18030": SIMPLIFIED}.get(encoding, JAPANESE)
    assert decode(text.encode(encoding), markup=True).text == text


def test_a_few_broken_bytes_are_replaced_and_counted() -> None:
    decoded = decode((JAPANESE * 50).encode()[:-2] + b"\n")
    assert decoded.encoding == "utf-8"
    assert decoded.replaced >= 1


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\0\1\2\3" * 500, b"\xff\xd8\xfe\0" * 300])
def test_binary_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(InputError, match="—"):
        decode(data, subject="file.bin")
