"""One way of two articles: the steps one by one, as a run goes them, say what the one call says."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.model.choice import Choice
from align.pipeline import check, steps
from align.pipeline.checker import asked_of
from align.pipeline.two_articles import read_pair
from align.run.context import Context, Settings
from tests.fidelity.pairs import embedded

CORPORA = Path(__file__).resolve().parents[2] / "corpora"


@pytest.mark.parametrize(
    ("source", "target"), [("ja/wage-talks", "wage-talks"), ("zh/rail-freight", "rail-freight")]
)
def test_the_steps_one_by_one_say_what_the_one_call_says(source, target):
    (here,), (there,) = CORPORA.glob(f"sources/{source}.*"), CORPORA.glob(f"reprints/{target}.*")
    pair = read_pair(str(here), str(there))
    model, texts = embedded(), pair.texts
    (beads,) = steps.align([texts], model)
    names = steps.follow_names(texts, beads, model)
    found = steps.find(texts, beads, names, asked_of(model), steps.pair(texts, beads, model))
    assert found == check(pair.source, pair.target, model)
    assert found.findings


def test_a_run_follows_names_by_the_glossary_of_its_profile_as_a_check_does(tmp_path):
    (tmp_path / "house.tsv").write_text("山田花子\tHanako Yamada\n", encoding="utf-8")
    (tmp_path / "other.tsv").write_text("山田花子\tYamada Hanako\n", encoding="utf-8")
    profile = tmp_path / "house.toml"
    profile.write_text('glossary = "house.tsv"\n', encoding="utf-8")

    def context(**told: str) -> Context:
        return Context(Settings(choice=Choice(), profile=str(profile), **told), tmp_path)

    assert context().names_glossary == tmp_path / "house.tsv"
    assert [term.source for term in context().asked.terms] == ["山田花子"]
    named = context(glossary=str(tmp_path / "other.tsv"))
    assert named.names_glossary == tmp_path / "other.tsv"


@pytest.mark.parametrize(
    ("source", "target"),
    [("ja/wage-talks", "glacier-lake"), ("ja/school-bus", "wage-talks"), ("zh/rail-freight", "school-bus")],
)
def test_articles_that_do_not_belong_together_are_not_checked_and_nobody_is_asked(source, target):
    (here,), (there,) = CORPORA.glob(f"sources/{source}.*"), CORPORA.glob(f"reprints/{target}.*")

    class NeverAsked:
        signature = "judge:nobody"

        def judge(self, *_):
            raise AssertionError("was asked about articles that have nothing to do with each other")

    pair = read_pair(str(here), str(there))
    report = check(pair.source, pair.target, embedded(), judge=NeverAsked())
    assert report.pair is not None
    assert report.pair.verdict != "parallel"
    assert report.findings == ()
