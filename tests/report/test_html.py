from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from importlib.metadata import EntryPoint

import pytest
from lxml import html

from align.document import Bead, Report
from align.errors import InputError
from align.report import FORMATS, render


def page(report: Report) -> html.HtmlElement:
    text = render(report, "html")
    assert isinstance(text, str)
    return html.document_fromstring(text)


def test_every_finding_is_listed_and_marked_on_both_sides(report: Report) -> None:
    tree = page(report)
    for index, finding in enumerate(report.findings):
        (card,) = tree.xpath(f"//li[@id='f{index}']")
        assert finding.message in card.text_content()
        for side, location in (("source", finding.source), ("target", finding.target)):
            marks = tree.xpath(
                f"//div[contains(@class,'cell {side}')]//a[contains(concat(' ',@data-f,' '),' {index} ')]"
            )
            assert bool(marks) == (location is not None)
            if location and not marks[0].get("class").startswith("flags"):
                assert "".join(mark.text_content() for mark in marks) == location.text


def test_the_list_runs_in_reading_order(report: Report) -> None:
    order = [int(card.get("id")[1:]) for card in page(report).xpath("//li[contains(@class,'card')]")]
    places = [report.findings[index].target for index in order]
    starts = [place.start for place in places if place]
    assert starts == sorted(starts)
    # The omission stands where the sentence was left out: after the split sentence, before the quotation.
    assert order.index(5) < order.index(6) < order.index(7)


def test_languages_are_named(report: Report) -> None:
    tree = page(report)
    assert {cell.get("lang") for cell in tree.xpath("//div[@class='cell source']")} == {"zh-Hans"}
    assert {cell.get("lang") for cell in tree.xpath("//div[@class='cell target']")} == {"en"}


@pytest.mark.parametrize(
    ("language", "lang"),
    [("ja", "ja"), ("zh-Hant", "zh-Hant"), ("other", "")],
    ids=lambda value: value or "none",
)
def test_other_languages(report: Report, language: str, lang: str) -> None:
    other = dataclasses.replace(report, source=dataclasses.replace(report.source, language=language))
    assert page(other).xpath("//div[@class='cell source']")[0].get("lang") == lang


def test_moved_and_missing_sentences_say_so(report: Report) -> None:
    tree = page(report)
    assert tree.get_element_by_id("t2").xpath("a[@class='tag']/@href") == ["#s7"]
    assert "not in the reprint" in tree.get_element_by_id("s4").text_content()
    assert "not in the source" in tree.get_element_by_id("t10").text_content()


def test_names_and_scores_are_told(report: Report) -> None:
    tree = page(report)
    ledger = tree.xpath("//section[@class='ledger']")[0].text_content()
    for expected in ("赤泽亮正", "Ryosho Akazawa", "does not fit", "no reading gives", "wrong person"):
        assert expected in ledger
    figures = tree.xpath("//footer")[0].text_content()
    assert "−1.84" in figures
    assert report.signature in figures


def test_the_policy_allows_this_style_and_this_script_only(report: Report) -> None:
    tree = page(report)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")
    for element in ("style", "script"):
        (inline,) = tree.xpath(f"//{element}")
        digest = base64.b64encode(hashlib.sha256(inline.text.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    assert not tree.xpath("//@style | //@onclick | //@src | //link")
    assert "unsafe" not in policy


def test_nothing_points_outside(report: Report, hostile: Report) -> None:
    for each in (report, hostile):
        assert all(target.startswith("#") for target in page(each).xpath("//a/@href"))


def test_hostile_text_is_only_text(hostile: Report) -> None:
    tree = page(hostile)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //svg[@onload] | //b/b | //title/*")
    assert not tree.xpath("//@onerror | //@onload")
    text = render(hostile, "html")
    assert isinstance(text, str)
    assert not re.search("[\x00-\x08\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    assert "{{ 7*7 }}" in text


def test_everything_may_be_missing(report: Report) -> None:
    bare = Report(report.source, report.target, (), (), ())
    tree = page(bare)
    assert "Nothing was found" in tree.get_element_by_id("findings").text_content()
    assert not tree.xpath("//section[@class='ledger']")


def test_beads_as_no_aligner_should_make_them(report: Report) -> None:
    twenty = tuple(range(11))
    beads = (
        Bead(twenty, (0,), float("nan")),
        Bead((2,), (0, 5), 2.0),
        Bead((-1, 99), (3,), 0.5),
        Bead((), ()),
    )
    odd = dataclasses.replace(report, beads=beads, bead_scores=(float("nan"), 50.0, None, None))
    for format in FORMATS:
        assert render(odd, format)
    text = page(odd).xpath("//div[@id='beads']")[0].text_content()
    assert all(sentence.text in text for sentence in (*odd.source_sentences, *odd.target_sentences))


def test_an_unknown_format_names_the_known_ones(report: Report) -> None:
    with pytest.raises(InputError, match="html, json"):
        render(report, "pdf")


def test_another_package_adds_a_format(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = EntryPoint("ids", "tests.report.test_html:as_ids", "align.reports")
    monkeypatch.setattr(
        "importlib.metadata.entry_points", lambda group: [ours] if group == "align.reports" else []
    )
    assert render(report, "ids") == "zh/tariffs en/tariffs"


def as_ids(report: Report) -> str:
    return f"{report.source.id} {report.target.id}"


def test_every_format_gives_the_same_bytes_again(report: Report) -> None:
    for format in FORMATS:
        assert render(report, format) == render(report, format), format
