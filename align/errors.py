"""Errors that a user can act on. Each names what it is about, the reason and the remedy."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def printable(text: object) -> str:
    """Text as it may be shown on a terminal, in a log or in one line: control characters, line feeds, marks that turn
    the direction of writing and halves of characters as escapes. Other text as it is."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), str(text))


class AlignError(Exception):
    """Base of every error that the command line prints in one line and ends with exit code 2."""


class InputError(AlignError):
    """A file or argument cannot be used as it is."""

    def __init__(self, subject: object, reason: str, remedy: str = "") -> None:
        self.subject = str(subject)
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{self.subject}: {reason}" + (f" — {remedy}" if remedy else ""))


class LexiconError(InputError):
    """A shipped word list is missing, unreadable or holds something twice."""


class ModelError(InputError):
    """A model is unknown, damaged, lacks a dependency, or cannot do what was asked."""


class UnreachableError(ModelError):
    """A service that a model answers through cannot be reached or will not serve: to go on asking is in vain."""


class MissingVerbError(ModelError):
    """A model was asked for a verb that it does not have."""

    def __init__(self, model: str, verb: str) -> None:
        remedy = "name a sequence-to-sequence model with --model"
        super().__init__(model, f"this model cannot `{verb}`", remedy)
        self.verb = verb


class MissingExtraError(ModelError):
    """A feature needs packages that the default install leaves out."""

    def __init__(self, package: str, feature: str, extra: str) -> None:
        remedy = f"install it with `pip install 'align-reprints[{extra}]'`"
        super().__init__(feature, f"needs the package `{package}`", remedy)


class AlignWarning(UserWarning):
    """Something was done differently than asked, for example a sentence cut at a model's limit.

    Reports collect these, so that a reader learns of them beside the result.
    """


@contextmanager
def collected_warnings() -> Iterator[list[str]]:
    """The messages of the AlignWarnings given inside, each once, in a list that is filled at the end; other
    warnings go on to whoever listens."""
    said: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", AlignWarning)
        yield said
    for one in caught:
        if not issubclass(one.category, AlignWarning):
            warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)
        elif str(one.message) not in said:
            said.append(str(one.message))
