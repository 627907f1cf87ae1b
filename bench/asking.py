"""Engines asked in a real browser: what they answer, what that loads, and how long it takes."""

import gzip
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from engines import ENGINES
from hosting import served
from playwright.sync_api import Browser, Page
from queries import Query

_FAST = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
_SLOW = {"offline": False, "latency": 60, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
_WHOLE = 5  # queries with a fresh page for engines that load the same for each
_QUIET = 150  # milliseconds without a request after which a page has all it wants
_PATIENCE = 600_000  # milliseconds; an index of 100 MB takes its time

_NOTE_RESULTS = """new MutationObserver(() => {
    if (!window.shown && document.querySelector("#hits > li")) window.shown = performance.now();
}).observe(document, { childList: true, subtree: true })"""
_TIME_ALL = """async queries => {
    const [first, idle] = [%s, %s];
    const times = [];
    for (const query of queries) {
        await first(query);
        await idle();
        const start = performance.now();
        await first(query);
        times.push(performance.now() - start);
        await idle();
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
    """From opening that page over a slow line to results."""
    warm_times: tuple[float, ...]
    """From asking a second time to results shown."""


def ask_all(
    name: str, queries: Sequence[Query], root: Path, browser: Browser, watch: Callable[[str], None]
) -> Asked:
    """Ask an engine everything that it may understand. What loads in pieces gets a fresh page each time: answers may depend on what is loaded."""
    engine = ENGINES[name]
    numbers = _fragments(root / name)
    fresh = queries if engine.in_pieces else queries[:: max(1, len(queries) // _WHOLE)]
    questions = [(query.text, query.filters) for query in queries]
    answers, loaded, times = [], [], []

    def ask(page: Page, query: Query) -> frozenset[int]:
        found = page.evaluate(engine.ask, [query.text, query.filters])
        return frozenset(numbers.get(one, one) for one in found)

    with served(root / name) as (home, sent), browser.new_page() as page:
        page.set_default_timeout(_PATIENCE)
        page.add_init_script(_NOTE_RESULTS)
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        for n, query in enumerate(fresh, 1):
            watch(f"{name}: {n} of {len(fresh)}")
            sent.clear()
            line.send("Network.emulateNetworkConditions", _SLOW)
            asked = urlencode({"q": query.text, **query.filters}, doseq=True, quote_via=quote)
            page.goto(f"{home}/{engine.page}?{asked}", wait_until="commit")
            page.locator("#hits > li").first.wait_for(state="attached")
            _wait_until_quiet(page, sent)
            line.send("Network.emulateNetworkConditions", _FAST)
            times.append(page.evaluate("shown"))
            loaded.append(tuple(sent))
            answers += [ask(page, query)] if engine.in_pieces else []
        answers = answers or [ask(page, query) for query in queries]
        warm = page.evaluate(_TIME_ALL % (engine.first, engine.idle), questions)
    return Asked(tuple(answers), tuple(map(sum, loaded)), tuple(map(len, loaded)), tuple(times), tuple(warm))


def _wait_until_quiet(page: Page, sent: Sequence[int]) -> None:
    before = -1
    while before < len(sent):
        before = len(sent)
        page.wait_for_timeout(_QUIET)


def _fragments(folder: Path) -> dict[Any, int]:
    """Pagefind's name of an article → its number; other engines say the number itself."""
    return {
        path.stem: int(re.findall(rb'"url":"/(\d+)\.html"', gzip.decompress(path.read_bytes()))[0])
        for path in folder.glob("pagefind/fragment/*")
    }
