"""The aligner's numbers: how much each feature counts in each of the two kinds of text it knows.

They stand in weights.toml, which scripts/fit/alignment.py writes; those of the changes after the search are learned by
scripts/fit/regrouped.py.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from align.sentences.features.evidence import COVERED, FIRST, PLAIN, SECOND, Pairing
from align.sentences.features.scattered import FEATURES as OF_REGROUPED
from align.sentences.repair.regrouped import KINDS as OF_PROBABILITY
from align.sentences.repair.regrouped import Numbers
from align.sentences.search.posterior import Floats, Movement, Regime

IMPOSSIBLE = 1e-3  # the share under which a text is not of a kind
# The kinds of text, in the order of their regimes; each has what the one before has, and more.
KINDS = ("whole", "edited", "free")


@dataclass(frozen=True, slots=True)
class Pass:
    """The log-odds each feature of a bead adds, by name, and the regimes of the search, in the order of KINDS;
    ``further`` is what a feature adds in edited text, and beyond that in free text, where the pass tells the kinds
    apart."""

    features: Mapping[str, float]
    regimes: tuple[Regime, ...]
    further: Mapping[str, tuple[float, ...]] | None = None

    @property
    def vector(self) -> Floats:
        """The features' numbers in their order."""
        return np.array(list(self.features.values()))

    def among(self, share: Floats) -> Pass:
        """For a text of which the first pass found these shares of the kinds: with the features' numbers in
        that mixture, and without the regimes whose share was under IMPOSSIBLE."""
        kept = tuple(regime for regime, part in zip(self.regimes, share, strict=True) if part > IMPOSSIBLE)
        further, least = self.further or {}, at_least(share)
        features = {
            name: value + float(least @ further[name]) if name in further else value
            for name, value in self.features.items()
        }
        return Pass(features, kept)


def at_least(share: Floats) -> Floats:
    """How far a text is edited or more, and how far free, from the shares of the kinds."""
    return np.asarray(share[:0:-1].cumsum()[::-1], np.float64)


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of both passes; ``covered`` is the second pass without word translation, ``plain`` that for models
    that do not show their pieces either; ``regrouped`` are those of the changes after the search."""

    first: Pass
    second: Pass
    covered: Pass
    plain: Pass
    regrouped: Numbers

    def second_for(self, pairing: Pairing) -> Pass:
        """The second pass for what is known of a pair of texts."""
        if pairing.source_wording is None or pairing.target_wording is None:
            return self.plain
        return self.covered if pairing.worded is None else self.second


@cache
def learned() -> Weights:
    """The weights that ship, from weights.toml."""
    with Path(__file__).with_name("weights.toml").open("rb") as file:
        return read(tomllib.load(file))


def read(tables: Mapping[str, Any]) -> Weights:
    """The weights of all four passes as the tables of weights.toml hold them. Raises ValueError where their
    features are not those that the aligner knows."""
    passes = {}
    regrouped = tables["regrouped"]
    if tuple(regrouped["features"]) != OF_REGROUPED:
        raise ValueError("the features of regrouped are not those of align.sentences.features.scattered")
    probability = {
        kind: (float(added), float(times)) for kind, (added, times) in regrouped["probability"].items()
    }
    for name, features in (("first", FIRST), ("second", SECOND), ("covered", COVERED), ("plain", PLAIN)):
        values = tables[name]["features"]
        if tuple(values) != features:
            raise ValueError(
                f"the features of the pass {name} are not those of align.sentences.features.evidence"
            )
        further = {each: tuple(numbers[1:]) for each, numbers in values.items() if len(numbers) > 1}
        kinds = [tables[name]["kinds"][kind] for kind in KINDS]
        regimes = tuple(
            Regime(kind["cover"], Movement(kind["skip"], kind["jump"]), kind["prior"]) for kind in kinds
        )
        passes[name] = Pass({each: numbers[0] for each, numbers in values.items()}, regimes, further or None)
    return Weights(**passes, regrouped=Numbers(regrouped["features"], probability))


def written(weights: Weights) -> str:
    """The weights as weights.toml holds them."""
    lines = []
    for name in ("first", "second", "covered", "plain"):
        numbers: Pass = getattr(weights, name)
        lines.append(f"[{name}.features]")
        for each, value in numbers.features.items():
            further = () if numbers.further is None else numbers.further[each]
            lines.append(f'"{each}" = [{", ".join(f"{number:.3f}" for number in (value, *further))}]')
        lines.append(f"\n[{name}.kinds]")
        for kind, regime in zip(KINDS, numbers.regimes, strict=True):
            prices = {"cover": regime.cover, "skip": regime.movement.skip, "jump": regime.movement.jump}
            inside = ", ".join(
                f"{key} = {value:.2f}" for key, value in (prices | {"prior": regime.prior}).items()
            )
            lines.append(f"{kind} = {{ {inside} }}")
        lines.append("")
    lines += regrouped_written(weights.regrouped)
    return "\n".join(lines)


def regrouped_written(numbers: Numbers) -> list[str]:
    """The lines of the tables of ``regrouped``."""
    features = [f'"{name}" = {value:.3f}' for name, value in numbers.weights.items()]
    probability = [
        f"{kind} = [{', '.join(f'{value:.2f}' for value in numbers.probability[kind])}]"
        for kind in OF_PROBABILITY
    ]
    return ["[regrouped.features]", *features, "", "[regrouped.probability]", *probability, ""]
