"""The site in a real Chromium: from a sub-folder over http and from a disk, small and large, light and dark."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page
from test_render import ARTICLES, PAGES, TEMPLATES

from banmian.addresses import slug
from banmian.render import render_site

KINDS = (
    "index.html",
    "about/index.html",
    "articles/first/index.html",
    "articles/hostile/index.html",
    "articles/first/source/index.html",
    f"pages/2020/07/{slug('三 版.A')}/index.html",
    "dates/2020/index.html",
    "dates/2020/07/index.html",
    "reporters/index.html",
    "statistics/2020/index.html",
    "reporters/张三/index.html",
    "clippings/index.html",
    "guide/index.html",
    "review/index.html",
    "changes/index.html",
    "people/index.html",
    "columns/index.html",
    "issues/index.html",
    "departments/教育局/index.html",
    "dates/index.html",
)
SHEET = KINDS[5]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site on a disk, with a search page that needs no index."""
    root = tmp_path_factory.mktemp("site 在这里")
    for path, content in render_site(ARTICLES, PAGES, TEMPLATES, "https://example.org/some/folder/site"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


@pytest.fixture(scope="module", params=["http", "file"])
def home(request: pytest.FixtureRequest, folder: Path, serve: Callable[[Path], str]) -> str:
    """The address of the site's root, once over http and once on the disk."""
    return serve(folder) if request.param == "http" else f"{folder.as_uri()}/"


@contextmanager
def opened(browser: Browser, **options: object) -> Iterator[Page]:
    context = browser.new_context(**options)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def pages_of(folder: Path) -> list[str]:
    """All that stay open; the search page, whose script is tested elsewhere, left out."""
    staying = (
        path for path in folder.rglob("*.html") if 'http-equiv="refresh"' not in path.read_text("utf-8")
    )
    return sorted({path.relative_to(folder).as_posix() for path in staying} - {"search/index.html"})


def test_no_page_complains_runs_what_articles_bring_or_scrolls_sideways(
    browser: Browser, folder: Path, home: str
) -> None:
    said: list[str] = []
    requested: list[str] = []
    failed: list[tuple[str, str | None]] = []
    with opened(browser, viewport={"width": 360, "height": 800}) as page:
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        page.on("requestfailed", lambda request: failed.append((request.url, request.failure)))
        page.on("request", lambda request: requested.append(request.url))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        for path in pages_of(folder):
            if path == "404.html" and home.startswith("file:"):
                continue  # made for hosts
            page.goto(home + quote(path))
            wide, hit, styled = page.evaluate(
                "[document.documentElement.scrollWidth, 'hit' in window,"
                " getComputedStyle(document.body).marginTop === '0px']"
            )
            assert (wide, hit, styled) == (360, False, True), path
    assert said == []
    # the next page may be asked for before the last one's icon has come
    assert [request for request in failed if request[1] != "net::ERR_ABORTED"] == []
    assert [url for url in requested if not url.startswith(home)] == []


def test_a_link_to_a_script_goes_nowhere(browser: Browser, home: str) -> None:
    with opened(browser) as page:
        page.goto(home + "articles/hostile/index.html")
        page.get_by_text("点我").click()
        assert page.evaluate("'hit' in window") is False
        assert page.url.endswith("articles/hostile/index.html")


def test_the_policy_stops_a_script_that_a_template_let_through(browser: Browser, home: str) -> None:
    with opened(browser) as page:
        page.goto(home + "index.html")
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: 'hit = 1'}))"
        )
        assert page.evaluate("'hit' in window") is False


def test_the_policy_lets_the_sites_own_scripts_load(browser: Browser, home: str, folder: Path) -> None:
    (folder / "search/probe.js").write_text("window.probed = true", "utf-8")
    with opened(browser) as page:
        page.goto(home + "articles/first/index.html")
        page.evaluate(
            "new Promise((done, failed) => document.body.append(Object.assign(document.createElement('script'),"
            " {src: '../../search/probe.js', onload: done, onerror: failed})))"
        )
        assert page.evaluate("window.probed")


@pytest.mark.parametrize("start", ["index.html", "articles/first/index.html"])
def test_the_search_box_asks_the_search_page(browser: Browser, home: str, start: str) -> None:
    with opened(browser) as page:
        page.goto(home + start)
        page.get_by_role("searchbox").fill("高新区 & 工信局")
        page.get_by_role("searchbox").press("Enter")
        page.wait_for_url("**/search/index.html?*")
        assert page.url.startswith(home + "search/index.html?q=")
        assert page.evaluate("new URLSearchParams(location.search).get('q')") == "高新区 & 工信局"


def test_a_reader_finds_the_way_from_the_front_page_to_the_printed_line(browser: Browser, home: str) -> None:
    with opened(browser) as page:
        page.goto(home + "index.html")
        page.get_by_role("link", name="甲的标题 分两行印").click()
        page.get_by_role("link", name="示范日报 2020年7月21日 第03版").click()
        assert unquote(urlsplit(page.url).fragment) == "L1"
        assert page.locator("#L1").inner_text().strip() == "本报讯 甲文"
        assert page.locator(".furniture").get_by_text("责任编辑 某某").is_visible()
        page.locator(".band .owner").get_by_role("link", name="乙文说的是").click()
        assert page.get_by_role("heading", level=1).inner_text() == "乙文说的是"


def test_a_reader_holds_an_article_against_its_printed_lines(browser: Browser, home: str) -> None:
    with opened(browser) as page:
        page.goto(home + "articles/first/index.html")
        page.get_by_role("link", name="对照原版").click()
        page.get_by_role("link", name="第 1 行").click()
        assert page.locator("#L1:target").inner_text().strip() == "本报讯 甲文"
        assert page.get_by_text("编者改动过").is_visible()
        page.locator(".other").get_by_role("link", name="乙文说的是").click()
        assert page.get_by_role("heading", level=1).inner_text() == "乙文说的是"


def test_a_bar_leads_where_its_row_of_the_table_does(browser: Browser, home: str) -> None:
    with opened(browser) as page:
        page.goto(home + "dates/index.html")
        period = page.locator(".plot tbody a").first.evaluate("one => one.href")
        page.locator(".plot svg a").first.click()
        page.wait_for_url(period)


def test_a_former_address_leads_to_the_article(browser: Browser, home: str) -> None:
    with opened(browser) as page:
        page.goto(home + "articles/former/index.html")
        page.wait_for_url("**/articles/first/index.html")


@pytest.mark.parametrize("depth", ["nothing", "articles/gone/index.html", "a/b/c/d"])
def test_not_found_works_at_any_depth(
    browser: Browser, folder: Path, serve: Callable[[Path], str], depth: str
) -> None:
    with opened(browser) as page:
        home = serve(folder)
        page.goto(home + depth)
        assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"
        page.get_by_role("link", name="首页").click()
        assert page.url == home + "index.html"


# every address that the page leads to or loads, as the browser understands it
ADDRESSES = """() => [...document.querySelectorAll('[href], [src]')]
  .filter((one) => one.rel !== 'canonical' && one.rel !== 'search')
  .map((one) => one.href?.baseVal ? new URL(one.href.baseVal, one.baseURI).href : one.href || one.src)"""


def test_every_address_on_every_page_answers(browser: Browser, folder: Path, home: str) -> None:
    with opened(browser) as page:
        led: dict[str, set[str]] = {}
        for path in pages_of(folder):
            if path != "404.html":  # with a --base-url its links lead to that host
                page.goto(home + quote(path))
                for address in page.evaluate(ADDRESSES):
                    led.setdefault(address, set()).add(path)
                led.setdefault(page.url, set())
        inside = {address for address in led if address.startswith(home)}
        outside = {urlsplit(address).netloc for address in led.keys() - inside}
        assert outside <= {"example.org", ""}, outside
        for file in sorted({address.split("#")[0].split("?")[0] for address in inside}):
            place = unquote(file.removeprefix(home))
            if place.startswith("search/"):
                continue  # its index is not here
            if home.startswith("http"):
                assert page.request.get(file).ok, (place, led.get(file))
            else:
                assert (folder / place).is_file(), (place, led.get(file))
        assert len(inside) > 200


# which of the page's controls has the focus, and whether it shows; a chart's bars have the same links in its table
CONTROLS = ":is(a[href]:not(.plot svg a), input, button, summary, [tabindex='0'])"
FOCUS = f"""() => [
  [...document.querySelectorAll("{CONTROLS}")].indexOf(document.activeElement),
  getComputedStyle(document.activeElement).outlineStyle !== 'none',
]"""


@pytest.mark.parametrize("path", KINDS)
def test_the_keyboard_reaches_every_link_and_shows_where_it_is(
    browser: Browser, folder: Path, path: str
) -> None:
    with opened(browser) as page:
        page.goto(f"{folder.as_uri()}/{quote(path)}")
        total = page.locator(f"{CONTROLS}:visible").count()
        reached = set()
        for _ in range(total):
            page.keyboard.press("Tab")
            index, shown = page.evaluate(FOCUS)
            assert shown, index
            reached.add(index)
        assert len(reached - {-1}) == total


def test_the_skip_link_comes_first_and_leads_to_the_text(browser: Browser, home: str) -> None:
    with opened(browser) as page:
        page.goto(home + "articles/first/index.html")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("width", [360, 1440])
def test_navigation_is_large_enough_for_fingers(browser: Browser, home: str, width: int) -> None:
    with opened(browser, viewport={"width": width, "height": 800}) as page:
        page.goto(home + "articles/first/index.html")
        for link in page.locator(".sections a, .trail a, .search-box button, .siblings a").all():
            box = link.bounding_box()
            assert box, link
            assert box["height"] >= 44, link


# every element with text of its own: the contrast of its colour with what lies behind it
CONTRAST = """() => {
  const brush = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const over = (base, colour) => {
    brush.fillStyle = `rgb(${base})`; brush.fillRect(0, 0, 1, 1);
    brush.fillStyle = colour; brush.fillRect(0, 0, 1, 1);
    return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const behind = (element) => {
    const base = element ? behind(element.parentElement) : [255, 255, 255];
    return element ? over(base, getComputedStyle(element).backgroundColor) : base;
  };
  const light = (rgb) => rgb.map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  return [...document.body.querySelectorAll('*')]
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => {
      const back = behind(e);
      const [a, b] = [light(back), light(over(back, getComputedStyle(e).color))].sort();
      return [(b + 0.05) / (a + 0.05), e.className, e.textContent.slice(0, 20)];
    })
    .sort((x, y) => x[0] - y[0])[0];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_ground(browser: Browser, folder: Path, scheme: str) -> None:
    with opened(browser, color_scheme=scheme) as page:
        for path in KINDS:
            page.goto(f"{folder.as_uri()}/{quote(path)}")
            ratio, *where = page.evaluate(CONTRAST)
            assert ratio >= 4.5, (path, ratio, where)


def test_dark_is_dark_and_light_is_light(browser: Browser, home: str) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        with opened(browser, color_scheme=scheme) as page:
            page.goto(home + "index.html")
            grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert grounds == ["rgb(248, 247, 243)", "rgb(22, 21, 19)"]


def test_headlines_break_where_they_were_printed_in_lines(browser: Browser, home: str) -> None:
    with opened(browser, viewport={"width": 360, "height": 800}) as page:
        page.goto(home + "articles/first/index.html")
        parts = page.locator("h1 .part")
        boxes = [part.bounding_box() for part in parts.all()]
        assert [round(box["height"]) for box in boxes if box] == [round(28 * 1.35)] * 2


def test_there_is_room_for_two_columns_on_a_desk_and_for_one_in_a_hand(
    browser: Browser, folder: Path
) -> None:
    pairs = {KINDS[2]: (".story", ".facts"), SHEET: (".contents", ".raw")}
    for path, (first, second) in pairs.items():
        for width in (360, 1440):
            with opened(browser, viewport={"width": width, "height": 800}) as page:
                page.goto(f"{folder.as_uri()}/{quote(path)}")
                left, right = page.locator(first).bounding_box(), page.locator(second).bounding_box()
                assert left
                assert right
                assert (right["x"] >= left["x"] + left["width"]) is (width == 1440)


def test_print_keeps_the_text_and_its_source_and_drops_the_navigation(browser: Browser, home: str) -> None:
    with opened(browser) as page:
        page.goto(home + "articles/first/index.html")
        page.emulate_media(media="print")
        assert page.get_by_text("第一段说的是一件事。").is_visible()
        kept = page.locator(".facts :is(dt, .label)").locator("visible=true").all_inner_texts()
        assert kept == ["事件日期", "刊发日期", "报纸", "部门", "记者", "通讯员", "出处", "引用"]
        assert not page.locator(".sections, .search-box, .siblings, .place").locator("visible=true").count()
        text, facts = page.locator(".story").bounding_box(), page.locator(".facts").bounding_box()
        assert text
        assert facts
        assert facts["y"] >= text["y"] + text["height"]


def test_an_article_has_one_colour_in_the_list_and_in_the_raw_text(browser: Browser, folder: Path) -> None:
    with opened(browser) as page:
        page.goto(f"{folder.as_uri()}/{quote(SHEET)}")
        edge = "element => getComputedStyle(element).borderInlineStartColor"
        listed = page.locator(".map [class*=tone-]").evaluate_all(f"all => all.map({edge})")
        bands = page.locator(".band[class*=tone-]").evaluate_all(f"all => all.map({edge})")
        assert len(set(listed)) == 2
        assert bands == listed == [listed[0], listed[1], listed[0]]


def test_a_line_that_is_linked_to_stands_clear_of_the_name_over_its_band(
    browser: Browser, folder: Path
) -> None:
    with opened(browser, viewport={"width": 1440, "height": 200}) as page:
        page.goto(f"{folder.as_uri()}/{quote(SHEET)}#L5")
        line, owner = page.locator("#L5").bounding_box(), page.locator(".owner").first.bounding_box()
        assert line
        assert owner
        assert line["y"] >= owner["y"] + owner["height"]


def test_the_front_page_tells_what_happened_on_this_day(browser: Browser, home: str) -> None:
    with opened(browser) as page:
        page.clock.set_fixed_time("2031-07-20T12:00:00")
        page.goto(home + "index.html")
        shown = page.locator("#on-this-day li")
        shown.first.wait_for()
        assert [text.split() for text in shown.all_inner_texts()] == [
            ["甲的标题", "分两行印", "2020年"],
            ["版面不在", "2020年"],
        ]
        page.locator("#on-this-day").get_by_role("link").first.click()
        assert page.url == home + "articles/first/index.html"
        page.clock.set_fixed_time("2031-07-19T12:00:00")
        page.goto(home + "index.html")
        page.wait_for_function("window.banmianDays")
        assert page.locator("#on-this-day").is_hidden()


def test_single_keys_can_be_turned_off(browser: Browser, home: str) -> None:
    with opened(browser) as page:
        page.goto(home + "about/index.html")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.type") == "search"
        page.get_by_label("用单个键作快捷键").uncheck()
        page.goto(home + "dates/index.html")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement === document.body")
