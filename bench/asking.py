"""Engines asked in a real browser: what they answer, what that loads, and how long it takes."""

import gzip
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from engines import ENGINES
from hosting import served
from playwright.sync_api import Browser, Page
from queries import Query

_FAST = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
_SLOW = {"offline": False, "latency": 60, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
_TIMED = 60  # queries of all for which the line is slow
_WHOLE = 5  # queries with a fresh page for engines that load the same for each
_QUIET = 150  # milliseconds without a request after which a page has all it wants
_PATIENCE = 600_000  # milliseconds; an index of 100 MB takes its time

_NOTE_RESULTS = """new MutationObserver(() => {
    if (!window.shown && document.querySelector("#hits > li")) window.shown = performance.now();
}).observe(document, { childList: true, subtree: true })"""
_TIME_ALL = """async queries => {
    const first = %s;
    const times = [];
    for (const query of queries) {
        await first(query);
        const start = performance.now();
        await first(query);
        times.push(performance.now() - start);
    }
    return times;
}"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking an engine all queries; times in milliseconds."""

    answers: tuple[frozenset[int], ...]
    """The articles found, in the order of the queries."""
    cold_bytes: tuple[int, ...]
    cold_requests: tuple[int, ...]
    """What a fresh page loads for a query, itself included."""
    cold_times: tuple[float, ...]
    """From opening that page over a slow line to results, for some of the queries."""
    warm_times: tuple[float, ...]
    """From asking a second time to results."""


def ask_all(
    name: str,
    queries: Sequence[Query],
    root: Path,
    browser: Browser,
    watch: Callable[[str], None],
) -> Asked:
    """Ask an engine everything. What loads in pieces gets a fresh page each time: answers may depend on what is loaded."""
    engine = ENGINES[name]
    numbers = _fragments(root / name)
    cold = queries if engine.in_pieces else queries[:: max(1, len(queries) // _WHOLE)]
    texts = [query.text for query in queries]
    answers, loaded, times = [], [], []

    def ask(page: Page, text: str) -> frozenset[int]:
        return frozenset(numbers.get(one, one) for one in page.evaluate(engine.ask, text))

    with served(root / name) as (home, sent):
        for n, query in enumerate(cold):
            watch(f"{name}: {n + 1} of {len(cold)}")
            slow = n % max(1, len(cold) // _TIMED) == 0
            with _opened(
                browser, f"{home}/{engine.page}?q={quote(query.text)}", sent, _SLOW if slow else _FAST
            ) as page:
                loaded.append(tuple(sent))
                times += [page.evaluate("shown")] if slow else []
                answers += [ask(page, query.text)] if engine.in_pieces else []
        with _opened(browser, f"{home}/{engine.page}?q={quote(texts[0])}", sent, _FAST) as page:
            answers = answers or [ask(page, text) for text in texts]
            warm = page.evaluate(_TIME_ALL % engine.first, texts)
    return Asked(tuple(answers), tuple(map(sum, loaded)), tuple(map(len, loaded)), tuple(times), tuple(warm))


@contextmanager
def _opened(browser: Browser, address: str, sent: list[int], network: Mapping[str, Any]) -> Iterator[Page]:
    """The page that shows the results of the query in its address, in a browser with nothing in its cache."""
    context = browser.new_context()
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()
    page.add_init_script(_NOTE_RESULTS)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", network)
    sent.clear()
    page.goto(address, wait_until="commit")
    page.locator("#hits > li").first.wait_for(state="attached")
    before = -1
    while before < len(sent):
        before = len(sent)
        page.wait_for_timeout(_QUIET)
    line.send("Network.emulateNetworkConditions", _FAST)
    yield page
    context.close()


def _fragments(folder: Path) -> dict[Any, int]:
    """Pagefind's name of an article → its number; other engines say the number itself."""
    return {
        path.stem: int(re.findall(rb'"url":"/(\d+)\.html"', gzip.decompress(path.read_bytes()))[0])
        for path in folder.glob("pagefind/fragment/*")
    }
