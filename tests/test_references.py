"""References to an article: each form is what its own parser takes it for."""

import json

import bibtexparser
import extruct
import pytest
import rispy
from test_render import ARTICLES, make, site

from banmian.records import Article
from banmian.references import authors, bibtex, csl, gbt_2015, gbt_2025, ris

FIRST, SECOND, HOSTILE, BY_HAND, YEAR_ONLY, _ = ARTICLES
ADDRESS = "https://example.org/articles/first/index.html"
FOUR = make("x", reporters=tuple("甲乙丙丁"))


@pytest.mark.parametrize(
    ("article", "address", "shown"),
    [
        (FIRST, "", "张三，阿卜杜拉·买买提，李四. 甲的标题 分两行印：副题[N]. 示范日报，2020-07-21（03）."),
        (FIRST, ADDRESS, f"张三，阿卜杜拉·买买提，李四. 甲的标题 分两行印：副题[N/OL]. 示范日报，2020-07-21（03）. {ADDRESS}."),
        (SECOND, "", "张三. [乙文说的是][N]. [2020-07]."),
        (BY_HAND, "", "手写的文章[N]."),
        (FOUR, "", "甲，乙，丙，等. 标题[N]."),
    ],
)  # fmt: skip
def test_references_follow_the_standard_of_2025(article: Article, address: str, shown: str) -> None:
    assert gbt_2025(article, address) == shown


@pytest.mark.parametrize(
    ("article", "address", "shown"),
    [
        (FIRST, "", "张三, 阿卜杜拉·买买提, 李四. 甲的标题 分两行印: 副题[N]. 示范日报, 2020-07-21(03)."),
        (FIRST, ADDRESS, f"张三, 阿卜杜拉·买买提, 李四. 甲的标题 分两行印: 副题[N/OL]. 示范日报, 2020-07-21(03)[引用日期]. {ADDRESS}."),
        (FOUR, "", "甲, 乙, 丙, 等. 标题[N]."),
    ],
)  # fmt: skip
def test_references_follow_the_standard_of_2015(article: Article, address: str, shown: str) -> None:
    assert gbt_2015(article, address) == shown


@pytest.mark.parametrize("article", [FIRST, SECOND, HOSTILE, BY_HAND, YEAR_ONLY], ids=lambda one: one.id)
def test_reference_managers_read_all_forms_alike(article: Article) -> None:
    (entry,) = bibtexparser.loads(bibtex(article, ADDRESS)).entries
    (record,) = rispy.loads(ris(article, ADDRESS))
    (item,) = json.loads(csl(article, ADDRESS))
    names = list(authors(article))
    assert (entry["ID"], entry["ENTRYTYPE"], entry["entrysubtype"]) == (article.id, "article", "newspaper")
    assert (record["type_of_reference"], item["type"]) == ("NEWS", "article-newspaper")
    whole = "：".join(filter(None, (article.title, article.subtitle.removeprefix("——"))))
    assert (record["title"], item["title"]) == (whole, whole)
    assert entry.get("subtitle", "") == ("{副题}" if article is FIRST else "")
    said = "刊发日期为推定" if article.issued_source == "inferred" else ""
    assert [entry.get("note", ""), "".join(record.get("notes", [])), item.get("note", "")] == [said] * 3
    assert record.get("authors", []) == [one["literal"] for one in item.get("author", [])] == names
    assert entry.get("author", "").count("} and {") == max(len(names) - 1, 0)
    assert record.get("secondary_title", "") == item.get("container-title", "") == article.paper
    parts = item.get("issued", {"date-parts": [[]]})["date-parts"][0]
    assert "-".join(f"{part:02}" for part in parts) == entry.get("date", "") == article.issued
    assert [entry["url"], record["urls"], item["URL"]] == [ADDRESS, [ADDRESS], ADDRESS]


def test_harvesters_read_the_page() -> None:
    text = site("https://example.org")["articles/first/index.html"]
    found = extruct.extract(text, syntaxes=["json-ld", "opengraph", "dublincore"], uniform=True)
    (news,) = found["json-ld"]
    assert (news["@type"], news["headline"], news["url"]) == ("NewsArticle", FIRST.title, ADDRESS)
    assert news["isPartOf"]["datePublished"] == "2020-07-21"
    assert news["isPartOf"]["isPartOf"] == {"@type": "Newspaper", "name": "示范日报"}
    assert [one["name"] for one in news["author"]] == list(authors(FIRST))
    (graph,) = found["opengraph"]
    assert (graph["@type"], graph["og:url"], graph["og:title"]) == ("article", ADDRESS, FIRST.title)
    (core,) = found["dublincore"]
    said = {(one["name"], one["content"]) for one in core["elements"]}
    assert {("DC.creator", name) for name in authors(FIRST)} <= said
    assert ("DC.date", "2020-07-21") in said


def test_what_is_not_known_is_not_said() -> None:
    text = site()["articles/by-hand/index.html"]
    (news,) = extruct.extract(text, syntaxes=["json-ld"])["json-ld"]
    assert news.keys() == {"@context", "@type", "inLanguage", "identifier", "headline", "description"}
    assert "og:url" not in text


def test_hostile_words_stay_words_in_linked_data() -> None:
    (news,) = extruct.extract(site()["articles/hostile/index.html"], syntaxes=["json-ld"])["json-ld"]
    assert news["headline"] == HOSTILE.title
    assert [one["name"] for one in news["author"]] == list(HOSTILE.reporters)
