"""Every format out and in again, and what each refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.document import Bead
from align.errors import InputError
from align.formats import beads as formats
from align.formats.beads import Alignment

SOURCE = ("首相は会談した。", "合意はなかった。", "写真", "<p> & \x0b]]>", "次回は五月だ。")
TARGET = ("The prime minister met him & left.", "No deal.", "They will <meet> in May.", "A line of ours.")
BEADS = (Bead((0,), (0, 1), 0.9123), Bead((1, 2), (), 0.5), Bead((), (3,), 0.25), Bead((3, 4), (2,), 1.0))


def written(form: str, beads=BEADS) -> bytes:
    result = formats.write(Alignment(SOURCE, TARGET, beads, "ja", "en"), form)
    return result if isinstance(result, bytes) else result.encode()


@pytest.mark.parametrize("form", ["vecalign", "tsv", "jsonl", "xliff"])
def test_what_is_written_is_read_back(form, tmp_path):
    path = tmp_path / "beads"
    path.write_bytes(written(form))
    assert formats.read(path) == list(BEADS)


def test_tmx_carries_the_two_sided_beads(tmp_path):
    path = tmp_path / "beads.tmx"
    path.write_bytes(written("tmx"))
    assert formats.read(path) == [bead for bead in BEADS if bead.source and bead.target]


def test_a_ladder_is_read_back(tmp_path):
    beads = [Bead((0,), (0, 1), 0.5), Bead((1,), (), 0.25), Bead((2, 3), (2,), 0.75), Bead((4,), (3,), 1.0)]
    path = tmp_path / "ladder"
    path.write_bytes(written("ladder", beads))
    assert path.read_text().splitlines()[-1] == "5\t4\t0"
    assert formats.read(path) == beads


def test_a_ladder_refuses_moved_blocks():
    with pytest.raises(InputError, match="cross"):
        written("ladder", [Bead((1,), (0,)), Bead((0,), (1,))])


@given(
    st.lists(
        st.tuples(
            st.lists(st.integers(0, 9), max_size=3), st.lists(st.integers(0, 9), max_size=3), st.floats(0, 1)
        ),
        min_size=1,
    )
)
def test_vecalign_lines_round_trip(tmp_path_factory, rows):
    beads = [Bead(tuple(sorted(left)), tuple(sorted(right)), round(score, 4)) for left, right, score in rows]
    path = tmp_path_factory.mktemp("beads") / "beads.txt"
    path.write_text(str(formats.write(Alignment((), (), beads), "vecalign")))
    assert formats.read(path) == beads


def test_texts_without_numbers_are_found_among_the_sentences(tmp_path):
    path = tmp_path / "beads.tsv"
    path.write_text(
        "首相は会談した。\tThe prime minister met him & left. No deal.\n次回は五月だ。\tThey will <meet> in May.\n"
    )
    assert formats.read(path, SOURCE, TARGET) == [Bead((0,), (0, 1)), Bead((4,), (2,))]


def test_a_repeated_text_is_found_further_on(tmp_path):
    path = tmp_path / "beads.tsv"
    path.write_text("はい。\tYes.\nはい。\tYes.\n")
    assert formats.read(path, ["はい。", "はい。"], ["Yes.", "Yes."]) == [Bead((0,), (0,)), Bead((1,), (1,))]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[0]:[0]\n[1:[1]\n", "line 2"),
        ('{"source": [0]}\n', "line 1 is no bead"),
        ("3\t3\t0\n1\t4\t0\n", "steps back"),
        ("あ\tnot there\n", "not among the sentences"),
        ("hello\n", "no known form"),
        ("<tmx><body>", "well-formed"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "secret.txt">]><tmx>&b;</tmx>', "self-contained"),
        ("<html/>", "its root is"),
        (formats.TSV_HEADER + "\n0\tx\t1\n", "line 2"),
    ],
)
def test_unreadable_beads_say_where_and_why(content, reason, tmp_path):
    path = tmp_path / "beads"
    path.write_text(content)
    with pytest.raises(InputError, match=reason):
        formats.read(path, ["あ"], ["b"])


def test_other_encodings_are_named(tmp_path):
    path = tmp_path / "beads"
    path.write_bytes("首相".encode("shift_jis"))
    with pytest.raises(InputError, match="UTF-8"):
        formats.read(path)


def test_an_unknown_format_is_named():
    with pytest.raises(InputError, match="known are"):
        formats.write(Alignment((), (), ()), "pdf")
