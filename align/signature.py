"""What made a figure, in one line beside it: figures are compared only where their signatures are the same."""

from __future__ import annotations


def signature(*parts: str, **named: object) -> str:
    """Parts as they are, then ``name:value``, then the version of align, joined by bars as sacrebleu does it."""
    from align import __version__

    return "|".join([*parts, *(f"{name}:{value}" for name, value in named.items()), f"version:{__version__}"])
