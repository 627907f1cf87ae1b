"""Style sheets, scripts and pictures: as few bytes and requests as a browser can do with."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import rcssmin
import rjsmin

from banmian.files import read_bytes
from banmian.press import File

_SHORTER: Mapping[str, Callable[[bytes], bytes]] = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}
"""Comments and blanks are a third of what a browser would have to fetch."""


_ENGINE = ("fold.js", *(f"search/{name}.js" for name in ("files", "query", "lists", "texts", "search")))
_WORKER = "sw.js"
"""A service worker rules over its own folder only, so it stands in the site's."""
_TOGETHER: Mapping[str, Sequence[str]] = {
    "search.js": _ENGINE,
    "searching.js": (*_ENGINE, "search-page.js"),
    "home.css": ("site.css", "home.css", "browse.css"),
    **{name: ("site.css", name) for name in ("article.css", "browse.css", "search.css")},
}
"""What a page wants in one file: each more would be fetched in a round of its own."""


def make_assets(folder: Path) -> Iterator[File]:
    """What the folder holds, and what pages want of it in one piece."""
    made: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            shorten = _SHORTER.get(path.suffix, bytes)
            made[path.relative_to(folder).as_posix()] = shorten(read_bytes(path))
    whole = {
        name: b"\n".join(made[part] for part in parts if part in made) for name, parts in _TOGETHER.items()
    }
    alone = {name: content for name, content in made.items() if name not in _ENGINE or name == "fold.js"}
    if _WORKER in alone:
        yield _WORKER, alone.pop(_WORKER)
    yield from ((f"static/{name}", content) for name, content in (alone | whole).items())
