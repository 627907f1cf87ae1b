"""Whole builds: from articles, from seeds, and after one change, beside what people would use instead.

Usage: python bench/build.py OUT [--size N]... [--peers] [--check]
The articles are those of the search benchmark. --peers: Hugo with Pagefind make a site of the same Markdown, too
(`hugo` must be installed), and of up to 3,000 articles Pelican. --check: what comes of one change is held against
a build from nothing, byte by byte. Prints a table of times and ratios; OUT keeps everything.
"""

import argparse
import filecmp
import json
import os
import random
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from corpus import enlarge, january
from engines import NODE, install
from typeset import set_page

from banmian.article import format_article
from banmian.catalogue import newest_first
from banmian.markup import to_paragraphs
from banmian.records import Article

_HERE = Path(__file__).parent
_ROOT = _HERE.parent
_ON_A_PAGE = 10
_PELICAN = 3_000
"""More articles would take it hours."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took: seconds by the clock and of all processors, megabytes of all its processes at their most."""

    seconds: float
    processor: float
    megabytes: float


def measure(command: Sequence[str | Path], **environment: str | Path) -> Taken:
    """Run a command that may not fail."""
    meter = [sys.executable, _HERE / "search/meter.py", *command]
    env = {**os.environ, **{name: str(value) for name, value in environment.items()}}
    done = subprocess.run(meter, check=True, env=env, stdout=subprocess.PIPE)
    return Taken(*json.loads(done.stdout.splitlines()[-1]))


class Archive:
    """Folders of an archive, and builds of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.rmtree(root, ignore_errors=True)
        for name in ("seeds", "articles", "home"):
            (root / name).mkdir(parents=True)

    def build(self) -> Taken:
        folders = (part for name in ("seeds", "articles", "site") for part in (f"--{name}", self.root / name))
        return measure(
            [
                sys.executable,
                _ROOT / "build_site.py",
                *folders,
                "--quiet",
                "--base-url",
                "https://example.org/",
            ],
            BANMIAN_CACHE=self.root / "home",
            SOURCE_DATE_EPOCH="1772409600",
        )

    def anew(self) -> "Archive":
        """The same seeds and articles, and nothing that was made of them."""
        other = Archive(self.root.with_name(f"{self.root.name}-anew"))
        for name in ("seeds", "articles"):
            shutil.copytree(self.root / name, other.root / name, dirs_exist_ok=True)
        return other


def write_articles(articles: Sequence[Article], folder: Path) -> None:
    for one in articles:
        path = folder / str(one.date)[:7] / f"{one.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(format_article(one), "utf-8")


def write_seeds(articles: Sequence[Article], folder: Path) -> None:
    """Pages of so many articles, in the order of their days."""
    ordered = newest_first(articles)[::-1]
    draw = random.Random(1)
    for number, first in enumerate(range(0, len(ordered), _ON_A_PAGE)):
        group = ordered[first : first + _ON_A_PAGE]
        path = folder / str(group[-1].date)[:4] / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(set_page(list(map(_printed, group)), draw).lines) + "\n", "utf-8")
        path.with_suffix(".yaml").write_text(f"paper: 人民日报\ndate: {group[-1].date}\n", "utf-8")


def _printed(article: Article) -> dict[str, object]:
    """As bench/typeset.py has articles."""
    writer = f"本报讯（记者{article.reporters[0]}）" if article.reporters else "本报讯　"
    empty: dict[str, object] = {name: [] for name in ("kicker", "subtitle", "signature")}
    body = to_paragraphs(article.body)
    return empty | {"kind": "news", "title": [article.title], "byline": writer, "body": body}


# ------------------------------------------------------------ the others
_BASE = """<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Summary | plainify }}"></head><body>
<header><a href="/">版面</a> <a href="/departments/">部门</a> <a href="/reporters/">记者</a> <a href="/months/">日期</a></header>
<main data-pagefind-body>{{ block "main" . }}{{ end }}</main></body></html>"""
_SINGLE = """{{ define "main" }}<article><h1>{{ .Title }}</h1><p>{{ .Date.Format "2006-01-02" }} {{ .Params.paper }}</p>
{{ range .GetTerms "departments" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}
{{ range .GetTerms "reporters" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}
{{ .Content }}
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</article>{{ end }}"""
_LIST = """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Paginator.Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }} {{ delimit (.Params.departments | default slice) "、" }}</li>
{{ end }}</ul>{{ template "_internal/pagination.html" . }}{{ end }}"""
_TERMS = """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.ByCount }}
<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}"""
_HUGO = {
    "baseURL": "https://example.org/",
    "title": "版面",
    "hasCJKLanguage": True,
    "paginate": 60,
    "taxonomies": {name[:-1]: name for name in ("departments", "reporters", "months", "days")},
    "permalinks": {"articles": "/articles/:filename/"},
}


def write_hugo(articles: Sequence[Article], root: Path) -> None:
    """The same articles with the same ways in: by department, reporter, month and day."""
    (root / "layouts/_default").mkdir(parents=True)
    (root / "content/articles").mkdir(parents=True)
    (root / "config.json").write_text(json.dumps(_HUGO))
    for name, text in (("baseof", _BASE), ("single", _SINGLE), ("list", _LIST), ("terms", _TERMS)):
        (root / f"layouts/_default/{name}.html").write_text(text, "utf-8")
    for one in articles:
        meta = {
            "title": one.title,
            "date": str(one.date),
            "paper": one.paper,
            "departments": one.departments,
            "reporters": one.reporters,
            "months": [str(one.date)[:7]],
            "days": [str(one.date)],
        }
        text = f"{json.dumps(meta, ensure_ascii=False)}\n\n{one.body}\n"
        (root / f"content/articles/{one.id}.md").write_text(text, "utf-8")


def write_pelican(articles: Sequence[Article], root: Path) -> None:
    (root / "content").mkdir(parents=True)
    (root / "conf.py").write_text(
        "SITENAME = '版面'\nPATH = 'content'\nTIMEZONE = 'Asia/Shanghai'\nDEFAULT_LANG = 'zh'\nDEFAULT_PAGINATION = 60\n"
        "MONTH_ARCHIVE_SAVE_AS = '{date:%Y}/{date:%m}/index.html'\nDAY_ARCHIVE_SAVE_AS = '{date:%Y}/{date:%m}/{date:%d}/index.html'\n",
        "utf-8",
    )
    for one in articles:
        head = f"Title: {one.title}\nDate: {one.date}\nSlug: {one.id}\nTags: {', '.join(one.departments)}\nAuthors: {'; '.join(one.reporters)}\n"
        (root / f"content/{one.id}.md").write_text(f"{head}\n{one.body}\n", "utf-8")


def peers(articles: Sequence[Article], out: Path) -> Iterator[tuple[str, Taken]]:
    """What others take for it."""
    shutil.rmtree(out / "hugo", ignore_errors=True)
    write_hugo(articles, out / "hugo")
    yield "Hugo", measure(["hugo", "--quiet", "--source", out / "hugo"])
    packages = install(out.parent)
    try:
        yield (
            "Pagefind",
            measure([NODE, packages / "pagefind/lib/runner/bin.cjs", "--site", out / "hugo/public"]),
        )
    except subprocess.CalledProcessError:
        print("Pagefind could not do it", file=sys.stderr)
    if len(articles) <= _PELICAN:
        tools = out.parent / "pelican-tools"
        if not tools.is_dir():
            venv.create(tools, with_pip=True)
            subprocess.run([tools / "bin/pip", "install", "--quiet", "pelican[markdown]"], check=True)
        shutil.rmtree(out / "pelican", ignore_errors=True)
        write_pelican(articles, out / "pelican")
        options = ("-s", out / "pelican/conf.py", "-o", out / "pelican/output", "--quiet")
        yield "Pelican", measure([tools / "bin/pelican", out / "pelican/content", *options])


# ------------------------------------------------------------ what is measured
def builds(articles: Sequence[Article], out: Path, *, check: bool) -> Iterator[tuple[str, Taken]]:
    """banmian's own, each with what was done before."""
    from_articles = Archive(out / "from-articles")
    write_articles(articles, from_articles.root / "articles")
    yield "from articles", from_articles.build()
    yield from _after_changes(
        from_articles, {"one article corrected": _correct, "nothing changed": _nothing}, check
    )
    shutil.rmtree(from_articles.root)

    from_seeds = Archive(out / "from-seeds")
    write_seeds(articles, from_seeds.root / "seeds")
    *_, newest = sorted((from_seeds.root / "seeds").rglob("*.txt"))
    kept = {path: path.read_bytes() for path in (newest, newest.with_suffix(".yaml"))}
    for path in kept:
        path.unlink()
    yield "from seeds", from_seeds.build()

    def add(_: Archive) -> None:
        for path, content in kept.items():
            path.write_bytes(content)

    changes = {
        "one seed added": add,
        "one article corrected, of seeds": _correct,
        "nothing changed, of seeds": _nothing,
    }
    yield from _after_changes(from_seeds, changes, check)


def _after_changes(
    archive: Archive, changes: Mapping[str, Callable[[Archive], None]], check: bool
) -> Iterator[tuple[str, Taken]]:
    for name, change in changes.items():
        change(archive)
        yield name, archive.build()
    if check:
        other = archive.anew()
        other.build()
        differ = list(_differing(filecmp.dircmp(archive.root / "site", other.root / "site")))
        print(f"{archive.root.name}: {len(differ)} files differ from a build from nothing {differ[:5]}")
        shutil.rmtree(other.root)


def _correct(archive: Archive) -> None:
    *_, path = sorted((archive.root / "articles").rglob("*.md"))
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n又补了一句。\n", "utf-8")


def _nothing(_: Archive) -> None:
    """Leave all as it is."""


def _differing(found: "filecmp.dircmp[str]") -> Iterator[str]:
    yield from (f"{found.left}/{name}" for name in (*found.left_only, *found.right_only, *found.funny_files))
    _, differ, errors = filecmp.cmpfiles(found.left, found.right, found.common_files, shallow=False)
    yield from (f"{found.left}/{name}" for name in (*differ, *errors))
    for below in found.subdirs.values():
        yield from _differing(below)


def to_markdown(rows: Mapping[int, Mapping[str, Taken]]) -> Iterator[str]:
    for size, taken in rows.items():
        yield f"\n| {size:,} articles | s | processor, s | peak MB | |\n| --- | ---: | ---: | ---: | --- |"
        for name, one in taken.items():
            figures = f"{one.seconds:,.1f} | {one.processor:,.1f} | {one.megabytes:,.0f}"
            yield f"| {name} | {figures} | {_ratio(name, taken)} |"
    for (small, few), (large, many) in pairwise(rows.items()):
        for name in ("from articles", "from seeds"):
            growth = many[name].seconds / few[name].seconds / (large / small)
            yield f"\n{name}: from {small:,} to {large:,} articles, time grows {growth:.2f} × as fast as the archive"


def _ratio(name: str, taken: Mapping[str, Taken]) -> str:
    if name == "from articles" and {"Hugo", "Pagefind"} <= taken.keys():
        return f"{taken[name].seconds / (taken['Hugo'].seconds + taken['Pagefind'].seconds):.2f} × Hugo and Pagefind"
    if name == "from seeds":
        return f"{taken[name].seconds / taken['from articles'].seconds:.2f} × from articles"
    if name.endswith(("added", "corrected", "changed", "of seeds")):
        whole = "from seeds" if name.endswith(("added", "of seeds")) else "from articles"
        return f"{taken[name].seconds / taken[whole].seconds:.2%} of {whole}"
    return ""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--size", type=int, action="append")
    arguments.add_argument("--peers", action="store_true")
    arguments.add_argument("--check", action="store_true")
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    found = january(options.out)
    rows: dict[int, dict[str, Taken]] = {}
    for size in options.size or [3_000]:
        articles = [
            replace(one, title=one.title or "简讯", title_source="page") for one in enlarge(found, size)
        ]
        out = options.out / str(size)
        rows[size] = {}
        others = peers(articles, out) if options.peers else iter(())
        for measured in (builds(articles, out, check=options.check), others):
            for name, taken in measured:
                rows[size][name] = taken
                print(f"{size} {name}: {taken.seconds:.1f} s, {taken.megabytes:.0f} MB", file=sys.stderr)
    print("\n".join(to_markdown(rows)))


if __name__ == "__main__":
    main()
