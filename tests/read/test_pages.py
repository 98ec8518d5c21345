"""Pages as sites build them: forms, wrappers and classes named like furniture, teasers, folded halves, line ends."""

from __future__ import annotations

import pytest

from align.document import Article
from align.read import read

STORY = (
    "<h1>港の再開発計画を公表</h1>"
    "<p>県は12日、港の再開発計画を公表した。総事業費は320億円で、2031年の完成を目指す。</p>"
    "<p>計画では古い倉庫を取り壊し、市場と公園を造る。地元の漁協は歓迎している。</p>"
    "<p>知事は「にぎわいを取り戻したい」と述べた。住民説明会は来月開かれる。</p>"
)
ENGLISH = (
    "<h1>Harbor plan unveiled</h1>"
    "<p>The prefecture on the 12th unveiled a plan to rebuild its harbor at a cost of 32 billion yen.</p>"
    "<p>Old warehouses will make way for a market and a park, which local fishermen welcome.</p>"
    "<p>The governor said he wants to bring life back to the waterfront by 2031.</p>"
)
FOOT = "<div class='foot'><p>当サイトの記事の無断転載を禁じます。お問い合わせは編集部までお願いします。</p></div>"
NAV = "<nav><ul><li><a href='/'>トップ</a></li><li><a href='/s'>社会</a></li></ul></nav>"

WRAPPERS = [
    "<form id='aspnetForm' action='x'>{}</form>",
    "<form method='post'><div class='main'>{}</div></form>",
    "<aside class='story'>{}</aside>",
    "<div id='menu-wrap'>{}</div>",
    "<div class='page-sidebar-left'><div>{}</div></div>",
    "<div class='hentry tag-minato category-local'>{}</div>",
    "<div class='share-container'>{}</div>",
    "<div class='has-ads no-sidebar'>{}</div>",
    "<section class='popular-theme'>{}</section>",
    "<div id='social-page'><div class='in'>{}</div></div>",
]


def page(body: str, language: str = "ja") -> Article:
    return read(f"<!DOCTYPE html><html lang='{language}'><body>{body}</body></html>".encode(), format="html")


def body(article: Article) -> list[str]:
    return [*article.of_kind("heading"), *article.of_kind("body")]


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("story", [STORY, ENGLISH])
def test_what_holds_the_article_is_no_furniture(wrapper: str, story: str) -> None:
    article = page(NAV + wrapper.format(story) + FOOT)
    assert len(article.of_kind("body")) == 3
    assert not any("無断転載" in text for text in body(article))


@pytest.mark.parametrize(
    "teaser",
    [
        "<article><a href='x'><p>桜の名所を訪ねる特集です。毎週土曜に紹介します。</p></a></article>",
        "<div class='side'><article><p>週末の催しを紹介します。入場は無料です。</p></article></div>",
        "<div class='teasers'><article><h3>特集</h3><p>港の歴史をたどる連載です。全五回です。</p></article></div>",
    ],
)
def test_a_lone_teaser_is_not_the_article(teaser: str) -> None:
    article = page(f"<div id='story'>{STORY}</div>{teaser}")
    assert len(article.of_kind("body")) == 3
    assert not any(word in text for text in body(article) for word in ("桜の名所", "催し", "連載"))


def test_an_article_element_with_comments_below_is_the_article() -> None:
    comments = "".join(
        f"<p>第{at}の意見です。とても良い計画だと思います。賛成します。</p>" for at in range(3)
    )
    article = page(f"<article>{STORY}</article><div class='comments'>{comments}</div>")
    assert len(article.of_kind("body")) == 3


@pytest.mark.parametrize(
    "lines",
    [
        "<pre>\n{}\n</pre>",
        "<div style='white-space: pre-wrap'>{}</div>",
        "<p style='white-space:pre-line'>{}</p>",
    ],
)
def test_line_ends_that_count(lines: str) -> None:
    text = (
        "県は12日、港の再開発計画を公表した。総事業費は320億円だ。\n知事は会見で期待を語った。\n\n"
        "■住民の声\n\n漁協の組合長は計画を歓迎した。"
    )
    article = page(lines.format(text))
    assert len(article.of_kind("body")) == 3
    assert article.of_kind("heading") == ["■住民の声"]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("総額は1240億\n円で、", "総額は1240億円で、"),
        ("学校に12\n  億円を充てる。", "学校に12億円を充てる。"),
        ("市長の佐\n藤健二氏が述べた。", "市長の佐藤健二氏が述べた。"),
        ("総投資は50\r\n亿元。", "総投資は50亿元。"),
        ("the city\nhall in 2025", "the city hall in 2025"),
        ("Python\n3.12 を使う", "Python 3.12 を使う"),
    ],
)
def test_a_line_end_of_the_source_is_no_space_in_chinese_and_japanese(source: str, shown: str) -> None:
    article = page(f"<h1>題</h1><p>{source}</p><p>県は計画を公表した。知事は期待を述べた。完成は来年だ。</p>")
    assert shown in article.text


@pytest.mark.parametrize(
    "hidden",
    [
        "<div class='fold' style='display:none'>{}</div>",
        "<div hidden>{}</div>",
        "<section style='color:red; display : none'>{}</section>",
        "<div class='more' aria-hidden='true'>{}</div>",
        "<div style='DISPLAY:NONE'>{}</div>",
    ],
)
def test_a_folded_half_is_kept(hidden: str) -> None:
    rest = "<p>知事は「にぎわいを取り戻したい」と述べた。住民説明会は来月開かれる。</p><p>漁協は歓迎している。</p>"
    article = page(f"<div class='content'>{STORY}{hidden.format(rest)}</div>")
    assert any("漁協は歓迎" in text for text in body(article))
    assert any("hidden" in warning for warning in article.warnings)


@pytest.mark.parametrize(
    "hidden",
    [
        "<div class='cookie' style='display:none'><p>当サイトはクッキーを使います。ご確認ください。</p></div>",
        "<div style='display:none'><p>会員登録</p></div>",
        "<template><p>読み込み中です。しばらくお待ちください。画面は自動で切り替わります。</p></template>",
    ],
)
def test_what_is_hidden_and_no_text_stays_out(hidden: str) -> None:
    article = page(f"<div class='content'>{STORY}{hidden}</div>")
    assert len(article.of_kind("body")) == 3
