"""The server: what an editor does, what comes of it, and who is let in."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from starlette.testclient import TestClient

from align.cli import main
from align.errors import InputError
from align.model import Model
from align.report.decisions import read_decisions
from align.review.guard import LONGEST_BODY
from align.review.server import Office, bound
from align.review.works import Checking, TwoArticles
from tests.review.conftest import PORT, REPRINT, TOKEN, client_of


def state(client: TestClient) -> Any:
    return client.get("/article/0/state").json()


def act(client: TestClient, **action: Any) -> Any:
    answer = client.post("/article/0/act", json=action)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(client: TestClient, code: int, **action: Any) -> str:
    answer = client.post("/article/0/act", json=action)
    assert answer.status_code == code, answer.text
    return str(answer.json()["error"])


def finding(client: TestClient, check: str) -> str:
    """The id of the first finding of a check."""
    import re

    cards = state(client)["cards"]
    found = re.search(rf'data-check="{check}" data-key="([0-9a-f]+)"', cards)
    assert found, cards
    return found.group(1)


def corrected(client: TestClient) -> str:
    return client.get("/article/0/out/corrected.txt").text


DAY, AMOUNT = "Aug. 14", "1.8 million yen"


def test_a_session_and_another_server_that_takes_it_up(
    client: TestClient, office: Callable[[], Office], pair: tuple[Path, Path]
) -> None:
    done = act(client, do="apply", finding=finding(client, "dates"))
    assert done["said"] == "“14” became “4”"
    assert (len(done["went"]), done["came"]) == (1, [])
    assert "Aug. 4, and" in corrected(client)
    done = act(client, do="apply", finding=finding(client, "numbers"))
    assert "1.8 billion yen" in corrected(client)

    was = "Trains stop automatically when the water rises above a set level."
    text = "Trains stop by themselves when the water rises. They wait for word."
    done = act(client, do="edit", sentence="4", was=was, text=text)
    assert f"two-thirds. {text}\n" in corrected(client)
    assert 'data-sentence="4.' in done["beads"]  # a sentence more, with an id of its own

    again = client_of(office())  # as after kill -9
    assert corrected(again) == corrected(client)
    assert act(again, do="undo")["said"] == "undone: sentence changed"
    assert was in corrected(client)
    act(again, do="redo")
    assert text in corrected(again)
    for _ in range(3):
        done = act(again, do="undo")
    assert corrected(client) == REPRINT
    assert not done["undo"]
    assert refused(again, 409, do="undo") == "there is nothing to undo"
    assert pair[1].read_text(encoding="utf-8") == REPRINT  # the file itself is nobody's but the editor's


def test_decisions_are_beside_the_article_at_once(client: TestClient, pair: tuple[Path, Path]) -> None:
    key = finding(client, "dates")
    done = act(client, do="decide", findings=[key], was="open", state="dismissed", reason="as agreed")
    assert 'data-state="dismissed"' in done["cards"]
    path = pair[1].with_name("line.en.txt.decisions.jsonl")
    (kept,) = read_decisions(path)
    assert (kept.decision.state, kept.decision.reason, kept.decision.who) == ("dismissed", "as agreed", "ms")
    act(client, do="undo")
    assert read_decisions(path) == ()
    assert 'data-state="dismissed"' not in state(client)["cards"]
    act(client, do="redo")
    assert len(read_decisions(path)) == 1
    assert (
        main(["check", *map(str, pair), "--decisions", str(path), "--out", str(path.with_suffix(".json"))])
        == 0
    )
    found = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["findings"]
    assert [one["decision"]["reason"] for one in found if one["decision"]] == ["as agreed"]


def test_a_decision_outlives_an_edit_elsewhere_in_its_sentence(client: TestClient) -> None:
    act(client, do="decide", findings=[finding(client, "dates")], state="dismissed", reason="", note="")
    was = "The company has been running replacement buses since Aug. 14, and about 900 people a day use them."
    done = act(client, do="edit", sentence="2", was=was, text=was.replace("running", "operating"))
    assert 'data-state="dismissed"' in done["cards"]


def test_two_windows_do_not_write_over_one_another(client: TestClient, office: Callable[[], Office]) -> None:
    other = client_of(office())
    was = "Service has been suspended since July 23."
    act(client, do="edit", sentence="1", was=was, text="Trains have not run since July 23.")
    said = refused(other, 409, do="edit", sentence="1", was=was, text="The line has been shut since July 23.")
    assert "changed in another window: “Trains have not run since July 23.”" in said
    assert "Trains have not run" in state(other)["beads"]
    other_sentence = "Trains stop automatically when the water rises above a set level."
    act(
        other, do="edit", sentence="4", was=other_sentence, text="Trains then stop."
    )  # another sentence: no quarrel
    key = finding(client, "dates")
    act(client, do="decide", findings=[key], was="open", state="done")
    assert "decided meanwhile" in refused(
        other, 409, do="decide", findings=[key], was="open", state="dismissed"
    )
    beads = state(client)["beadsKey"]
    act(client, do="beads", kind="unlink", bead=0, was=beads)
    assert "another window" in refused(other, 409, do="beads", kind="merge", bead=1, was=beads)
    act(client, do="edit", sentence="0", was=state_text(client, 0), text="")
    assert "deleted" in refused(other, 409, do="edit", sentence="0", was="…", text="x")


def state_text(client: TestClient, number: int) -> str:
    from html import unescape
    from re import findall

    return unescape(findall(r'data-text="([^"]*)"', state(client)["beads"])[number])


def test_a_name_everywhere_and_a_pair_of_words(client: TestClient, pair: tuple[Path, Path]) -> None:
    assert "in 1 place" in act(client, do="exchange", old="Kusegawa Line", new="Kuzegawa Line")["said"]
    assert "Kuzegawa Line will reopen" in corrected(client)
    assert "does not stand" in refused(client, 400, do="exchange", old="Kusegawa", new="Kuse")
    done = act(
        client, do="term", source="代行輸送", target="substitute service", forbidden="replacement buses"
    )
    assert "terminology" in done["cards"]
    assert len(done["came"]) >= 1
    glossary = pair[1].with_name("line.en.txt.review") / "glossary.tsv"
    assert glossary.read_text(encoding="utf-8") == "代行輸送\tsubstitute service\treplacement buses\n"
    assert len(act(client, do="undo")["went"]) == len(done["came"])


def test_beads_are_put_right_and_saved(client: TestClient, pair: tuple[Path, Path], tmp_path: Path) -> None:
    before = state(client)
    done = act(client, do="beads", kind="merge", bead=0, was=before["beadsKey"])
    assert done["links"][0] == [[0, 1], ["0", "1"]]
    done = act(client, do="beads", kind="split", bead=0, was=done["beadsKey"])
    assert done["links"] == before["links"]
    assert "nothing to change" in refused(client, 400, do="beads", kind="split", bead=0, was=done["beadsKey"])
    assert refused(client, 400, do="beads", kind="split", bead=99, was=done["beadsKey"])
    act(client, do="beads", kind="join", source=[0], target=["1"], was=done["beadsKey"])
    saved = client.post("/article/0/save", json={}).json()
    folder = pair[1].with_name("line.en.txt.review")
    assert all((folder / name).is_file() for name in saved["files"])
    gold = (folder / "gold" / "line.en--line.ja" / "gold.txt").read_text(encoding="utf-8").splitlines()
    assert gold[0] == "[]:[0]:0.9000" or any(line.startswith("[0]:[1]") for line in gold)
    assert main(["evaluate", "sentences", str(folder / "gold"), "--write", str(tmp_path / "beads")]) == 0
    archive = zipfile.ZipFile(io.BytesIO(client.get("/article/0/out/gold.zip").content))
    assert {name.rpartition("/")[2] for name in archive.namelist()} == {"src.txt", "tgt.txt", "gold.txt"}
    assert b"<tmx" in client.get("/article/0/out/beads.tmx").content


def test_word_and_the_difference(client: TestClient) -> None:
    act(client, do="apply", finding=finding(client, "dates"))
    document = Document(io.BytesIO(client.get("/article/0/out/corrected.docx").content))
    assert any("Aug. 4, and" in paragraph.text for paragraph in document.paragraphs)
    difference = client.get("/article/0/out/changes.diff").text.splitlines()
    assert [line[0] for line in difference if "buses since" in line] == ["-", "+"]


def test_where_a_word_is_rendered(client: TestClient) -> None:
    bead = next(at for at, (source, _) in enumerate(state(client)["links"]) if source == [2])
    words = client.get(f"/article/0/words?bead={bead}").json()["words"]
    buses = [one for one in words if one["to"] and one["start"] <= 9 < one["end"]]
    assert words
    assert buses
    assert all(one["sentence"] == 2 for one in words)
    assert client.get("/article/0/words?bead=99").status_code == 404
    assert client.get("/article/0/words?bead=x").status_code == 404


def test_what_was_being_typed_comes_back(client: TestClient, office: Callable[[], Office]) -> None:
    client.post("/article/0/typing", json={"field": "2", "text": "Half a sen"})
    assert client_of(office()).get("/article/0/state?version=0&typing=1").json()["typing"] == {
        "2": "Half a sen"
    }
    client.post("/article/0/typing", json={"field": "2", "text": None})
    assert client.get("/article/0/state?version=0&typing=1").json()["typing"] == {}


def test_a_text_that_changed_on_disk(
    client: TestClient, office: Callable[[], Office], pair: tuple[Path, Path]
) -> None:
    act(
        client,
        do="decide",
        findings=[finding(client, "numbers")],
        state="dismissed",
        reason="agreed",
        note="",
    )
    act(client, do="apply", finding=finding(client, "dates"))
    assert state(client)["stale"] == ""
    pair[1].write_text(REPRINT.replace("a set level", "a certain level"), encoding="utf-8")
    assert "line.en.txt changed on disk" in state(client)["stale"]
    assert "Aug. 4, and" in corrected(client)  # goes on with what was opened
    fresh = client_of(office())
    page = fresh.get("/article/0").text
    assert "2 changes were made to it" in page
    assert "a certain level" in corrected(fresh)
    assert 'data-state="dismissed"' in state(fresh)["cards"]
    pair[1].write_text(REPRINT, encoding="utf-8")
    assert "Aug. 4, and" in corrected(client_of(office()))


def test_checking_again_reads_the_glossary_again(
    pair: tuple[Path, Path], model: Model, tmp_path: Path
) -> None:
    glossary = tmp_path / "house.tsv"
    glossary.write_text("水位\twater\n", encoding="utf-8")
    work = TwoArticles(str(pair[0]), str(pair[1]), (None, None), Checking(lambda: model, glossary=glossary))
    client = client_of(Office(work, "ms"))
    assert 'data-check="terminology"' not in state(client)["cards"]
    glossary.write_text("水位\twater level\tthe water\n", encoding="utf-8")
    done = act(client, do="check")
    assert (done["said"], len(done["came"])) == ("checked again", 1)


def test_a_check_that_fails_costs_nothing(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    act(client, do="apply", finding=finding(client, "dates"))

    def broken(*_: Any) -> None:
        raise ZeroDivisionError("in a check")

    with monkeypatch.context() as patched:
        patched.setattr(Checking, "__call__", broken)
        done = act(client, do="exchange", old="buses", new="coaches")
        assert "could not be checked as it stands: in a check" in done["sums"]
        assert "replacement coaches" in corrected(client)
        act(client, do="undo")
    act(client, do="check")
    assert "could not be checked" not in state(client)["sums"]
    assert "Aug. 4, and" in corrected(client)


# -- who is let in ----------------------------------------------------------------------------------


def test_without_the_token_nothing(office: Callable[[], Office]) -> None:
    client = client_of(office())
    client.cookies.clear()
    assert client.get("/article/0").status_code == 403
    assert client.get("/?token=guess").status_code == 403
    assert client.post("/article/0/act", json={"do": "undo"}).status_code == 403
    entered = client.get(f"/article/0?token={TOKEN}", follow_redirects=False)
    assert (entered.status_code, entered.headers["location"]) == (303, "/article/0")
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"host": "example.org"}, 403),
        ({"host": f"127.0.0.1:{PORT + 1}"}, 403),
        ({"origin": "https://example.org"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
    ],
)
def test_other_pages_cannot_act(client: TestClient, headers: dict[str, str], code: int) -> None:
    content = {"content-type": "application/json", **headers}
    answer = client.post("/article/0/act", content=b'{"do": "undo"}', headers=content)
    assert answer.status_code == code
    assert client.get("/article/0/state").json()["version"] == 0


def test_long_and_broken_requests(client: TestClient) -> None:
    json_body = {"content-type": "application/json"}
    assert (
        client.post("/article/0/act", content=b" " * (LONGEST_BODY + 1), headers=json_body).status_code == 413
    )
    for body in (b"{", b"[]", b'"x"', b"\xff"):
        assert client.post("/article/0/act", content=body, headers=json_body).status_code == 400
    for action in (
        {},
        {"do": 7},
        {"do": "sing"},
        {"do": "edit", "sentence": "0"},
        {"do": "edit", "sentence": "0", "was": "x", "text": "y" * 30_000},
        {"do": "decide", "findings": [], "state": "done"},
        {"do": "decide", "findings": ["x"], "state": "perhaps"},
        {"do": "beads", "kind": "explode", "bead": 0, "was": state(client)["beadsKey"]},
        {"do": "term", "source": "", "target": "x"},
    ):
        assert client.post("/article/0/act", json=action).status_code == 400, action


@pytest.mark.parametrize(
    "path",
    ["/article/1", "/article/99/state", "/article/-1", "/article/0/out/journal.sqlite", "/etc/passwd",
     "/article/0/out/..%2f..%2fline.ja.txt", "/article/0/out/%2e%2e/%2e%2e/x", "/static/review.js"],
)  # fmt: skip
def test_there_is_no_other_file(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (404, 405)


def test_every_answer_is_closed_to_others(client: TestClient) -> None:
    for path in ("/article/0", "/article/0/state", "/nothing", "/article/0/out/corrected.txt"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers
    assert "connect-src 'self'" in client.get("/article/0").headers["content-security-policy"]


def test_what_an_article_contains_is_never_run(pair: tuple[Path, Path], office: Callable[[], Office]) -> None:
    bad = '<script>alert(1)</script> "><img src=x onerror=alert(2)> {{ 7*7 }}'
    pair[1].write_text(REPRINT.replace("a set level", f"a set level {bad}"), encoding="utf-8")
    client = client_of(office())
    act(client, do="exchange", old="buses", new='coaches"><script>alert(3)</script>')
    page = client.get("/article/0").text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "{{ 7*7 }}" in page
    assert page.count("<script>") == 1


def test_a_port_in_use_is_named() -> None:
    listening = bound(0)
    listening.listen()
    port = listening.getsockname()[1]
    with pytest.raises(InputError, match=f"port {port}: cannot be used"):
        bound(port)
    with pytest.raises(InputError, match="cannot be used"):
        bound(99_999)
    listening.close()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "nothing to review is named"),
        (["a", "b", "c"], "one too many"),
        (["no-such-folder"], "does not exist"),
        (["-", "x"], "cannot be reviewed"),
        (["none.ja.txt", "none.en.txt", "--no-open", "--port", "0"], "does not exist"),
    ],
)
def test_wrong_use_is_one_line(
    arguments: list[str], says: str, capsys: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["review", *arguments]) == 2
    assert says in capsys.readouterr().err
