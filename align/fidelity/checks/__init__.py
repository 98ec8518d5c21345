"""The checks, one a file. Others join through the entry-point group ``align.checks``."""

from __future__ import annotations

import difflib
import importlib
from functools import cache
from pathlib import Path

from align.errors import InputError
from align.fidelity.checks.check import Check, Example, Threshold
from align.fidelity.passage.profile import Profile, profile_of
from align.installed import entry_points

_MODULES = (  # in the order in which they run and are listed
    "figures.numbers",
    "figures.currency",
    "figures.dates",
    "figures.thresholds",
    "figures.direction",
    "figures.comparison_basis",
    "figures.percentage_points",
    "figures.denominators",
    "figures.exchanged_amounts",
    "form.quotations",
    "meaning.negation",
    "people.names",
    "people.places",
    "people.roles",
    "people.speakers",
    "people.exchanged_persons",
    "people.offices",
    "meaning.wrong_word",
    "meaning.kind",
    "meaning.modality",
    "meaning.tense",
    "meaning.scope",
    "meaning.cause",
    "coverage.clauses",
    "coverage.omission",
    "coverage.addition",
    "coverage.untranslated",
    "people.attribution",
    "meaning.terminology",
    "form.consistency",
    "form.repetition",
    "form.punctuation",
    "form.style",
)


def all_checks() -> tuple[Check, ...]:
    """Every check there is: the ones that ship, then those of installed packages (an entry point of
    the group ``align.checks`` names a :class:`Check`)."""
    shipped = [importlib.import_module(f"align.fidelity.checks.{module}").CHECK for module in _MODULES]
    return (*shipped, *_installed())


@cache  # what is installed is read from disk, and does not change while a process runs
def _installed() -> tuple[Check, ...]:
    found = [point.load() for point in entry_points(group="align.checks")]
    return tuple(check for check in found if isinstance(check, Check))


def find_check(id: str) -> Check:
    """The check of this id. Raises InputError, with the nearest there is, for an id that no check has."""
    every = {check.id: check for check in all_checks()}
    if id not in every:
        near = difflib.get_close_matches(id, every, n=1)
        remedy = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(every)}"
        raise InputError(id, "no check has this name", remedy)
    return every[id]


def read_profile(path: Path) -> Profile:
    """The profile of a TOML file, its names those of the checks that there are. Raises InputError for what cannot be
    read and for names that do not exist."""
    every = all_checks()
    numbers = tuple(threshold.name for check in every for threshold in check.thresholds)
    return profile_of(path, tuple(check.id for check in every), numbers)


__all__ = ["Check", "Example", "Threshold", "all_checks", "find_check", "read_profile"]
