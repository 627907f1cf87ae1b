"""The articles folder: what people changed stays, what nobody touched follows its seed."""

import json
import re
from pathlib import Path

import pytest

from banmian.article import parse_article
from banmian.build import build
from banmian.errors import InputError
from banmian.folders import Folders
from banmian.records import Article, LineRanges, Page, Source
from banmian.report import Report
from banmian.store import read_articles, sealed
from banmian.update import Update, carry_out, plan_update

PROJECT = Path(__file__).parent.parent
SEED = """\
本报讯（记者张三） 7月25日上午，示范区在公园召开推进会，部署下一步工作，要求抓好落实。

示范区召开推进会

本报讯（记者李四） 7月26日下午，宁郭镇举行运动会，二十支代表队参加了全部比赛项目。

宁郭镇举行运动会
"""


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text(SEED, "utf-8")
    return Folders(seeds, tmp_path / "articles", PROJECT / "templates", tmp_path / "site")


def _files(folders: Folders) -> list[Path]:
    return sorted(folders.articles.rglob("*.md"))


def _titles(folders: Folders) -> list[str]:
    return [parse_article(path.read_text("utf-8"), path).title for path in _files(folders)]


def test_an_edited_article_is_never_overwritten(folders: Folders) -> None:
    build(folders)
    path = _files(folders)[0]
    edited = path.read_text("utf-8").replace("title: 示范区召开推进会", "title: 改过的标题")
    path.write_text(edited, "utf-8")
    (folders.seeds / "a.txt").write_text(SEED.replace("抓好落实", "一抓到底"), "utf-8")

    report = build(folders)

    assert path.read_text("utf-8") == edited
    assert report.kept == 1
    assert _titles(folders) == ["改过的标题", "宁郭镇举行运动会"]


def test_an_untouched_article_follows_its_seed(folders: Folders) -> None:
    build(folders)
    (folders.seeds / "a.txt").write_text(SEED.replace("宁郭镇举行运动会", "宁郭镇运动会开幕"), "utf-8")
    report = build(folders)
    assert (report.kept, _titles(folders)) == (0, ["示范区召开推进会", "宁郭镇运动会开幕"])


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text])
def test_line_ends_and_byte_order_marks_are_no_edits(folders: Folders, change: object) -> None:
    build(folders)
    for path in _files(folders):
        path.write_bytes(change(path.read_text("utf-8")).encode())  # type: ignore[operator]
    assert build(folders).kept == 0


def test_a_file_written_by_hand_is_part_of_the_archive(folders: Folders) -> None:
    (folders.articles / "手写").mkdir(parents=True)
    path = folders.articles / "手写/旧闻.md"
    path.write_text("---\ntitle: 旧闻一则\n---\n\n正文在此。\n", "utf-8")
    report = build(folders)
    assert (report.articles, report.kept) == (3, 1)
    assert path.read_text("utf-8") == "---\ntitle: 旧闻一则\n---\n\n正文在此。\n"
    assert any("正文在此" in page.read_text("utf-8") for page in folders.site.glob("articles/*/index.html"))


def test_the_archive_stands_without_any_seed(folders: Folders) -> None:
    build(folders)
    (folders.seeds / "a.txt").unlink()
    report = build(folders)
    assert (report.pages, report.articles, report.warnings) == (0, 2, ())


def test_articles_of_a_seed_that_is_gone_stay_and_are_announced(folders: Folders) -> None:
    build(folders)
    (folders.seeds / "a.txt").unlink()
    (folders.seeds / "b.txt").write_text(
        "本报讯（记者王五） 近日，文昌街道开展了一次环境整治活动。\n", "utf-8"
    )
    report = build(folders)
    assert report.articles == 3
    assert [warning for warning in report.warnings if "a.txt" in warning]


def test_articles_put_together_by_hand_stay_together(folders: Folders) -> None:
    build(folders)
    first, second = _files(folders)
    _edit(first, "[[1, 3]]", "[[1, 7]]")
    _append(first, SEED.split("\n\n", 2)[2])
    report = build(folders)
    assert _files(folders) == [first]
    assert not second.exists()
    assert report.warnings == ()


def test_lines_that_an_edit_left_without_an_article_are_named(folders: Folders) -> None:
    build(folders)
    first = _files(folders)[0]
    first.write_text(first.read_text("utf-8").replace("[[1, 3]]", "[[1, 1]]"), "utf-8")
    (warning,) = build(folders).warnings
    assert "a.txt 第 3 行" in warning


def test_a_former_id_leads_to_the_article_that_took_its_place(folders: Folders) -> None:
    build(folders)
    former = {page.parent.name for page in folders.site.glob("articles/*/index.html")}
    (folders.seeds / "a.txt").write_text(SEED.replace("7月25日上午", "7月24日上午"), "utf-8")
    build(folders)
    now = {page.parent.name for page in folders.site.glob("articles/*/index.html")}
    assert former < now
    (alias,) = [parse_article(path.read_text("utf-8"), path).aliases for path in _files(folders)[:1]]
    assert set(alias) == former - {parse_article(_files(folders)[1].read_text("utf-8"), "").id}


def test_a_renamed_seed_takes_its_articles_along(folders: Folders) -> None:
    build(folders)
    before = {page.parent.name for page in folders.site.glob("articles/*/index.html")}
    (folders.seeds / "2020").mkdir()
    (folders.seeds / "a.txt").rename(folders.seeds / "2020/b.txt")
    report = build(folders)
    assert report.articles == 2
    assert {page.parent.name for page in folders.site.glob("articles/*/index.html")} == before
    assert [path.parent.name for path in _files(folders)] == ["b", "b"]


def test_two_seeds_with_the_same_text_are_both_kept_and_named_and_one_can_go(folders: Folders) -> None:
    build(folders)
    before = {page.parent.name for page in folders.site.glob("articles/*/index.html")}
    (folders.seeds / "b.txt").write_text(SEED.replace("\n", "\r\n"), "utf-8")
    report = build(folders)
    assert report.articles == 4
    (warning,) = report.warnings
    assert "a.txt、b.txt" in warning
    both = {page.parent.name for page in folders.site.glob("articles/*/index.html")}
    assert before < both
    (folders.seeds / "b.txt").unlink()
    for path in folders.articles.glob("b/*.md"):
        path.unlink()
    report = build(folders)
    assert (report.articles, report.warnings) == (2, ())
    assert {
        page.parent.name for page in folders.site.glob("articles/*/index.html")
    } == both  # no address dies


def test_an_edited_article_of_a_renamed_seed_gets_no_twin(folders: Folders) -> None:
    build(folders)
    first = _files(folders)[0]
    first.write_text(first.read_text("utf-8").replace("推进会", "改过的会"), "utf-8")
    (folders.seeds / "a.txt").rename(folders.seeds / "b.txt")
    report = build(folders)
    assert (report.articles, report.kept) == (2, 1)
    (warning,) = report.warnings
    assert "0001" in warning
    assert "b.txt" in warning


def test_an_address_survives_the_merging_of_two_articles(folders: Folders) -> None:
    build(folders)
    before = {page.parent.name for page in folders.site.glob("articles/*/index.html")}
    first = _files(folders)[0]
    first.write_text(first.read_text("utf-8").replace("[[1, 3]]", "[[1, 7]]"), "utf-8")
    for _ in range(2):
        assert build(folders).articles == 1
        assert {page.parent.name for page in folders.site.glob("articles/*/index.html")} == before


def test_an_edited_file_is_safe_from_a_made_one_with_the_same_name(folders: Folders) -> None:
    build(folders)
    path = _files(folders)[0]
    edited = path.read_text("utf-8").replace("id: ", "id: x").replace("[[1, 3]]", "[]")
    path.write_text(edited, "utf-8")
    build(folders)
    assert path.read_text("utf-8") == edited
    assert len(_files(folders)) == 3


def test_lines_put_on_top_of_a_seed_move_an_edited_article_s(folders: Folders) -> None:
    build(folders)
    path = _files(folders)[0]
    path.write_text(path.read_text("utf-8").replace("推进会", "改过的会"), "utf-8")
    new = "本报讯（记者王五） 近日，文昌街道开展了一次环境整治活动，居民踊跃参加。\n\n文昌街道整治环境\n\n"
    (folders.seeds / "a.txt").write_text(new + SEED, "utf-8")
    report = build(folders)
    assert report.articles == 3
    assert [warning for warning in report.warnings if path.name in warning and "[[5, 7]]" in warning]
    assert not [warning for warning in report.warnings if "的行：" in warning]


@pytest.mark.parametrize("line", ["校验码", "reporters"])
def test_a_note_anywhere_in_the_file_makes_it_the_editor_s(folders: Folders, line: str) -> None:
    build(folders)
    path = _files(folders)[0]
    noted = "\n".join(f"{row} # 待核" if line in row else row for row in path.read_text("utf-8").split("\n"))
    path.write_text(noted, "utf-8")
    assert build(folders).kept == 1
    assert path.read_text("utf-8") == noted


def test_a_sidecar_that_comes_later_completes_an_edited_article(folders: Folders) -> None:
    build(folders)
    path = _files(folders)[0]
    path.write_text(path.read_text("utf-8").replace("推进会", "改过的会"), "utf-8")
    (folders.seeds / "a.yaml").write_text("paper: 某某日报\ndate: 2020-07-27\n", "utf-8")
    build(folders)
    page = next(
        page for page in folders.site.glob("articles/*/index.html") if "改过的会" in page.read_text("utf-8")
    )
    assert "某某日报" in page.read_text("utf-8")
    assert "2020-07-27" in page.read_text("utf-8")


def test_two_articles_with_the_same_lead_get_two_ids(folders: Folders) -> None:
    (folders.seeds / "b.txt").write_text(SEED, "utf-8")
    report = build(folders)
    assert report.articles == 4
    assert len(list(folders.site.glob("articles/*/index.html"))) == 4
    assert _rebuilt_without_a_write(folders)


def test_a_range_beyond_the_page_is_refused(folders: Folders) -> None:
    build(folders)
    path = _files(folders)[0]
    path.write_text(path.read_text("utf-8").replace("[[1, 3]]", "[[1, 99999]]"), "utf-8")
    with pytest.raises(InputError, match=r"\.md:\d+: .*7 行"):
        build(folders)
    assert len(_files(folders)) == 2


def test_an_alias_that_is_another_s_id_is_refused(folders: Folders) -> None:
    build(folders)
    first, second = _files(folders)
    other = parse_article(second.read_text("utf-8"), second).id
    first.write_text(first.read_text("utf-8").replace("\nsource:", f"\naliases: [{other}]\nsource:"), "utf-8")
    with pytest.raises(InputError, match=other):
        build(folders)


def test_a_later_article_with_the_same_lead_takes_no_address_away(folders: Folders) -> None:
    build(folders)
    before = {parse_article(path.read_text("utf-8"), path).id: path for path in _files(folders)}
    (folders.seeds / "0.txt").write_text(SEED, "utf-8")
    build(folders)
    after = {parse_article(path.read_text("utf-8"), path).id: path for path in _files(folders)}
    assert len(after) == 4
    assert before.items() <= after.items()


def test_twin_ids_of_edited_files_are_refused(folders: Folders) -> None:
    folders.articles.mkdir()
    for name in ("a.md", "b.md"):
        (folders.articles / name).write_text("---\ntitle: 甲\nid: same\n---\n", "utf-8")
    with pytest.raises(InputError, match=r"b\.md:3: id same .*a\.md"):
        build(folders)


def test_a_build_that_was_cut_off_is_made_good_by_the_next(folders: Folders) -> None:
    build(folders)
    manifest = folders.site / "tagmanifest-sha256.txt"
    whole = manifest.read_bytes()
    for path in (folders.site / "index.html", folders.site / "search/manifest.js"):
        path.unlink()
    manifest.write_bytes(whole[: len(whole) // 2])
    build(folders)
    assert manifest.read_bytes() == whole
    assert (folders.site / "index.html").is_file()


def test_a_second_run_writes_nothing(folders: Folders) -> None:
    build(folders)
    assert _rebuilt_without_a_write(folders)


def _rebuilt_without_a_write(folders: Folders) -> bool:
    def state() -> dict[Path, int]:
        return {
            path: path.stat().st_mtime_ns
            for top in (folders.articles, folders.site)
            for path in top.rglob("*")
        }

    before = state()
    report: Report = build(folders)
    return state() == before and report.touched == 0 and report.published.written == 0


# ------------------------------------------------------------ what becomes of corrected articles
def _give_the_title_away(folders: Folders) -> list[Path]:
    """Move line 3 of the seed from the first article to the second, as an editor does."""
    first, second = _files(folders)
    _edit(first, "[[1, 3]]", "[[1, 1]]")
    _edit(first, "title: 示范区召开推进会", "title: 推进工作")
    _edit(second, "[[5, 7]]", "[[3, 3], [5, 7]]")
    _append(second, "示范区召开推进会")
    return [first, second]


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def _append(path: Path, text: str) -> None:
    path.write_text(f"{path.read_text('utf-8')}\n{text}\n", "utf-8")


def test_a_later_change_of_the_seed_is_reported_until_it_is_seen_to(folders: Folders) -> None:
    build(folders)
    path, seed = _files(folders)[0], folders.seeds / "a.txt"
    _edit(path, "title: ", "title: 改过的")
    assert build(folders).warnings == ()
    for old, new in (("抓好落实", "一抓到底"), ("一抓到底", "落到实处")):
        _edit(seed, old, new)
        before = path.read_bytes()
        for _ in range(2):
            (warning,) = build(folders).warnings
            assert re.search(rf"版面有变：a/{path.name} 所据的 a\.txt ", warning)
        assert path.read_bytes() == before

        codes = re.findall("原文码 ([0-9a-f]{16}) 改为 ([0-9a-f]{16})", warning)
        _edit(path, *codes[0])
        assert build(folders).warnings == ()


def test_changes_elsewhere_on_the_page_are_no_news(folders: Folders) -> None:
    build(folders)
    path = _files(folders)[0]
    _edit(path, "title: ", "title: 改过的")
    _edit(folders.seeds / "a.txt", "二十支", "三十支")
    _edit(folders.seeds / "a.txt", "在公园召开", "在公园 召开")
    assert build(folders).warnings == ()


def test_a_blank_line_on_top_moves_the_lines_and_nothing_else(folders: Folders) -> None:
    build(folders)
    path = _files(folders)[0]
    _edit(path, "title: ", "title: 改过的")
    (folders.seeds / "a.txt").write_text("\n" + SEED, "utf-8")
    (warning,) = build(folders).warnings
    assert "lines: [[2, 4]]" in warning
    _edit(path, "[[1, 3]]", "[[2, 4]]")
    assert build(folders).warnings == ()


def test_lines_that_an_editor_changed_are_no_change_of_the_seed(folders: Folders) -> None:
    build(folders)
    first = _files(folders)[0]
    _edit(first, "[[1, 3]]", "[[1, 7]]")
    _append(first, SEED.split("\n\n", 2)[2])
    assert build(folders).warnings == ()
    _edit(folders.seeds / "a.txt", "二十支", "三十支")
    (warning,) = build(folders).warnings
    assert first.name in warning


def test_lines_that_an_editor_took_away_may_change(folders: Folders) -> None:
    build(folders)
    _, second = _give_the_title_away(folders)
    assert build(folders).warnings == ()
    _edit(folders.seeds / "a.txt", "二十支", "三十支")
    (warning,) = build(folders).warnings
    assert second.name in warning


def test_an_editor_s_lines_go_along_when_the_seed_is_renamed(folders: Folders) -> None:
    build(folders)
    _give_the_title_away(folders)
    (folders.seeds / "a.txt").rename(folders.seeds / "b.txt")
    warnings = build(folders).warnings
    assert [re.findall(r"file: b\.txt，lines: (.*)", warning) for warning in warnings] == [
        ["[[1, 1]]"],
        ["[[3, 3], [5, 7]]"],
    ]


PAGE = Page("a", ("甲标题在此", "", "甲的第一段说了一件事情。", "", "乙的一段说了别的事情。"))


def _article(name: str, *lines: tuple[int, int]) -> Article:
    return Article(name, name, "page", "甲的第一段说了一件事情。", source=Source("a.txt", lines))


def _split_anew(folder: Path, edit: tuple[str, str], *made: Article) -> tuple[str, ...]:
    """The warnings after an editor changed the article of the first line and the splitter its mind."""
    plan = plan_update(folder, [], [(PAGE, [_article("aa", (1, 3)), _article("bb", (5, 5))])])
    carry_out(plan, folder)
    _edit(min(folder.rglob("*.md")), *edit)
    return plan_update(folder, read_articles(folder), [(PAGE, list(made))]).warnings


def test_a_change_of_the_splitter_is_reported_until_it_is_seen_to(tmp_path: Path) -> None:
    made = (_article("cc", (1, 1)), _article("aa", (3, 5)))
    (warning,) = _split_anew(tmp_path, ("title: aa", "title: 改过"), *made)
    assert re.search(r"拆分有变：a/0001-aa\.md .*\[\[1, 1\]\]、\[\[3, 5\]\]", warning)
    codes = re.findall("原文码 ([0-9a-f]{16}) 改为 ([0-9a-f]{16})", warning)
    _edit(min(tmp_path.rglob("*.md")), *codes[0])
    assert plan_update(tmp_path, read_articles(tmp_path), [(PAGE, made)]).warnings == ()


@pytest.mark.parametrize(
    "made", [[_article("aa", (1, 3)), _article("bb", (5, 5))], [_article("aa", (1, 5))]], ids=str
)
def test_a_splitter_that_stays_the_same_or_comes_to_agree_is_no_news(
    tmp_path: Path, made: list[Article]
) -> None:
    warnings = _split_anew(tmp_path, ("[[1, 3]]", "[[1, 5]]"), *made)
    assert not [warning for warning in warnings if "有变" in warning]


def test_lines_that_the_splitter_now_gives_to_the_page_are_reported(tmp_path: Path) -> None:
    (warning,) = _split_anew(tmp_path, ("title: aa", "title: 改过"), _article("bb", (5, 5)))
    assert "现在拆作 附属文字" in warning


def test_an_edited_article_without_its_seed_is_named(folders: Folders) -> None:
    build(folders)
    path = _files(folders)[0]
    _edit(path, "title: ", "title: 改过的")
    (folders.seeds / "a.txt").rename(folders.seeds / "b.txt")
    _edit(folders.seeds / "b.txt", "7月25日上午", "7月24日上午")
    (warning,) = build(folders).warnings
    assert f"a/{path.name} 所据的 a.txt 不在" in warning
    assert path.is_file()


def test_an_id_of_another_article_is_refused(folders: Folders) -> None:
    build(folders)
    first, second = _files(folders)
    ids = [parse_article(path.read_text("utf-8"), path).id for path in (first, second)]
    _edit(first, ids[0], ids[1])
    with pytest.raises(InputError, match=rf"{first.name}:2: id {ids[1]} .*{second.name}"):
        build(folders)


def test_an_id_of_another_article_swallows_nothing(folders: Folders) -> None:
    build(folders)
    first, second = _files(folders)
    ids = [parse_article(path.read_text("utf-8"), path).id for path in (first, second)]
    _edit(first, ids[0], ids[1])
    second.unlink()
    report = build(folders)
    assert (report.articles, report.warnings) == (2, ())
    assert _files(folders) == [first, second]


def test_a_file_that_was_put_into_another_is_to_be_deleted(folders: Folders) -> None:
    build(folders)
    first, second = _files(folders)
    _edit(second, "title: ", "title: 改过的")
    _edit(first, "[[1, 3]]", "[[1, 7]]")
    (warning,) = build(folders).warnings
    assert re.search(rf"第 5–7 行同时在 a/{first.name}、a/{second.name} 里.*请删去 a/{second.name}$", warning)


def test_a_line_in_two_files_is_named_with_both(folders: Folders) -> None:
    build(folders)
    first, second = _files(folders)
    _edit(first, "[[1, 3]]", "[[1, 3], [7, 7]]")
    _edit(second, "title: ", "title: 改过的")
    (warning,) = build(folders).warnings
    assert re.search(rf"第 7 行同时在 a/{first.name}、a/{second.name} 里；请从其中一个.*去掉$", warning)


@pytest.mark.parametrize("edited", [False, True])
def test_files_of_the_version_before_are_known_for_what_they_are(folders: Folders, edited: bool) -> None:
    build(folders)
    made = {path: path.read_text("utf-8") for path in _files(folders)}
    for item in read_articles(folders.articles):
        old = sealed(item.article)
        assert "原文码" not in old
        item.path.write_text(old.replace("title: ", "title: 改过的") if edited else old, "utf-8")
    report = build(folders)
    assert (report.kept, report.warnings) == (2 if edited else 0, ())
    assert ({path: path.read_text("utf-8") for path in _files(folders)} == made) is not edited


def test_the_address_of_an_article_written_by_hand_is_its_file_s(folders: Folders) -> None:
    folders.articles.mkdir()
    path = folders.articles / "旧闻.md"
    path.write_text("---\ntitle: 旧闻一则\n---\n\n正文在此。\n", "utf-8")
    build(folders)
    before = {page.parent.name for page in folders.site.glob("articles/*/index.html")}
    _edit(path, "正文在此", "正文改了开头")
    build(folders)
    assert {page.parent.name for page in folders.site.glob("articles/*/index.html")} == before


# ------------------------------------------------------------ what is to be checked
DOUBTFUL_SEED = SEED.replace(
    "示范区召开推进会\n", "（通讯员\n王五）\n推进会\n示范区昨日召开推进会部署下一步工作要求抓好落实\n"
)


def _reviews(folders: Folders) -> dict[str, dict[str, object]]:
    data = json.loads((folders.site / "data/review.json").read_text("utf-8"))
    return {entry["file"]: entry for entry in data["articles"]}


def test_a_doubtful_article_is_listed_until_a_person_has_seen_to_it(folders: Folders) -> None:
    (folders.seeds / "a.txt").write_text(DOUBTFUL_SEED, "utf-8")
    ((article, verdict),) = build(folders).doubtful
    path = _files(folders)[0]
    name = path.relative_to(folders.articles).as_posix()
    assert verdict.source == article.source
    assert _reviews(folders)[name]["sure"] == verdict.sure
    page = folders.site / "review/index.html"
    assert f"articles/{name}" in page.read_text("utf-8")

    path.write_text(path.read_text("utf-8").replace("\nid:", "\n# 已核\nid:", 1), "utf-8")

    assert build(folders).doubtful == ()
    assert _reviews(folders)[name]["checked"] is True
    assert "没有需要核对的文章" in page.read_text("utf-8")


def test_every_article_has_its_verdict_in_the_data(folders: Folders) -> None:
    (folders.articles / "手写").mkdir(parents=True)
    (folders.articles / "手写/旧闻.md").write_text("---\ntitle: 旧闻一则\n---\n\n正文在此。\n", "utf-8")
    build(folders)
    found = _reviews(folders)
    assert [(folders.articles / name).is_file() for name in found] == [True] * 3
    assert [entry["checked"] for entry in found.values()] == [False, False, True]


def test_nothing_is_said_of_articles_whose_seed_is_gone(folders: Folders) -> None:
    build(folders)
    (folders.seeds / "a.txt").unlink()
    assert build(folders).doubtful == ()
    assert _reviews(folders) == {}


def test_twins_have_a_verdict_each(folders: Folders) -> None:
    (folders.seeds / "b.txt").write_text(SEED, "utf-8")
    build(folders)
    entries = _reviews(folders).values()
    assert len({entry["id"] for entry in entries}) == 4


def test_lines_that_an_editor_gave_and_took_at_once_hold(tmp_path: Path) -> None:
    lines = (
        "甲标题在此",
        "",
        "甲的第一段说了一件事情。",
        "",
        "甲的第二段又说了一件。",
        "",
        "乙的一段说了别的事情。",
    )
    page = Page("a", lines)
    made = [Article("aa", "甲", "page", "甲的第一段说了一件事情。", source=Source("a.txt", ((1, 5),)))]
    carry_out(plan_update(tmp_path, [], [(page, made)]), tmp_path)
    (path,) = tmp_path.rglob("*.md")
    text = path.read_text("utf-8").replace("[[1, 5]]", "[[1, 3], [7, 7]]")
    path.write_text(text.replace("事情。\n", "事情。\n\n乙的一段说了别的事情。\n"), "utf-8")

    update = plan_update(tmp_path, read_articles(tmp_path), [(page, made)])

    assert update.warnings == ()
    assert [item.article.source for item in update.kept] == [Source("a.txt", ((1, 3), (7, 7)))]


# ------------------------------------------------------------ lines that editors move from one file to another
TEXT = tuple(
    f"{n}号楼的居民{word}。"
    for n, word in enumerate("早起锻炼 打扫庭院 栽种花草 清理河道 修补道路 粉刷外墙".split(), 1)
)


def _made(lines: tuple[str, ...], *spans: tuple[int, int]) -> list[tuple[Page, list[Article]]]:
    """A page with an article for each span, named aa, bb, …."""
    articles = [
        Article(
            name * 2,
            name,
            "page",
            "\n\n".join(filter(None, lines[first - 1 : last])),
            source=Source("a.txt", ((first, last),)),
        )
        for name, (first, last) in zip("abc", spans, strict=False)
    ]
    return [(Page("a", lines), articles)]


def _update(folder: Path, lines: tuple[str, ...], *spans: tuple[int, int]) -> Update:
    update = plan_update(folder, read_articles(folder), _made(lines, *spans))
    carry_out(update, folder)
    return update


def _lines(update: Update) -> dict[str, LineRanges]:
    return {article.id: article.source.lines for article in update.articles if article.source}


def _moved(folder: Path) -> tuple[Path, Path]:
    """Two made files of three lines; an editor moved the third line, with its text, into the second file."""
    _update(folder, TEXT, (1, 3), (4, 6))
    first, second = (item.path for item in read_articles(folder))
    _edit(first, "[[1, 3]]", "[[1, 2]]")
    _edit(first, f"\n\n{TEXT[2]}", "")
    _edit(second, "[[4, 6]]", "[[3, 3], [4, 6]]")
    _edit(second, TEXT[3], f"{TEXT[2]}\n\n{TEXT[3]}")
    assert _update(folder, TEXT, (1, 3), (4, 6)).warnings == ()
    return first, second


def test_lines_that_an_editor_moved_go_along_with_the_seed(tmp_path: Path) -> None:
    first, second = _moved(tmp_path)
    for _ in range(2):
        update = _update(tmp_path, ("", "", *TEXT), (3, 5), (6, 8))
        assert _lines(update) == {"aa": ((3, 4),), "bb": ((5, 5), (6, 8))}
        assert [re.findall(r"lines: (.*)", warning) for warning in update.warnings] == [
            ["[[3, 4]]"],
            ["[[5, 5], [6, 8]]"],
        ]
    _edit(first, "[[1, 2]]", "[[3, 4]]")
    _edit(second, "[[3, 3], [4, 6]]", "[[5, 8]]")
    assert _update(tmp_path, ("", "", *TEXT), (3, 5), (6, 8)).warnings == ()


def test_lines_whose_text_an_editor_left_behind_go_along_too(tmp_path: Path) -> None:
    _update(tmp_path, TEXT, (1, 3), (4, 6))
    first, second = (item.path for item in read_articles(tmp_path))
    _edit(first, "[[1, 3]]", "[[1, 2]]")
    _edit(second, "[[4, 6]]", "[[3, 6]]")
    _update(tmp_path, TEXT, (1, 3), (4, 6))
    update = _update(tmp_path, ("", *TEXT), (2, 4), (5, 7))
    assert _lines(update) == {"aa": ((2, 3),), "bb": ((4, 7),)}


def test_a_line_put_into_an_editor_s_lines_is_theirs(tmp_path: Path) -> None:
    first, _ = _moved(tmp_path)
    update = _update(tmp_path, (*TEXT[:1], "新添的一行文字。", *TEXT[1:]), (1, 4), (5, 7))
    assert _lines(update) == {"aa": ((1, 3),), "bb": ((4, 4), (5, 7))}
    assert [warning for warning in update.warnings if "又有改动" in warning and first.name in warning]


def test_lines_of_merged_and_parted_articles_go_along(tmp_path: Path) -> None:
    _update(tmp_path, TEXT, (1, 2), (3, 4), (5, 6))
    first, second, third = (item.path for item in read_articles(tmp_path))
    _edit(first, "[[1, 2]]", "[[1, 2], [3, 4]]")
    _append(first, "\n".join(TEXT[2:4]))
    _edit(third, "[[5, 6]]", "[[5, 5]]")
    _edit(third, f"\n\n{TEXT[5]}", "")
    half = third.with_name("half.md")
    half.write_text(
        f"---\nid: half\ntitle: 后一半\nsource:\n  file: a.txt\n  lines: [[6, 6]]\n---\n\n{TEXT[5]}\n",
        "utf-8",
    )
    assert _update(tmp_path, TEXT, (1, 2), (3, 4), (5, 6)).warnings == ()
    assert not second.exists()
    update = _update(tmp_path, ("", *TEXT), (2, 3), (4, 5), (6, 7))
    assert _lines(update) == {"aa": ((2, 3), (4, 5)), "cc": ((6, 6),), "half": ((7, 7),)}


def test_lines_that_cannot_be_told_stay_and_are_named_once(tmp_path: Path) -> None:
    first, second = _moved(tmp_path)
    rewritten = (TEXT[0], "这里改写成了一行完全不同的文字。", *TEXT[3:])
    update = _update(tmp_path, rewritten, (1, 2), (3, 5))
    assert _lines(update) == {"aa": ((1, 2),), "bb": ((3, 3), (4, 6))}
    for path in (first, second):
        (warning,) = (warning for warning in update.warnings if path.name in warning)
        assert "看不出来" in warning


def test_text_that_did_not_move_with_its_lines_is_named(tmp_path: Path) -> None:
    _update(tmp_path, TEXT, (1, 3), (4, 6))
    first, second = (item.path for item in read_articles(tmp_path))
    _edit(first, "[[1, 3]]", "[[1, 2]]")
    _edit(second, "[[4, 6]]", "[[3, 6]]")
    left, lacking = _update(tmp_path, TEXT, (1, 3), (4, 6)).warnings
    assert re.search(rf"{first.name} 的正文里还有第 3 行", left)
    assert re.search(rf"{second.name} 的 source\.lines 里有第 3 行，正文里却没有", lacking)

    _edit(first, f"\n\n{TEXT[2]}", "")
    codes = re.findall("原文码 ([0-9a-f]{16}) 改为 ([0-9a-f]{16})", lacking)
    _edit(second, *codes[0])
    assert _update(tmp_path, TEXT, (1, 3), (4, 6)).warnings == ()


def test_a_later_change_of_a_half_that_people_made_is_reported_until_it_is_seen_to(tmp_path: Path) -> None:
    _update(tmp_path, TEXT, (1, 3), (4, 6))
    second = read_articles(tmp_path)[1].path
    _edit(second, "[[4, 6]]", "[[4, 5]]")
    _edit(second, f"\n\n{TEXT[5]}", "")
    half = second.with_name("half.md")
    half.write_text(
        f"---\ntitle: 后一半\nsource:\n  file: a.txt\n  lines: [[6, 6]]\n---\n\n{TEXT[5]}\n", "utf-8"
    )
    assert _update(tmp_path, TEXT, (1, 3), (4, 6)).warnings == ()
    changed = (*TEXT[:5], TEXT[5].replace("粉刷", "洗刷"))
    for _ in range(2):
        (warning,) = (w for w in _update(tmp_path, changed, (1, 3), (4, 6)).warnings if half.name in w)
        assert "又有改动" in warning
    (code,) = re.findall("加一行“(# 原文码 [0-9a-f]{16})”", warning)
    _edit(half, "\n---\n\n", f"\n{code}\n---\n\n")
    assert not [w for w in _update(tmp_path, changed, (1, 3), (4, 6)).warnings if half.name in w]


def test_deleting_all_parts_of_an_article_brings_the_made_one_back(tmp_path: Path) -> None:
    first, second = _moved(tmp_path)
    first.unlink()
    assert _lines(_update(tmp_path, TEXT, (1, 3), (4, 6))).keys() >= {"bb"}
    second.unlink()
    update = _update(tmp_path, TEXT, (1, 3), (4, 6))
    assert _lines(update) == {"aa": ((1, 3),), "bb": ((4, 6),)}
    assert not list(tmp_path.glob(".*"))


def test_a_damaged_memory_is_named(tmp_path: Path) -> None:
    _moved(tmp_path)
    (memory,) = tmp_path.glob(".*")
    memory.write_text("{", "utf-8")
    with pytest.raises(InputError, match="删去这个文件"):
        plan_update(tmp_path, read_articles(tmp_path), _made(TEXT, (1, 3), (4, 6)))
