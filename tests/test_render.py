"""The site's files: where they stand, what they hold, and what becomes of hostile or missing input."""

import datetime
import json
import random
import re
import shutil
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banmian.addresses import slug
from banmian.catalogue import by_date, newest_first
from banmian.errors import InputError
from banmian.reasons import SIGNS, grade, percent
from banmian.records import DOUBTFUL, Article, Aspect, Page, Review, Source, Verdict
from banmian.render import render_site
from banmian.review import SHOWN, make_doubts
from banmian.search import build_index
from banmian.wording import date_steps, day, lines, summary, words

TEMPLATES = Path(__file__).parent.parent / "templates"
ATTACK = "<script>window.hit=1</script><img src=x onerror=window.hit=1>"
BIDI = "\u202e倒写的名字\u202c"
LONG = "很长的名字" * 40


def make(id: str, title: str = "标题", **keys: object) -> Article:
    keys.setdefault("title_source", "page")
    keys.setdefault("body", "第一段说的是一件事。\n\n第二段说的是另一件事。")
    return Article(id=id, title=title, **keys)  # type: ignore[arg-type]


PAGES = (
    Page(
        "2020/07/三 版.A",
        (" 本报讯 甲文", "第一行，", "", "第二行。", "甲的标题", "", "责任编辑 某某", "乙文。", "甲又一段。"),
        paper="示范日报",
        issued=datetime.date(2020, 7, 21),
        edition="03",
        section="本地新闻",
        url="https://example.org/a?b=1&c=2",
        pdf="javascript:window.hit=1",
    ),
    Page("CON", (ATTACK, "{{ 7*7 }}", "长" * 400)),
    Page("con", ("小写的同名版面",)),
    Page("空版", ("没有文章",)),
)
ARTICLES = (
    make(
        "first",
        "甲的标题 分两行印",
        kicker="引题 也分两行",
        subtitle="——副题",
        column="栏目",
        date=datetime.date(2020, 7, 20),
        date_evidence="7月20日",
        issued="2020-07-21",
        issued_precision="day",
        issued_source="sidecar",
        paper="示范日报",
        edition="03",
        byline="本报讯（记者 张三）",
        reporters=("张三", "阿卜杜拉·买买提"),
        correspondents=("李四",),
        departments=("示范区工信局（金融局）", "教育局"),
        source=Source("2020/07/三 版.A.txt", ((1, 5), (9, 9))),
        aliases=("former", "second", "../../escape"),
    ),
    make(
        "second",
        "乙文说的是",
        title_source="derived",
        kind="photo",
        issued="2020-07",
        issued_precision="month",
        issued_source="inferred",
        credit="本报记者 张三 摄",
        photographers=("张三",),
        departments=("教育局",),
        source=Source("2020/07/三 版.A.txt", ((8, 8),)),
        aliases=("former",),
    ),
    make(
        "hostile",
        ATTACK + "{{ 7*7 }}" + BIDI,
        kicker='"><script>window.hit=1</script>',
        column="长" * 200,
        body=f"{ATTACK}\n\n## 小题\n\n[点我](javascript:window.hit=1) {{{{ 7*7 }}}} {{% raise %}} {'A' * 300}",
        byline=ATTACK,
        date=datetime.date(2019, 1, 2),
        date_evidence=ATTACK,
        paper=ATTACK,
        reporters=(ATTACK, "CON", "con", "../../etc", LONG, BIDI, "a/b", "a.b.", "12"),
        departments=(ATTACK, "..", "nul", "NUL", LONG, LONG + "乙", "财政局", "财政局 "),
        source=Source("CON.txt", ((1, 3), (90, 99))),
    ),
    make("by-hand", "手写的文章"),
    make("year-only", "只知道年份", issued="2018", issued_precision="year", issued_source="inferred"),
    make("no-page", "版面不在", source=Source("别处.txt", ((3, 4),)), issued="2020-07-20"),
)


def verdict(article: Article, sure: float, weakest: str = "headline", line: int = 1) -> Verdict:
    aspects = [
        Aspect(name, sure if name == weakest else 0.99, line, ("suits",), ("kicker", "many_lines"))
        for name in ("start", "end", "inside", "headline")
    ]
    return Verdict(article.source or Source("", ()), tuple(aspects), ATTACK)


REVIEWS = (
    Review("by-hand", "by-hand.md", None),
    Review("first", "三 版/0001-甲的标题.md", verdict(ARTICLES[0], 0.664, "end", 8)),
    Review("second", "三 版/0008-乙文说的是.md", verdict(ARTICLES[1], 0.8)),
    Review(
        "hostile",
        f"CON/{ATTACK}.md",
        replace(verdict(ARTICLES[2], 0.249, "inside", 3), source=Source("CON.txt", ((1, 3),))),
    ),
)


@cache
def site(base_url: str = "", templates: Path = TEMPLATES) -> dict[str, str]:
    rendered = list(render_site(ARTICLES, PAGES, templates, base_url, REVIEWS))
    assert len({path for path, _ in rendered}) == len(rendered), "a path twice"
    return {path: "" if path.endswith(".png") else content.decode() for path, content in rendered}


class Reader(HTMLParser):
    """A page's links and anchors, and the text of the elements asked for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: defaultdict[str, int] = defaultdict(int)
        self.texts: defaultdict[str, str] = defaultdict(str)
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags[tag] += 1
        self.links += [str(found[key]) for key in ("href", "src", "action") if key in found]
        self.ids += [str(found["id"])] if "id" in found else []
        self._inside = [str(found.get("id") or "")] if tag == "li" else self._inside

    def handle_data(self, data: str) -> None:
        for name in self._inside:
            self.texts[name] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = [] if tag == "li" else self._inside


def test_contract_places_are_filled() -> None:
    files = site()
    places = {"index.html", "search/index.html", "about/index.html", "404.html"}
    places |= {f"articles/{article.id}/index.html" for article in ARTICLES}
    assert places <= files.keys()


def test_every_internal_link_leads_to_a_file_and_an_anchor_that_exist() -> None:
    files = site()
    index = {path for path, _ in build_index(ARTICLES)}
    readers = {path: Reader(text) for path, text in files.items() if path.endswith(".html")}
    seen = 0
    for path, reader in readers.items():
        for link in reader.links:
            target = urlsplit(urljoin(f"http://site.test/{path}", link))
            if target.netloc != "site.test":
                assert link == "https://example.org/a?b=1&c=2", f"{path} leads out of the site: {link}"
                continue
            file = unquote(target.path).removeprefix("/")
            assert file in files or file in index, f"{path}: {link}"
            assert not target.fragment or target.fragment in readers[file].ids, f"{path}: {link}"
            seen += 1
    assert seen > 500


def test_links_name_files_since_a_disk_opens_no_folder() -> None:
    for path, text in site().items():
        if path.endswith(".html"):
            inside = [link for link in Reader(text).links if not urlsplit(link).netloc]
            for link in inside:
                assert PurePosixPath(urlsplit(link).path).suffix or link.startswith("#"), f"{path}: {link}"


def test_ids_are_unique_on_each_page() -> None:
    for path, text in site().items():
        ids = Reader(text).ids if path.endswith(".html") else []
        assert len(ids) == len(set(ids)), path


def test_render_does_not_depend_on_the_order_of_its_input() -> None:
    dice = random.Random(7)
    articles, pages = dice.sample(ARTICLES, len(ARTICLES)), dice.sample(PAGES, len(PAGES))
    shuffled = render_site(articles, pages, TEMPLATES, reviews=dice.sample(REVIEWS, len(REVIEWS)))
    assert list(shuffled) == list(render_site(ARTICLES, PAGES, TEMPLATES, reviews=REVIEWS))


def test_paths_are_safe_on_every_system() -> None:
    paths = list(site())
    assert len({unicodedata.normalize("NFD", path.casefold()) for path in paths}) == len(paths)
    for path in paths:
        for part in path.split("/"):
            assert not set(part) & set('<>:"\\|?*'), path
            assert part not in ("", ".", "..", "con", "nul"), path
            assert part == part.strip(" .") == unicodedata.normalize("NFC", part), path
            assert len(part.encode()) < 255, path


@given(st.lists(st.text(st.characters(codec="utf-8")), unique=True, min_size=2))
def test_names_never_share_a_slug(names: list[str]) -> None:
    slugs = [unicodedata.normalize("NFC", slug(name)).casefold() for name in names]
    assert len(set(slugs)) == len(names)


@pytest.mark.parametrize("name", ["张三", "阿卜杜拉·买买提", "工信局（金融局）", "000_71d5-a"])
def test_ordinary_names_are_their_own_slugs(name: str) -> None:
    assert slug(name) == name


@pytest.mark.parametrize(
    "name", ["", "CON", "con", "a/b", "..", "a.", "张 三", "㊣", "é", "\ufa1e\U0002f800"]
)
def test_other_names_are_hashed(name: str) -> None:
    assert "~" in slug(name)
    assert not set(slug(name)) & set("/. ")


def test_no_script_and_no_template_code_of_an_article_survives() -> None:
    for path, text in site().items():
        if path.endswith(".html") and not path.startswith("search/"):
            own = re.findall(
                r'<script src="[./]*static/[\w-]+\.js"(?: data-root="[./]*")?(?: defer)?></script>', text
            )
            data = re.findall(r'<script type="application/ld\+json">[^<>]+</script>', text)
            assert Reader(text).tags["script"] == len(own) + len(data), path
            assert Reader(text).tags["img"] == 0, path
            assert "javascript:" not in [link.split("window")[0] for link in Reader(text).links], path
    assert "{{ 7*7 }}" in site()["articles/hostile/index.html"]


def test_a_page_shows_all_its_lines_as_they_are() -> None:
    files = site()
    for page in PAGES:
        path = f"pages/{'/'.join(map(slug, page.name.split('/')))}/index.html"
        shown = Reader(files[path]).texts
        assert [shown[f"L{n}"] for n in range(1, len(page.lines) + 1)] == list(page.lines)


def test_furniture_is_what_is_printed_and_claimed_by_no_article() -> None:
    text = site()[f"pages/2020/07/{slug('三 版.A')}/index.html"]
    listed = text.split("furniture-list")[1].split("</ul>")[0]
    assert listed.count("<li>") == 1
    assert "责任编辑 某某" in listed
    assert "版面附属文字（不属于任何文章）" in text
    assert text.count('class="band furniture"') == 1


def test_stretches_of_one_article_share_a_colour_and_lead_to_it() -> None:
    text = site()[f"pages/2020/07/{slug('三 版.A')}/index.html"]
    assert text.count('class="band tone-0"') == 2
    assert text.count('class="band tone-1"') == 1
    assert text.count('href="../../../../articles/first/index.html"') == 5


def test_an_article_says_how_its_dates_are_known() -> None:
    files = site()
    assert "据文中“7月20日”" in files["articles/first/index.html"]
    assert "版面资料" in files["articles/first/index.html"]
    assert "推定，只知到月" in files["articles/second/index.html"]
    assert "推定，只知到年" in files["articles/year-only/index.html"]
    assert "文中未写明" in files["articles/by-hand/index.html"]


def test_a_title_that_was_not_printed_is_marked() -> None:
    files = site()
    assert "标题为编者所拟" in files["articles/second/index.html"]
    assert "标题为编者所拟" not in files["articles/first/index.html"]


def test_lines_of_a_printed_headline_stay_apart() -> None:
    assert '<span class="part">甲的标题</span> <span class="part">分两行印</span>' in "".join(
        site()["articles/first/index.html"].replace("<wbr>", "").split("\n")
    )


def test_neighbours_on_the_page_follow_the_lines() -> None:
    files = site()
    assert 'rel="next" href="../../articles/second/index.html"' in files["articles/first/index.html"]
    assert 'rel="prev" href="../../articles/first/index.html"' in files["articles/second/index.html"]
    assert "siblings" not in files["articles/by-hand/index.html"]


def test_reference_managers_find_title_authors_and_date() -> None:
    text = site()["articles/first/index.html"]
    assert text.count('name="citation_author"') == 3
    assert '<meta name="citation_date" content="2020-07-21">' in text
    assert 'property="og:type" content="website"' not in text


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("示范区（高新区）召开党工委会议", "示范区（高新区）召开|党工委|会议"),
        ("聚焦“五个坚持”", "聚焦“五个|坚持”"),
        ("GDP增长3.5%", "GDP|增长|3.5%"),
        ("", ""),
    ],
)
def test_a_headline_breaks_between_words(text: str, cut: str) -> None:
    assert "|".join(words(text)) == cut


def test_former_ids_lead_to_the_article_but_never_in_place_of_another() -> None:
    files = site()
    assert 'content="0; url=../../articles/first/index.html"' in files["articles/former/index.html"]
    assert "乙文说的是</h1>" in files["articles/second/index.html"].replace("</span>", "").replace(
        "<wbr>", ""
    )
    assert f"articles/{slug('../../escape')}/index.html" in files


def test_dates_go_as_deep_as_they_are_known() -> None:
    files = site()
    assert "articles/second/" in files["dates/2020/07/index.html"]
    assert "articles/second/" not in files["dates/2020/07/20/index.html"]
    assert "articles/year-only/" in files["dates/2018/index.html"]
    assert "articles/by-hand/" in files["dates/undated/index.html"]
    assert "dates/2018/12/index.html" not in files


def test_lists_are_newest_first_then_by_place() -> None:
    order = [article.id for article in newest_first(reversed(ARTICLES))]
    assert order == ["first", "no-page", "second", "hostile", "year-only", "by-hand"]
    assert [shelf.name for shelf in by_date(ARTICLES)] == ["2020", "2019", "2018", "日期不详"]


def test_a_person_stands_once_with_each_role() -> None:
    text = site()["reporters/张三/index.html"]
    assert "2 篇作品：记者 1 篇，摄影 1 篇。" in text
    assert text.count('class="item"') == 2


def test_doubtful_articles_are_listed_least_sure_first_and_no_others() -> None:
    text = site()["review/index.html"]
    assert text.count('class="doubt"') == 2
    assert Reader(text).ids[-4:] == ["a-hostile", "h-hostile", "a-first", "h-first"]
    assert '<strong>很可能有误</strong> <span class="count">24%' in text
    assert '<strong>请看一眼</strong> <span class="count">66%' in text


def test_a_doubtful_article_says_what_why_and_where() -> None:
    text = site()["review/index.html"].split('id="a-first"')[1]
    for said in (
        "是不是到第 8 行就换了一篇？",
        "标题上面的行，当作了引题；标题不止一行",
        "标题的字词见于正文",
        "articles/三 版/0001-甲的标题.md",
        "第 1–5、9 行",
        '<span class="part">引题</span>',
    ):
        assert said in text
    assert '#L8">2020/07/三 版.A.txt</a>' in text


def test_a_doubtful_article_stands_beside_its_lines_and_their_neighbours() -> None:
    text = site()["review/index.html"].split('id="a-first"')[1]
    near, whole = text.split("<details>")
    for part in (near, whole):
        assert '<li class="here">乙文。</li>' in part
        assert '<li class="other">责任编辑 某某</li>' in part
        assert "<li>第二行。</li>" in part
    assert '<ol start="3">' in near
    assert whole.count("<ol") == 1, "the two stretches touch, with what stands around them"
    assert '<ol start="1">' in whole


def test_far_stretches_stay_apart() -> None:
    page = Page("page", tuple(f"第{n}行" for n in range(1, 101)))
    article = make("a", source=Source("page.txt", ((10, 12), (60, 61), (66, 66))))
    reviews = [Review("a", "a.md", verdict(article, 0.1, "end", 99))]
    (doubt,) = make_doubts([article], [page], reviews)
    assert [(rows[0].number, rows[-1].number) for rows in doubt.whole] == [(7, 15), (57, 69)]
    assert (doubt.near[0].number, doubt.near[-1].number) == (94, 100)


def test_of_very_many_doubts_the_worst_are_shown_and_the_others_counted() -> None:
    pages = [Page(f"page-{n}", ("一行",)) for n in range(SHOWN + 3)]
    articles = [make(f"a{n}", source=Source(page.file, ((1, 1),))) for n, page in enumerate(pages)]
    reviews = [Review(one.id, f"{one.id}.md", verdict(one, n / 1000)) for n, one in enumerate(articles)]
    files = {
        path: "" if path.endswith(".png") else text.decode()
        for path, text in render_site(articles, pages, TEMPLATES, reviews=reviews)
    }
    text = files["review/index.html"]
    assert text.count('class="doubt"') == SHOWN
    assert [f"pages/page-{SHOWN + n}/index.html" in text for n in (-1, 0, 2)] == [True, True, True]
    assert text.split("其余的在这些版面上")[1].count("1 篇") == 3
    assert "待核</a> 10%" in files[f"pages/page-{SHOWN + 2}/index.html"]


def test_without_doubts_the_page_says_so_and_the_navigation_is_silent() -> None:
    files = {
        path: "" if path.endswith(".png") else text.decode()
        for path, text in render_site(ARTICLES, PAGES, TEMPLATES)
    }
    assert "没有需要核对的文章。" in files["review/index.html"]
    assert "待核" not in files["index.html"].split("</nav>")[0]
    assert "待核" in files["index.html"].split('class="colophon"')[1]
    assert "待核" in site()["index.html"].split("</nav>")[0]


def test_an_article_says_how_sure_its_splitting_is() -> None:
    files = site()
    assert "请看一眼（66%）" in files["articles/first/index.html"]
    assert "大致可靠（80%）" in files["articles/second/index.html"]
    assert "编者核对过" in files["articles/by-hand/index.html"]
    assert "<dt>拆分</dt>" not in files["articles/year-only/index.html"]


def test_a_page_marks_its_doubtful_articles() -> None:
    text = site()[f"pages/2020/07/{slug('三 版.A')}/index.html"]
    assert text.count("待核</a> 66%") == text.count('class="mark"><a') == 1


def test_verdicts_come_as_data_too() -> None:
    data = json.loads(site()["data/review.json"])
    assert data["doubtful_below"] == DOUBTFUL
    assert [one["id"] for one in data["articles"]] == ["hostile", "first", "second", "by-hand"]
    hostile, *_, by_hand = data["articles"]
    assert by_hand == {"id": "by-hand", "title": "手写的文章", "file": "by-hand.md", "checked": True}
    assert (hostile["sure"], hostile["weakest"], hostile["headline"]["rival"]) == (0.249, "inside", ATTACK)
    assert hostile["aspects"]["inside"]["against"]["kicker"] == SIGNS["kicker"]


@pytest.mark.parametrize(
    ("sure", "shown"),
    [
        (0.0, "很可能有误 0%"),
        (0.5, "请看一眼 50%"),
        (0.799, "请看一眼 79%"),
        (0.95, "可靠 95%"),
        (1.0, "可靠 99%"),
    ],
)
def test_how_sure_is_worded(sure: float, shown: str) -> None:
    assert f"{grade(sure)} {percent(sure)}" == shown


def test_search_page_gets_its_facets(own_templates: Path) -> None:
    (own_templates / "search.html").write_text(
        "{% for f in [years, departments, reporters] %}{{ f[0].name }} {{ f[0].count }};{% endfor %}", "utf-8"
    )
    assert site(templates=own_templates)["search/index.html"] == "2020 3;教育局 2;../../etc 1;"


def test_an_empty_archive_has_clear_pages() -> None:
    files = {
        path: "" if path.endswith(".png") else content.decode()
        for path, content in render_site((), (), TEMPLATES)
    }
    for path in ("index", "dates/index", "departments/index", "reporters/index", "pages/index"):
        assert 'class="empty">' in files[f"{path}.html"], path
    assert not [path for path in files if path.startswith("articles/")]


def test_canonical_links_need_a_public_address() -> None:
    base = "https://example.org/archive"
    files = site(base)
    assert 'rel="canonical"' not in site()["index.html"]
    assert f'<link rel="canonical" href="{base}/index.html">' in files["index.html"]
    assert (
        f'<link rel="canonical" href="{base}/articles/first/index.html">'
        in files["articles/former/index.html"]
    )
    assert 'href="/archive/static/site.css"' in files["404.html"]
    assert "canonical" not in files["404.html"]


def test_browsers_can_add_the_search_of_a_site_with_a_public_address() -> None:
    assert "opensearch.xml" not in site()
    assert "opensearch" not in site()["index.html"]
    files = site("https://example.org/a&b")
    assert 'title="版面" href="../../opensearch.xml">' in files["articles/first/index.html"]
    described = ElementTree.fromstring(files["opensearch.xml"].encode())
    (address,) = described.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert address.get("template") == "https://example.org/a&b/search/index.html?q={searchTerms}"


def test_assets_come_along_as_they_are(own_templates: Path) -> None:
    (own_templates / "static/deep").mkdir()
    (own_templates / "static/deep/图.bin").write_bytes(b"\x00{{ 7*7 }}")
    (own_templates / "static/.hidden").write_text("", "utf-8")
    files = dict(render_site((), (), own_templates))
    assert files["static/deep/图.bin"] == b"\x00{{ 7*7 }}"
    assert "static/site.css" in files
    assert "static/.hidden" not in files


@pytest.fixture
def own_templates(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))


def _append(file: str, text: str) -> Callable[[Path], int]:
    def spoil(folder: Path) -> int:
        path = folder / file
        before = path.read_text("utf-8").replace("{% block main %}", "{% block main %}\n" + text, 1)
        path.write_text(before, "utf-8")
        return before.split(text)[0].count("\n") + 1

    return spoil


@pytest.mark.parametrize(
    ("file", "text", "what"),
    [
        ("about.html", "{% if %}", "Expected an expression"),
        ("about.html", "{{ nothing_here }}", "'nothing_here' is undefined"),
        ("article.html", "{{ article.headline }}", "no attribute 'headline'"),
        ("page.html", "{{ 1 + 'a' }}", "unsupported operand"),
        ("home.html", "{{ 1 | no_such_filter }}", "no_such_filter"),
        ("dates.html", "{% include 'nowhere.html' %}", "没有 nowhere.html 这个模板"),
    ],
)
def test_a_broken_template_is_named_with_its_line(
    own_templates: Path, file: str, text: str, what: str
) -> None:
    line = _append(file, text)(own_templates)
    with pytest.raises(InputError) as caught:
        site(templates=own_templates)
    assert str(caught.value).startswith(f"{own_templates / file}:{line}: 模板有误：")
    assert what in str(caught.value)


def test_a_missing_or_unreadable_template_is_named(own_templates: Path) -> None:
    (own_templates / "about.html").write_bytes("关于".encode("gb18030"))
    with pytest.raises(InputError, match=r"about\.html: .*UTF-8"):
        site(templates=own_templates)
    (own_templates / "about.html").unlink()
    with pytest.raises(InputError, match=r"about\.html: .*没有"):
        site(templates=own_templates)


@pytest.mark.parametrize(
    ("date", "shown"),
    [("2020-07-20", "2020年7月20日"), ("2020-07", "2020年7月"), ("2020", "2020年"), ("日期不详", "日期不详")],
)
def test_dates_are_worded_in_chinese(date: str, shown: str) -> None:
    assert day(date) == shown


def test_the_way_to_a_date() -> None:
    assert date_steps("2020-07") == [("2020年", "dates/2020/index.html"), ("7月", "dates/2020/07/index.html")]
    assert date_steps("") == []


def test_lines_are_worded_as_ranges() -> None:
    assert lines(((3, 9), (12, 12))) == "第 3–9、12 行"


def test_a_summary_is_plain_text_of_the_first_paragraph() -> None:
    assert summary(make("a", body="## 小题\n\n一*二*三 & <b>\n\n四")) == "一二三 & <b>"
    assert summary(make("a", body="")) == ""
    assert summary(make("a", body="字" * 200)) == "字" * 90 + "……"


def test_an_article_names_those_alike_and_where_else_its_text_is_printed() -> None:
    bridge = "沁泉湖大桥工程昨日开工，施工单位组织设备和人员进场。大桥全长两公里，连接沁泉湖南岸与北岸。"
    opens = "经过十八个月施工，沁泉湖大桥昨日通车。大桥使南岸居民去北岸的路程缩短一半，群众在桥上合影。"
    articles = (
        make("begun", "大桥开工", body=bridge),
        make("again", "大桥又开工", body=bridge),
        make("open", "通车", body=opens),
        *ARTICLES,
    )
    files = {
        path: "" if path.endswith(".png") else content.decode()
        for path, content in render_site(articles, PAGES, TEMPLATES)
        if path.endswith(".html")
    }
    page = files["articles/begun/index.html"]
    assert '同一篇文字也见于 <a href="../../articles/again/index.html">大桥又开工</a>' in page
    near = page[page.index("内容相近") :]
    assert "通车" in near
    assert "大桥又开工" not in near
    assert "沁泉湖" in near
    assert "内容相近" not in files["articles/year-only/index.html"]


def test_a_page_shows_its_articles_whole_and_folds_the_long_ones() -> None:
    long = "\n\n".join(["长文的一段。" * 20] * 4)
    articles = (replace(ARTICLES[0], body=long), *ARTICLES[1:])
    files = dict(render_site(articles, PAGES, TEMPLATES))
    text = files[f"pages/2020/07/{slug('三 版.A')}/index.html"].decode()
    shown, folded = text.split("<details>")
    assert shown.count("长文的一段。") == folded.count("长文的一段。") == 40
    assert "展开余下约 242 字" in folded
    assert "第二段说的是另一件事。" in folded.split("</details>")[1]
    map_of_lines = folded.split('class="map"')[1].split("</ol>")[0]
    assert re.findall(r"第 [\d–]+ 行|（续）|附属文字", map_of_lines) == [
        "第 1–5 行",
        "第 7 行",
        "附属文字",
        "第 8 行",
        "第 9 行",
        "（续）",
    ]
