"""The site on this machine's own address, for its editors: each page learns when it has changed, or why it could not.

The files stay as they are; what makes a page listen is put into it on its way out.
"""

import functools
import hashlib
import json
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import watchfiles

from banmian.publish import MANIFESTS, read_manifest

_OWN_NAMES = {"127.0.0.1", "localhost"}
"""What this machine calls itself. Any other name leads here only if another site made it do so."""
_SCRIPT, _CHANGES = "/-/live.js", "/-/changes"
"""No file of a site has such an address."""
_LISTENER = Path(__file__).with_name("live.js")
_BEAT = 10.0
"""Seconds after which a page that has gone is noticed."""
_QUIET = 60
"""Milliseconds without another change before a change is told: editors save in several steps."""


def changes(folders: Iterable[Path]) -> Iterator[None]:
    """Yield whenever a file below one of the folders has changed, been added or gone; until the user interrupts."""
    for _ in watchfiles.watch(*folders, watch_filter=_counts, step=_QUIET, raise_interrupt=True):
        yield


def _counts(_: watchfiles.Change, path: str) -> bool:
    return not Path(path).name.startswith((".", "~")) and not path.endswith("~")


class News:
    """What open pages wait for."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._told = threading.Condition()
        self._count = 0
        self._failure = ""

    def tell(self, failure: str = "") -> None:
        """Have every open page look whether it has changed, and say why it could not, if so."""
        with self._told:
            self._count += 1
            self._failure = failure
            self._told.notify_all()

    def of(self, page: str) -> Iterator[dict[str, str] | None]:
        """The state of a page now and after each piece of news; None every few seconds without any."""
        seen = -1
        while True:
            with self._told:
                fresh = self._told.wait_for(functools.partial(self._is_newer, seen), _BEAT)
                seen, failure = self._count, self._failure
            yield {"version": self.version(page), "failure": failure} if fresh else None

    def _is_newer(self, seen: int) -> bool:
        return self._count != seen

    def version(self, page: str) -> str:
        """Changes with the page, with all style sheets and scripts and, on the search page, with the index."""
        folders = ("static/", "search/") if page.startswith("search/") else ("static/",)
        digest = hashlib.sha256()
        for path, checksum in read_manifest(self._site / MANIFESTS[-1]):
            if path == page or path.startswith(folders):
                digest.update(f"{checksum}  {path}".encode())
        return digest.hexdigest()[:16]


@contextmanager
def serving(site: Path, port: int) -> Iterator[News]:
    """Serve a site on 127.0.0.1 as long as the context lasts; ``OSError`` if the port cannot be had."""
    news = News(site)
    with ThreadingHTTPServer(
        ("127.0.0.1", port), functools.partial(_Answer, news=news, directory=str(site))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield news
        server.shutdown()


class _Answer(SimpleHTTPRequestHandler):
    """Answers as a static host does: with its own page for what is not there, and without lists of files."""

    def __init__(self, *arguments: object, news: News, directory: str) -> None:
        self._news = news
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def handle(self) -> None:
        """Answer, unless the page that asked has gone meanwhile."""
        with suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        if not self._is_for_us():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        address = urlsplit(self.path)
        if address.path == _SCRIPT:
            self._send(HTTPStatus.OK, "text/javascript", _LISTENER.read_bytes())
        elif address.path == _CHANGES:
            self._send_changes(_name(parse_qs(address.query).get("page", [""])[0]))
        elif page := self._page():
            self._send_page(HTTPStatus.OK, page)
        else:
            super().do_GET()

    def do_HEAD(self) -> None:
        if self._is_for_us():
            super().do_HEAD()
        else:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code == HTTPStatus.NOT_FOUND and page.is_file() and self.command == "GET":
            self._send_page(code, page)
        else:
            super().send_error(code, message, explain)

    def list_directory(self, path: object) -> None:  # noqa: ARG002 -- named by the base
        """Show no list of files."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what matters is said in the page and by the build."""

    def _is_for_us(self) -> bool:
        """Whether the address bar names this machine."""
        return re.sub(r":\d+$", "", self.headers.get("Host", "")).lower() in _OWN_NAMES

    def _page(self) -> Path | None:
        """The page that is asked for, if it is one."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if urlsplit(self.path).path.endswith("/") else path
        return path if path.suffix == ".html" and path.is_file() else None

    def _send_page(self, code: int, page: Path) -> None:
        version = self._news.version(_name(self.path))  # before it is read: it may be renewed in between
        self._send(code, "text/html; charset=utf-8", _listening(page.read_bytes(), version))

    def _send(self, code: int, kind: str, content: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _send_changes(self, page: str) -> None:
        """Server-sent events, until the page has gone."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for state in self._news.of(page):
            self.wfile.write(f"data: {json.dumps(state)}\n\n".encode() if state else b":\n\n")


def _name(address: str) -> str:
    """The path below the site's root of the page at an address."""
    path = unquote(urlsplit(address).path).removeprefix("/")
    return path + "index.html" if path.endswith("/") or not path else path


def _listening(html: bytes, version: str) -> bytes:
    """The page with the script that listens; the page's own policy connects it to this host only."""
    script = f'<script src="{_SCRIPT}" data-version="{version}" defer></script>\n</head>'
    return html.replace(b"</head>", script.encode(), 1)
