"""A glossary is read once and looked up, not searched for term by term; what is found is the same."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from align.fidelity.lexicon.glossary import Term, Terms, read_glossary
from align.names.lists.glossary import with_glossary

LETTERS = st.text("港市長 Aab部N'-", min_size=1, max_size=5).filter(lambda text: text.strip() == text)


@settings(max_examples=200, deadline=None)
@given(sources=st.lists(LETTERS, max_size=12), text=st.text("港市長 Aab部N'-", max_size=30))
def test_the_terms_within_a_text(sources: list[str], text: str) -> None:
    terms = Terms(Term(source, ("x",)) for source in sources)
    assert terms.within(text) == [term for term in terms if term.source.lower() in text.lower()]


def test_a_glossary_is_read_once_and_anew_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "glossary.tsv"
    path.write_text("港市\tPort City\n", "utf-8")
    assert read_glossary(path) is read_glossary(path)
    assert with_glossary(path, "ja") is with_glossary(path, "ja")
    path.write_text("港市\tHarbour City\n", "utf-8")
    assert read_glossary(path)[0].targets == ("Harbour City",)
    known = with_glossary(path, "ja").of("港市")
    assert known is not None
    assert known.english == "Harbour City"
