"""Plain text that was wrapped: where a paragraph begins, what is a headline, and numbers across a line end."""

from __future__ import annotations

import pytest

from align.read import read
from align.split import split

WRAPPED_40 = (
    "　県は12日、港の再開発計画を公表した。総事業費は320億円に上り、2031年の完成を\n"
    "目指す。柴田洋平知事が記者会見で明らかにした。\n"
    "　計画では古い倉庫を取り壊し、市場と公園を造る。地元の漁協は歓迎しているが、費用の\n"
    "負担を心配する声もある。県議会は来月、関連する予算案を審議する。\n"
    "　説明会は20日に開かれる見通しだ。\n"
)
NUMBER = (
    "　県は12日、港の再開発計画を公表した。総事業費は前回の見積もりより多い3\n"
    "20億円で、2031年の完成を目指す。柴田洋平知事が明らかにした。\n"
    "　計画では古い倉庫を取り壊し、市場と公園を造る。漁協は歓迎しているが、1\n"
    "2億円の負担を心配する声もある。県議会は来月、予算案を審議する。\n"
)
CHINESE = (
    "　　省政府12日公布港口改造计划，总投资达到320亿元，预计2031年完工，省长在记者会\n"
    "上介绍了有关情况。旧仓库将被拆除，原址将建市场和公园。当地渔民对此表示欢迎，但也\n"
    "有人担心费用。\n"
    "　　说明会将于20日举行，省人大下月审议相关预算，届时将公布资金的来源和施工的具体\n"
    "安排。\n"
)


def sentences(text: str) -> list[str]:
    return [one.text for one in split(read(text.encode()))]


@pytest.mark.parametrize(
    ("text", "count", "whole"),
    [
        (WRAPPED_40, 7, ["2031年の完成を目指す", "費用の負担を心配する"]),
        (NUMBER, 6, ["320億円で", "12億円の負担"]),
        (CHINESE, 4, ["省长在记者会上介绍了", "但也有人担心", "施工的具体安排"]),
    ],
)
def test_lines_are_joined_and_nothing_is_set_aside(text: str, count: int, whole: list[str]) -> None:
    article = read(text.encode())
    found = sentences(text)
    assert article.title is None
    assert len(found) == count
    assert all(any(part in sentence for sentence in found) for part in whole)
    assert not any("\n" in sentence for sentence in found)


@pytest.mark.parametrize(
    "first",
    [
        "The prefecture unveiled its plan on the 12th. The project",
        "県は12日、港の再開発計画を公表した。総事業費は",
        "省政府12日公布港口改造计划。总投资达到",
        "県は12日に港の再開発計画を公表し、",
    ],
)
def test_running_text_is_no_headline(first: str) -> None:
    rest = (
        "320億円で、2031年の完成を目指すと知事が会見で述べた。"
        if not first.isascii()
        else (
            "will cost 32 billion yen and be finished in 2031, the governor told reporters at a news conference."
        )
    )
    article = read(f"{first}\n{rest}\n\n{rest}\n".encode())
    assert article.of_kind("headline") == []


@pytest.mark.parametrize(
    "headline", ["港の再開発計画を公表", "Gov. Shibata unveils harbor plan", "U.S. stocks close higher"]
)
def test_a_headline_is_one(headline: str) -> None:
    rest = (
        "県は12日、港の再開発計画を公表した。総事業費は320億円で、2031年の完成を目指す。"
        if not headline.isascii()
        else "The prefecture on the 12th unveiled a plan to rebuild its harbor at a cost of 32 billion yen."
    )
    assert read(f"{headline}\n\n{rest}\n".encode()).of_kind("headline") == [headline]
