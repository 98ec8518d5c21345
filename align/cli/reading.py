"""Collections of articles for commands: what cannot be read is named on stderr; progress on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from align.document import Article
from align.errors import InputError
from align.read.readers.records import Side


def articles(argument: str, language: str | None = None, *, strict: bool = False) -> list[Article]:
    """The articles ``argument`` names. Raises InputError if there is none, or with ``strict`` for any failure."""
    return list(each_article(argument, language, strict=strict))


def each_article(
    argument: str, language: str | None = None, *, strict: bool = False, side: Side | None = None
) -> Iterator[Article]:
    """The same one at a time, so that a great collection is never held as a whole."""
    from align.read import Failure, read_all

    empty = True
    for item in read_all(argument, language=language, side=side):
        if not isinstance(item, Failure):
            empty = False
            yield item
        elif strict:
            raise InputError(item.path, item.reason, item.remedy)
        else:
            print(f"left out: {item}", file=sys.stderr)
    if empty:
        raise InputError(argument, "holds no article that can be read", "see the lines above")


@contextmanager
def progress_bar(label: str, total: int | None, *, quiet: bool = False) -> Iterator[Callable[[int], object]]:
    """A bar on stderr to be told how many are done; nothing at all unless stderr is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda done: None
        return
    from tqdm import tqdm

    with tqdm(total=total, desc=label, file=sys.stderr, unit="article") as bar:
        yield lambda done: bar.update(done - bar.n)
