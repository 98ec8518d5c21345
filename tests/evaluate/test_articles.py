"""Articles with known errors: how the wrong copy is made, what counts as found, and the benchmark that ships."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from align.document import Finding, Location
from align.errors import InputError
from align.evaluate.articles import Error, Outcome, _found, _planted, examine, figures, listing
from align.read import read
from tests.fidelity.pairs import embedded

BENCH = Path(__file__).resolve().parents[2] / "corpora" / "bench"
SOURCE = "工場は来年、従業員を1200人増やす。社長は値上げを否定した。"
CLOSE = "The plant will add 1,200 workers next year. The president denied that prices would rise."


def folder(tmp_path: Path, *errors: dict[str, str]) -> Path:
    texts = {"source": SOURCE, "close": CLOSE, "free": "Next year the plant is to hire 1,200 people."}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in errors)
    (tmp_path / "errors.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def error(
    right: str, wrong: str, source: str = "", kind: str = "number", severity: str = "major"
) -> dict[str, str]:
    return {"kind": kind, "severity": severity, "right": right, "wrong": wrong, "source": source}


def test_the_wrong_copy_is_made_from_the_right_one(tmp_path: Path) -> None:
    rows = error("denied", "admitted", "否定した"), error("1,200", "12,000", "1200人")
    place = folder(tmp_path, *rows)
    text, errors = _planted(place, read(place / "source.txt"), read(place / "close.txt"))
    assert text.strip() == CLOSE.replace("1,200", "12,000").replace("denied", "admitted")
    assert [text[slice(*one.target)] for one in errors] == ["12,000", "admitted"]
    assert [SOURCE[slice(*one.source)] for one in errors] == ["1200人", "否定した"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (error("3,000", "4,000"), "does not stand once"),
        (error("1,200", "12,000", "1300人"), "does not stand in source"),
        (error("1,200", "12,000", severity="grave"), "no such severity"),
        ({"kind": "number"}, "line 1 is no error"),
    ],
)
def test_an_error_that_does_not_fit(tmp_path: Path, row: dict[str, str], says: str) -> None:
    place = folder(tmp_path, row)
    with pytest.raises(InputError, match=says):
        _planted(place, read(place / "source.txt"), read(place / "close.txt"))


def test_errors_that_overlap(tmp_path: Path) -> None:
    place = folder(tmp_path, error("1,200 workers", "x"), error("workers next", "y"))
    with pytest.raises(InputError, match="overlaps"):
        _planted(place, read(place / "source.txt"), read(place / "close.txt"))


@pytest.mark.parametrize(
    ("check", "start", "end", "hit", "led"),
    [
        ("numbers", 19, 25, True, True),
        ("style", 19, 25, False, True),
        ("numbers", 0, 90, False, False),  # the whole passage is no place
        ("numbers", 40, 50, False, False),
    ],
)
def test_what_counts_as_found(check: str, start: int, end: int, hit: bool, led: bool) -> None:
    finding = Finding(check, "accuracy/mistranslation", "major", "!", target=Location("", 0, start, end))
    assert _found(Error("number", "major", (0, 0), (19, 25)), [finding]) == (hit, led)


def test_points_made_percent_are_an_error_of_unit() -> None:
    finding = Finding(
        "percentage_points", "accuracy/mistranslation", "major", "!", target=Location("", 0, 19, 25)
    )
    assert _found(Error("unit", "major", (0, 0), (19, 25)), [finding]) == (True, True)


def test_the_list_says_what_became_of_each_error_and_what_is_false() -> None:
    rows = ("1200人", "1,200", "12,000"), ("", "", " They struck.")
    errors = [
        Error("number", "critical", (0, 5), (0, 6), rows[0]),
        Error("addition", "major", (0, 0), (6, 9), rows[1]),
    ]
    false = Finding(
        "tense", "accuracy/mistranslation", "minor", "Not yet.", target=Location("will rise", 0, 0, 9)
    )
    note = Finding("style", "style", "info", "A note.", target=Location("x", 0, 0, 1))
    outcome = Outcome(
        "ferry",
        ((errors[0], True, True), (errors[1], False, False)),
        {"close": (false, note), "free": ()},
        {"close": 9, "free": 9},
        {"close": 1.0, "free": 1.0},
        ((), ()),
    )
    assert list(listing([outcome])) == [
        "ferry:",
        "  found   number (critical): 1200人  1,200 → 12,000",
        "  missed  addition (major):    →  They struck.",
        "  false   tense (minor) in the close copy: will rise  Not yet.",
    ]


def test_a_folder_without_articles(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no ARTICLE"):
        examine(tmp_path, embedded())


def test_the_shipped_articles_are_whole() -> None:
    for article in sorted(path.parent for path in BENCH.glob("*/errors.jsonl")):
        _, errors = _planted(article, read(article / "source.txt"), read(article / "close.txt"))
        assert len(errors) >= 7


@pytest.fixture(scope="module")
def shipped() -> list[Outcome]:
    return examine(BENCH, embedded())


@pytest.mark.slow
def test_figures_of_the_shipped_articles(shipped: list[Outcome]) -> None:
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in BENCH.glob("*/errors.jsonl"))
    found = figures(shipped)
    assert found["errors"] == lines


@pytest.mark.slow
@pytest.mark.parametrize("copy", ["close", "free"])
def test_no_right_copy_gets_a_critical_finding(shipped: list[Outcome], copy: str) -> None:
    assert [
        one.name for one in shipped if any(false.severity == "critical" for false in one.false[copy])
    ] == []
