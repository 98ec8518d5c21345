"""Line ends inside Chinese and Japanese, which write no spaces."""

from __future__ import annotations

import re
from functools import cache

WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"


@cache
def line_end() -> re.Pattern[str]:
    """A line end between characters of Chinese or Japanese, or one of them and a figure, where it only breaks the
    source; and one within a figure that such text was wrapped in."""
    return re.compile(
        rf"(?<=[{WIDE}])[^\S\n\u3000]*\n[^\S\u3000]*(?=[{WIDE}\d])"
        rf"|(?<=[{WIDE}\d])[^\S\n\u3000]*\n[^\S\u3000]*(?=[{WIDE}])"
        rf"|(?<=[{WIDE}]\d)\n(?=\d)|(?<=[{WIDE}]\d\d)\n(?=\d)|(?<=[{WIDE}]\d\d\d)\n(?=\d)"
        rf"|(?<=[{WIDE}]\d\d\d\d)\n(?=\d)"
    )
