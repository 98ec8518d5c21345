"""What is odd about two texts as a whole, before any sentence is compared."""

from __future__ import annotations

from align.document import Article


def oddities(source: Article, target: Article) -> tuple[str, ...]:
    """The warnings that the readers gave, then what the two texts together cannot be, in sentences."""
    found = [*source.warnings, *target.warnings]
    if source.text.strip() == target.text.strip() and source.text.strip():
        found.append("Source and target are the same text.")
    elif source.language == target.language and source.language != "other":
        found.append(f"Source and target are both in the same language ({source.language}).")
    else:
        found += [
            f"The {side} is in none of the languages that are checked (en, ja, zh)."
            for side, article in (("source", source), ("target", target))
            if article.language == "other"
        ]
    if not source.text.strip() or not target.text.strip():
        found.append(f"The {'source' if not source.text.strip() else 'target'} is empty.")
    return tuple(found)
