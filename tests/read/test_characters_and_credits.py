"""Characters that are written in several ways, and what editors print below an article."""

from __future__ import annotations

import unicodedata

import pytest

from align.read import read
from align.read.characters import unified

STORY = "省统计局9日公布，上月居民生活开支比一年前多了0.6%。专家估计，下半年物价会慢慢回升。"
JAPANESE = "県は12日、港の再開発計画を公表した。総事業費は320億円で、2031年の完成を目指す。"
ENGLISH = "The prefecture on the 12th unveiled a plan to rebuild its harbor at a cost of 32 billion yen."


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("⽯破茂⾸相は8⽇", "石破茂首相は8日"),
        ("⼩池百合⼦", "小池百合子"),
        ("⻑野県の⻘木", "長野県の青木"),
        ("⻓江⻔户", "长江门户"),
        ("榊󠄀原健", "榊原健"),
        ("辻󠄁井聡", "辻井聡"),
        ("神︀社", "神社"),
        (unicodedata.normalize("NFD", "グエン・バン・ズン"), "グエン・バン・ズン"),
        (unicodedata.normalize("NFD", "ガザのパレスチナ人"), "ガザのパレスチナ人"),
        (unicodedata.normalize("NFD", "Nguyễn Văn Dũng"), "Nguyễn Văn Dũng"),
        ("神戸", "神戸"),
        ("①㈱ｱｲｼﾝ", "①㈱ｱｲｼﾝ"),  # another width is another character
    ],
)
def test_one_form_for_each_character(written, read_as):
    assert unified(written) == read_as
    assert read(f"{written}\n\n{JAPANESE}".encode()).text.startswith(read_as)


@pytest.mark.parametrize(
    ("story", "credit"),
    [
        (STORY, "【纠错】 【责任编辑:王某】"),
        (STORY, "[责任编辑：李某]"),
        (STORY, "（编辑：张某）【打印】【关闭窗口】"),
        (STORY, "责任编辑：王某 校对：李某"),
        (STORY, "编辑：赵某　审核：钱某　监制：孙某"),
        (JAPANESE, "【編集・山田太郎】"),
        (JAPANESE, "（取材・文　佐藤花子）（編集　鈴木一郎）"),
        (JAPANESE, "［担当記者：高橋］"),
        (ENGLISH, "[Editor: Li Mou]"),
        (ENGLISH, "(Web editor: Zhang Wei, Hongyu)"),
        (ENGLISH, "Translator: Sato Hanako"),
    ],
)
def test_editors_below_an_article_are_no_text(story, credit):
    article = read(f"{story}\n\n{story}\n\n{credit}\n".encode())
    assert len(article.of_kind("body")) == 2


@pytest.mark.parametrize(
    ("story", "last"),
    [
        (STORY, "编辑部的故事还在继续，读者的来信越来越多。"),
        (JAPANESE, "編集者の山田氏は「来年も続けたい」と話している。"),
        (ENGLISH, "The editor of the paper said the plan would be watched closely."),
        (JAPANESE, "（知事の会見は15日にも開かれる。担当は総務部だ。）"),
    ],
)
def test_a_sentence_about_editors_is_text(story, last):
    assert len(read(f"{story}\n\n{last}\n".encode()).of_kind("body")) == 2
