"""Line ends inside Chinese and Japanese, which write no spaces."""

from __future__ import annotations

import re

WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
# Between characters of Chinese or Japanese, or one of them and a figure, a line end only breaks the source; so it does
# within a figure that such text was wrapped in.
LINE_END = re.compile(
    rf"(?<=[{WIDE}])[^\S\n\u3000]*\n[^\S\u3000]*(?=[{WIDE}\d])|(?<=[{WIDE}\d])[^\S\n\u3000]*\n[^\S\u3000]*(?=[{WIDE}])"
    rf"|(?<=[{WIDE}]\d)\n(?=\d)|(?<=[{WIDE}]\d\d)\n(?=\d)|(?<=[{WIDE}]\d\d\d)\n(?=\d)|(?<=[{WIDE}]\d\d\d\d)\n(?=\d)"
)
