"""Which characters belong to which script, as what stands between the brackets of a regular expression.

Escapes, not letters: some of these are turned into others by editors and converters (U+F900 into U+8C48).
"""

from __future__ import annotations

HIRAGANA = "\\u3041-\\u3096"
KATAKANA = "\\u30a1-\\u30fa"
HALF_WIDTH_KANA = "\\uff66-\\uff9d"
KANA = "\\u3041-\\u30ff"  # both, with their marks of iteration and length
HAN = "\\u3400-\\u9fff"  # what nearly all text is written in
RARE_HAN = "\\uf900-\\ufaff\\U00020000-\\U0003ffff"
ITERATED = "\\u3005\\u3006"  # 々〆, which stand for and beside han
HANGUL = "\\uac00-\\ud7a3"
