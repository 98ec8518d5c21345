"""The official terms that ship, and whether an English sentence renders one as it is usually rendered."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from align.fidelity.lexicon.glossary import Term, read_terms
from align.languages import lexicon
from align.languages.traits import family

_WORD = re.compile(r"[a-z\d]+")
_SILENT = frozenset("a an the of and for in on to with by charge".split())
# Spellings and forms of address that make no difference, on words already in the singular.
_SAME = {
    **dict.fromkeys(("chairman", "chairwoman", "chairperson"), "chair"),
    **dict.fromkeys(("spokesman", "spokeswoman"), "spokesperson"),
    "councillor": "councilor",
    "defence": "defense",
    "labour": "labor",
    "honour": "honor",
    "relation": "relationship",
    "ty": "relationship",  # ties
    "adviser": "advisor",
}


@cache
def official_terms(language: str) -> tuple[Term, ...]:
    """The terms of a source language with their accepted English renderings; empty where no list ships."""
    folder, name = family(language), "official_terms.tsv"
    if not lexicon.holds(folder, name):
        return ()
    return read_terms(lexicon.text(folder, name), Path(folder, name))


def stems(text: str) -> frozenset[str]:
    """The words of an English text that tell renderings apart: lower case, singular, one spelling."""
    plain = text.lower().replace("’", "'").replace("'s", "").replace("u.s.", "us")
    return frozenset(_stem(word) for word in _WORD.findall(plain) if word not in _SILENT)


def _stem(word: str) -> str:
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        word = word[:-1]
    word = _SAME.get(word, word)
    return re.sub(r"isation$", "ization", word)


@cache
def _wanted(term: Term) -> tuple[frozenset[str], ...]:
    return tuple(stems(one) for one in term.targets)


def rendered(term: Term, sentence: frozenset[str]) -> bool:
    """Whether a sentence, given by its :func:`stems`, holds every word of an accepted rendering."""
    return any(wanted <= sentence for wanted in _wanted(term))
