"""What is known of a whole reading: who else bears it, and how it goes with the parts of the name.

The networks read kanji by kanji; which of their readings are names at all (まなみ is borne with 168
spellings, ひさる with none) is counted in the table of known parts. A part's own entries in it are left
out, so that what is learned on known parts holds for unknown ones. Weights by scripts/train/names/readings_ranking.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.names.reading.parts import PartTable

_FLOOR = 1e-6  # the probability of what a network did not say
_OTHER = {"surname": "given", "given": "surname"}
FEATURES = (
    "forward", "backward", "not forward", "not backward",  # log-probabilities; whether there is none
    "spellings", "no spelling", "of the other kind",  # log(1 + spellings of this kana)
    "first kanji", "last kanji", "no first kanji", "no last kanji",  # ... of them with the part's first or last
    "as many kanji", "begins known", "ends known",  # all but the last kanji (the first) are a part so read
)  # fmt: skip
GROUPS = ("surname 1", "surname 2", "surname 3", "given 1", "given 2", "given 3")


def group(part: str, kind: str) -> int:
    """The row of weights for a part: its kind, and one, two, or three kanji and more."""
    return 3 * (kind == "given") + min(len(part), 3) - 1


@cache
def _as_long(kanji: int) -> re.Pattern[str]:
    return re.compile(f" [^ :]{{{kanji}}}(?=[ :])")


@dataclass(frozen=True, slots=True)
class KnownParts:
    """``table[kind][part]`` holds (kana, bearers in thousands); ``spelled[kind][kana]`` a line of the parts read
    so, with a space before and after each."""

    table: Mapping[str, PartTable]
    spelled: Mapping[str, Mapping[str, str]]

    def characters(self) -> set[str]:
        """What the known parts are written with, kana and the figures of bearers too."""
        return set().union(*(of.spelled.characters() for of in self.table.values()))

    def spellings(self, kind: str, kana: str) -> int:
        """How many parts of a kind are read so."""
        return max(self.spelled[kind].get(kana, " ").count(" ") - 1, 0)

    def features(
        self, part: str, kind: str, kana: Sequence[str], found: Sequence[Mapping[str, float]]
    ) -> NDArray[np.float32]:
        """FEATURES of each kana of a part, ``found`` being what each network said: float32 [kana, features]."""
        own = {said for said, _ in self.table[kind].get(part, ())}
        elsewhere = {said for said, _ in self.table[_OTHER[kind]].get(part, ())}
        many = len(part) > 1
        begins, ends = (
            tuple({said for of in self.table.values() for said, _ in of.get(piece, ())}) if many else ()
            for piece in (part[:-1], part[1:] if len(part) > 2 else "")
        )
        first, last, last_borne, long = f" {part[0]}", f"{part[-1]} ", f"{part[-1]}:", _as_long(len(part))
        rows = []
        for said in kana:
            line, itself = self.spelled[kind].get(said, " "), said in own
            spellings = max(line.count(" ") - 1, 0) - itself
            other = self.spellings(_OTHER[kind], said) - (said in elsewhere)
            firsts = line.count(first) - itself if many else 0
            lasts = line.count(last) + line.count(last_borne) - itself if many else 0
            same = len(long.findall(line)) - itself
            rows.append(
                (*(of.get(said, 0.0) for of in found), *(said not in of for of in found),
                 spellings, spellings == 0, other, firsts, lasts, firsts == 0, lasts == 0, same,
                 any(said.startswith(b) and said != b for b in begins),
                 any(said.endswith(e) and said != e for e in ends))
            )  # fmt: skip
        x = np.array(rows, dtype=np.float32).reshape(-1, len(FEATURES))
        x[:, :2] = np.log(x[:, :2] + _FLOOR)
        for column in (4, 6, 7, 8, 11):
            x[:, column] = np.log1p(x[:, column])
        return x


def read_weights(path: Path) -> NDArray[np.float32]:
    """The weights of FEATURES in each of GROUPS: float32 [groups, features], from lines of name and numbers."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    by_name = {name: [float(cell) for cell in cells] for name, *cells in lines}
    return np.array([by_name[name] for name in FEATURES], dtype=np.float32).T


def write_weights(path: Path, weights: NDArray[np.float32]) -> None:
    """Such a file."""
    lines = ["\t".join(("feature", *GROUPS))]
    lines += [
        "\t".join((name, *(f"{w:.4f}" for w in row)))
        for name, row in zip(FEATURES, weights.T.tolist(), strict=True)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
