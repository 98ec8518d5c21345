"""What the pages of a run are called: from ids, which are safe but may look like anything, to names that never meet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

LONGEST = 200  # bytes of a part of a name; file systems take 255, and there is a suffix


def page_name(identifier: str) -> str:
    """The name of a reprint's page without its suffix, below ``reports``. Different ids have different names, and no
    page stands where another needs a folder: ``a`` has the page a.html, so ``a.html/b`` goes into a~2ehtml.
    """
    parts = [part.replace("~", "~7e") for part in identifier.split("/")]
    for number, part in enumerate(parts):
        if number < len(parts) - 1 and part.endswith(".html"):
            part = part.removesuffix(".html") + "~2ehtml"
        if part.startswith("."):  # a hidden file is one that is half-written
            part = "~2e" + part[1:]
        if len(part.encode("utf-8")) > LONGEST:
            part = f"{part[: LONGEST // 8]}~-{_hash(part)[:16]}"
        parts[number] = part
    return "/".join(parts)


def page_names(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The names of the pages of pairs (reprint, source). The first of a reprint is called after it, the others have a
    hash of their source behind two tildes, which stand together in no other name."""
    names: dict[tuple[str, str], str] = {}
    seen = set()
    for reprint, source in pairs:
        name = page_name(reprint)
        names[reprint, source] = f"{name}~~{_hash(source)[:8]}" if reprint in seen else name
        seen.add(reprint)
    return names


def page_file(name: str) -> str:
    """Where the page of this name is, below the run's folder."""
    return f"reports/{name}.html"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
