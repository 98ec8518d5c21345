"""How a name may be read, and which of several spellings it is likeliest to be.

python examples/read_names.py
"""

from __future__ import annotations

import align

ASKED = (
    ("赤泽亮正", "zh", ["Ryoichi Akasaka", "Ryosei Akazawa", "Akira Nakazawa"]),
    ("贝森特", "zh", ["Mnuchin", "Bessent"]),
    ("小田切 陽", "ja", ["Haruka Odagiri", "Yo Odagiri", "Yo Kotagiri"]),
    ("チェ・ミンジョン", "ja", ["Choi Min-jeong", "Chae Min-jung", "Jim Chen"]),
)


def main() -> None:
    """The whole example."""
    for name, language, spellings in ASKED:
        readings = ", ".join(reading.romanized for reading in align.names.readings(name, language)[:3])
        (best, score), *_ = align.names.rank(name, spellings, language)
        print(
            f"{name}: {readings or 'by its sound only'}; of {len(spellings)} spellings {best} ({score:.2f})"
        )


if __name__ == "__main__":
    main()
