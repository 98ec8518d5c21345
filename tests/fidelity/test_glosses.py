"""Machine translation under the source and beside what was left out."""

from __future__ import annotations

from typing import Any, cast

import pytest

from align.document import Article, Block, Report
from align.model import Model
from align.pipeline import check
from align.report import render
from tests.fidelity.pairs import embedded

SOURCE = "首相は東京で会見した。\n工場は四月に閉鎖される。\n雨のため試合は中止になった。"
TARGET = "The prime minister held a press conference in Tokyo.\nThe match was called off because of rain."


class Translating:
    """The embedded model, which can translate as well."""

    def __init__(self) -> None:
        self.model: Any = embedded()
        self.verbs = self.model.verbs | {"translate"}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.model, name)

    def translate(self, sentences: list[str], source_language: str, target_language: str) -> list[str]:
        return [f"{target_language} <{at}>" for at, _ in enumerate(sentences)]


def article(text: str, language: str) -> Article:
    return Article(id=language, text=text, language=language, blocks=(Block("body", 0, len(text)),))


def glossed(model: object) -> Report:
    return check(
        article(SOURCE, "ja"), article(TARGET, "en"), cast(Model, model), checks=("omission",), gloss=True
    )


def test_every_source_sentence_has_its_gloss_and_an_omission_a_suggestion():
    report = glossed(Translating())
    assert report.glosses == ("en <0>", "en <1>", "en <2>")
    (omitted,) = report.findings
    assert omitted.evidence["machine translation"] == "en <1>"


@pytest.mark.parametrize("form", ["html", "json"])
def test_reports_show_glosses_as_machine_translation(form):
    written = render(glossed(Translating()), form)
    text = written.decode() if isinstance(written, bytes) else written
    assert ("en &lt;1&gt;" if form == "html" else "en <1>") in text
    assert "achine translation" in text


def test_a_model_that_does_not_translate_leaves_them_out_and_says_so():
    report = glossed(embedded())
    assert not report.glosses
    assert any(
        "There are no glosses: embedded does not translate ja into en" in one for one in report.warnings
    )
