"""EUC-JP, ISO-2022-JP and Shift_JIS as they are sent, with the characters of Windows and kana of half width."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.errors import InputError
from align.read.encoding import decode
from align.read.japanese_codes import decode_euc, decode_iso2022

TEXTS = [
    "柱は①子育て②防災である。請け負う㈱みどり建設は長さ30㎝の標識を立てる。",
    "問い合わせは℡で受け付ける。申請は№3の用紙を使い、第Ⅱ期の分から扱う。",
    "ﾃﾞｰﾀは明日送る。会議室のﾌﾟﾛｼﾞｪｸﾀｰを使い、資料はﾒｰﾙで配る予定です。",
    "面積は120㎡、重さは5㎏とされる。㈲やまと商店が納める見込みとなった。",
    "髙橋社長と﨑山部長が出席し、来年度の計画を説明したという。",
    "市は8日、来年度の予算案を発表した。",
]


def euc(text: str) -> bytes:
    """A text in EUC-JP by way of code page 932."""
    pieces = []
    for character in text:
        raw = character.encode("cp932")
        if len(raw) == 1:
            pieces.append(b"\x8e" + raw if raw[0] > 0x7F else raw)
            continue
        row = (raw[0] - (0x80 if raw[0] < 0xA0 else 0xC0)) * 2 - (raw[1] < 0x9F)
        cell = raw[1] - (0x3F if raw[1] < 0x7F else 0x40 if raw[1] < 0x9F else 0x9E)
        pieces.append(bytes((row + 0xA0, cell + 0xA0)))
    return b"".join(pieces)


def iso2022(text: str) -> bytes:
    """A text in ISO-2022-JP with ESC ( I for kana of half width."""
    pieces = []
    for character in text:
        raw = euc(character)
        if raw[0] == 0x8E:
            pieces.append(b"\x1b(I" + bytes((raw[1] & 0x7F,)) + b"\x1b(B")
        elif len(raw) == 2:
            pieces.append(b"\x1b$B" + bytes(byte & 0x7F for byte in raw) + b"\x1b(B")
        else:
            pieces.append(raw)
    return b"".join(pieces)


def written(text: str) -> bool:
    return all(len(character.encode("cp932")) == 1 or euc(character)[0] <= 0xFE for character in text)


@pytest.mark.parametrize("text", [text for text in TEXTS if "髙" not in text])
@pytest.mark.parametrize(
    "encode", [euc, iso2022, lambda text: text.encode("cp932"), lambda text: text.encode()]
)
@pytest.mark.parametrize("times", [1, 40])
def test_the_text_comes_back(text, encode, times):
    assert decode(encode((text + "\n") * times)).text == (text + "\n") * times


@pytest.mark.parametrize("text", TEXTS)
def test_a_page_that_declares_its_encoding(text):
    for name, encode in (("shift_jis", lambda t: t.encode("cp932")), ("EUC-JP", euc)):
        if "髙" in text and name == "EUC-JP":
            continue  # NEC's selection of IBM characters stands in rows that EUC has no place for
        page = f'<meta charset="{name}"><p>{text}'
        assert decode(encode(page), markup=True).text == page


def test_what_is_cut_in_the_middle_is_refused_or_marked_as_damaged():
    for data in (iso2022(TEXTS[0])[:-5] + b"\x1b$B0", euc(TEXTS[1])[:31]):
        with contextlib.suppress(InputError):
            assert decode(data).replaced <= 2


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_an_error_of_decoding(data):
    for reader in (decode_euc, decode_iso2022):
        reader(data, "replace")
        with contextlib.suppress(UnicodeDecodeError):
            reader(data)
