"""The judge: what is asked, what is believed, and an endpoint that answers late, wrongly, or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from align.cli import main
from align.document import Article, Block, Report
from align.errors import InputError, ModelError, UnreachableError
from align.fidelity.judge import Judge, load_judge
from align.fidelity.judge.answer import NoAnswerError, read_claims
from align.fidelity.judge.endpoint import Endpoint
from align.fidelity.judge.question import SCHEMA
from align.model.cache import Cache
from align.pipeline import check
from align.split import split
from tests.fidelity.pairs import embedded
from tests.fidelity.standin import claim, errors, said, standing_in

SOURCE = "首相は東京で大統領に支援を求めた。\n工場は四月に閉鎖される。\n雨のため試合は中止になった。"
TARGET = (
    "The president asked the prime minister for support in Tokyo.\nThe factory will close in April.\n"
    "The match was called off because of rain."
)
WHO = claim(
    source="首相は東京で大統領に",
    target="The president asked the prime minister",
    message="Who asked whom is exchanged.",
)
NOTHING = errors()


def article(text: str, language: str) -> Article:
    return Article(id=language, text=text, language=language, blocks=(Block("body", 0, len(text)),))


def judged(judge: Judge, checks: tuple[str, ...] = ()) -> Report:
    source, target = article(SOURCE, "ja"), article(TARGET, "en")
    return check(
        source,
        target,
        embedded(),
        source_sentences=split(source),
        target_sentences=split(target),
        checks=checks,
        judge=judge,
    )


def asking(url: str, **given: object) -> Judge:
    endpoint = Endpoint(url, "tiny", pause=lambda _: None, timeout=float(given.pop("timeout", 5)))  # type: ignore[arg-type]
    return Judge(
        "tiny", endpoint.host, lambda told: endpoint.answer(told, SCHEMA), reach=endpoint.reach, **given
    )  # type: ignore[arg-type]


def about_the_first(body: dict, number: int):
    """The error of the first passage, whoever asks first."""
    asked = json.loads(body["messages"][1]["content"])
    return errors(WHO) if "Tokyo" in asked["target passage"] else NOTHING


def test_what_the_judge_names_is_a_finding_in_its_place():
    with standing_in(about_the_first) as stand:
        report = judged(asking(stand.url))
    (finding,) = report.findings
    assert (finding.check, finding.category, finding.severity) == (
        "judge/mistranslation",
        "accuracy/mistranslation",
        "major",
    )
    assert finding.target.text == "The president asked the prime minister"
    assert SOURCE[finding.source.start : finding.source.end] == finding.source.text == "首相は東京で大統領に"
    assert finding.evidence == {"judged by": "tiny"}
    assert "judge:tiny" in report.signature
    assert any(
        "3 of 3 passages were judged" in note and "sent to 127.0.0.1" in note for note in report.warnings
    )


def test_one_passage_is_asked_about_with_its_neighbours_and_a_schema():
    with standing_in(lambda *_: NOTHING) as stand:
        judged(asking(stand.url, parallel=1))
    asked = [json.loads(body["messages"][1]["content"]) for body in stand.asked]
    assert [one["target passage"] for one in asked] == TARGET.split("\n")
    assert asked[1]["source before"] == SOURCE.split("\n")[0]
    assert asked[1]["source after"] == SOURCE.split("\n")[2]
    assert asked[0]["source before"] == asked[2]["source after"] == ""
    assert stand.asked[0]["response_format"]["json_schema"]["schema"]["properties"]["errors"]
    assert stand.asked[0]["model"] == "tiny"


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (WHO, True),
        (
            {**WHO, "target": "The president begged the prime minister"},
            False,
        ),  # a quotation that is not there
        ({**WHO, "source": "首相は大阪で"}, False),
        ({**WHO, "target": ""}, False),  # a mistranslation of nothing
        ({**WHO, "source": ""}, True),
        ({**WHO, "message": ""}, False),
        (claim(category="omission", source="東京で", message="The place is missing."), True),
        (claim(category="omission", source="京都で", message="The place is missing."), False),
        (claim(category="addition", target="in Tokyo", message="Nobody said where."), True),
        (claim(category="addition", source="東京で", message="Nobody said where."), False),
    ],
)
def test_a_claim_stands_only_where_it_quotes_what_stands_there(told, kept):
    with standing_in(
        lambda body, _: (
            errors(told)
            if "Tokyo. " not in body
            and "in Tokyo" in json.loads(body["messages"][1]["content"])["target passage"]
            else NOTHING
        )
    ) as stand:
        report = judged(asking(stand.url))
    assert len(report.findings) == kept
    assert any("were left out" in note for note in report.warnings) is not kept


@pytest.mark.parametrize(
    ("severity", "given"), [("critical", "major"), ("major", "major"), ("minor", "minor"), ("grave", "minor")]
)
def test_no_judge_finds_anything_critical(severity, given):
    (found,) = read_claims(json.dumps({"errors": [{**WHO, "severity": severity}]}))
    assert found.severity == given


@pytest.mark.parametrize("around", ["{}", "```json\n{}\n```", "Here you are: {} I hope it helps."])
def test_answers_are_read_in_a_fence_and_between_words(around):
    assert len(read_claims(around.replace("{}", json.dumps({"errors": [WHO]})))) == 1


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "no errors",
        "[]",
        '{"errors": 3}',
        '{"errors": [3]}',
        '{"errors": [{"category": "typo"}]}',
        '{"errors": [{"category": 3}]}',
    ],
)
def test_other_answers_are_no_answers(answer):
    with pytest.raises(ValueError, match=r".+"):
        read_claims(answer)


def test_what_a_check_has_found_is_not_said_twice():
    source, other = (
        article("この工場では300人が働いている。", "ja"),
        article("The factory employs 130 people.", "en"),
    )
    same = claim(source="300人", target="130 people", message="The number is wrong.")
    with standing_in(lambda *_: errors(same)) as stand:
        report = check(source, other, embedded(), checks=("numbers",), judge=asking(stand.url))
    assert [one.check for one in report.findings] == ["numbers"]


@pytest.mark.parametrize(
    "trouble",
    [
        (429, {"Retry-After": "0"}, ""),
        (500, {}, "oops"),
        (503, {}, ""),
        (200, {}, "no json"),
        (200, {}, '{"choices": []}'),
    ],
)
def test_a_passing_trouble_is_waited_out(trouble):
    with standing_in(lambda body, number: trouble if number < 2 else about_the_first(body, number)) as stand:
        report = judged(asking(stand.url, parallel=1))
    assert len(report.findings) == 1
    assert len(stand.asked) == 5


def test_pauses_grow_and_keep_to_what_the_server_asks():
    pauses: list[float] = []
    with standing_in(lambda *_: (429, {"Retry-After": "7"}, "")) as stand:
        endpoint = Endpoint(stand.url, "tiny", pause=pauses.append)
        with pytest.raises(NoAnswerError, match="HTTP 429"):
            endpoint.answer([], SCHEMA)
    assert pauses == [7, 14, 28, 56]


def test_an_endpoint_that_is_late_is_given_up_on():
    with standing_in(lambda *_: NOTHING, late=0.4) as stand:
        endpoint = Endpoint(stand.url, "tiny", timeout=0.05, pause=lambda _: None)
        with pytest.raises(NoAnswerError, match="no answer within"):
            endpoint.answer([], SCHEMA)


def test_a_server_that_knows_no_schema_is_asked_without():
    def reply(body, number):
        return (400, {}, "unknown field") if "response_format" in body else NOTHING

    with standing_in(reply) as stand:
        assert not judged(asking(stand.url, parallel=1)).findings
    assert len(stand.asked) == 6


@pytest.mark.parametrize(
    ("code", "remedy"), [(401, "ALIGN_JUDGE_KEY"), (403, "ALIGN_JUDGE_KEY"), (404, "has the model tiny")]
)
def test_a_refusal_ends_it_with_its_remedy(code, remedy):
    with standing_in(lambda *_: (code, {}, "")) as stand, pytest.raises(UnreachableError, match=remedy):
        judged(asking(stand.url))


def test_a_passage_without_an_answer_is_counted_and_no_more():
    def reply(body, number):
        asked = json.loads(body["messages"][1]["content"])
        return (
            said("I would rather not.")
            if "factory" in asked["target passage"]
            else about_the_first(body, number)
        )

    with standing_in(reply) as stand:
        report = judged(asking(stand.url))
    assert len(report.findings) == 1
    assert any("no usable answer about 1 of them" in note for note in report.warnings)


def test_when_nothing_is_answered_it_is_an_error():
    with (
        standing_in(lambda *_: said("no")) as stand,
        pytest.raises(UnreachableError, match="no question as asked"),
    ):
        judged(asking(stand.url))


def test_the_limit_takes_the_beginning_of_the_article():
    with standing_in(lambda *_: NOTHING) as stand:
        report = judged(asking(stand.url, limit=2))
    assert len(stand.asked) == 2
    assert any("2 of 3 passages" in note for note in report.warnings)


def test_no_more_are_asked_at_once_than_allowed():
    with standing_in(lambda *_: NOTHING, late=0.05) as stand:
        judged(asking(stand.url, parallel=2))
    assert stand.most_at_once <= 2


def test_answers_are_kept_and_asked_for_once(tmp_path):
    with standing_in(about_the_first) as stand:
        judge = asking(stand.url, cache=Cache(tmp_path / "cache.sqlite"))
        first = judged(judge)
        assert len(stand.asked) == 3
        assert judged(judge).findings == first.findings
        assert len(stand.asked) == 3
        judged(replace(judge, name="other"))
        assert len(stand.asked) == 6


def test_the_key_comes_from_the_environment_and_goes_nowhere_else(monkeypatch):
    monkeypatch.setenv("ALIGN_JUDGE_KEY", "secret")
    with standing_in(lambda *_: NOTHING) as other:
        moved = (307, {"Location": other.url + "/chat/completions"}, "")
        with standing_in(lambda *_: moved) as stand, pytest.raises(UnreachableError):
            judged(asking(stand.url))
        assert stand.headers[0]["Authorization"] == "Bearer secret"
        assert not other.asked


@pytest.mark.parametrize(
    ("url", "model", "reason"),
    [
        ("http://user:word@localhost/v1", "m", "holds a name or a password"),
        ("ftp://localhost", "m", "no address of an endpoint"),
        ("http://", "m", "no address of an endpoint"),
        ("http://localhost:1/v1", None, "--judge-model"),
        ("./nowhere", None, "no such folder"),
        ("embedded", None, "no causal language model"),
        ("embedded", "m", "leave --judge-model out"),
    ],
)
def test_a_judge_that_is_none_says_why(url, model, reason):
    with pytest.raises(InputError, match=reason):
        load_judge(url, model).reach()


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://localhost:8080", "http://localhost:8080/v1/chat/completions"),
        ("http://localhost:8080/", "http://localhost:8080/v1/chat/completions"),
        ("http://localhost/v1/", "http://localhost/v1/chat/completions"),
        ("http://localhost/api/v3", "http://localhost/api/v3/chat/completions"),
        ("http://localhost/v1/chat/completions", "http://localhost/v1/chat/completions"),
    ],
)
def test_addresses_are_completed(url, address):
    assert Endpoint(url, "m").address == address


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name, text in (("ja.txt", SOURCE), ("en.txt", TARGET)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / "ja.txt"), str(tmp_path / "en.txt")]


def test_an_endpoint_that_is_down_is_one_line_and_nothing_is_written(files, tmp_path, capsys):
    out = tmp_path / "report.json"
    command = ["check", *files, "--judge", "http://127.0.0.1:9/v1", "--judge-model", "m", "--out", str(out)]
    assert main(command) == 2
    message = capsys.readouterr().err
    assert "cannot be reached" in message
    assert message.count("\n") == 1
    assert not out.exists()
    run = ["run", files[1], files[0], "--out", str(tmp_path / "run"), *command[3:7]]
    assert main(run) == 2
    assert not (tmp_path / "run").exists()


def test_check_asks_the_judge_it_is_given(files, capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with standing_in(about_the_first) as stand:
        assert (
            main(
                [
                    "check",
                    *files,
                    "--judge",
                    stand.url,
                    "--judge-model",
                    "m",
                    "--checks",
                    "dates",
                    "--fail-on",
                    "major",
                ]
            )
            == 1
        )
    assert [one["check"] for one in json.loads(capsys.readouterr().out)["findings"]] == [
        "judge/mistranslation"
    ]


def test_judge_options_want_a_judge(files, capsys):
    assert main(["check", *files, "--judge-limit", "3"]) == 2
    assert "name its URL with --judge" in capsys.readouterr().err


def test_a_model_of_this_machine_is_asked_too(tmp_path):
    pytest.importorskip("torch")
    from tests.model import tiny

    (tmp_path / "work").mkdir()
    judge = load_judge(str(tiny.causal(tmp_path / "tiny", tmp_path / "work")), cache=False)
    assert judge.where is None
    assert isinstance(judge.ask([{"role": "user", "content": "Who?"}]), str)
    with pytest.raises(ModelError, match="no question as asked"):
        judged(replace(judge, ask=lambda _: "nothing of use"))
