"""A web host on this machine that compresses what it sends and keeps an account of it."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@lru_cache(maxsize=1000)
def packed(path: Path) -> tuple[bytes, bool]:
    """What a host sends of a file, and whether it is gzip: only what gets smaller is."""
    plain = path.read_bytes()
    small = gzip.compress(plain, 6, mtime=0)
    return (small, True) if len(small) < len(plain) else (plain, False)


class _Host(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else the body waits for the head to be acknowledged

    def __init__(self, *args: Any, sent: list[int], **kwargs: Any) -> None:
        self.sent = sent
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data, is_gzip = packed(path)
        self.sent.append(len(data))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")  # every page is the first
        if is_gzip:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """The address of a folder, and the sizes of all bodies that are sent from there."""
    sent: list[int] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder), sent=sent)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", sent
        server.shutdown()
