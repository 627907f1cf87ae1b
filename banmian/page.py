"""Read newspaper pages: seeds in any encoding that PDFs' text comes in, and their sidecars."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from banmian.article import parse_date, parse_issue
from banmian.errors import InputError
from banmian.files import files_below, read_bytes
from banmian.mapping import read_keys
from banmian.records import Page
from banmian.text_files import read_text


def _day(text: str) -> str:
    return parse_issue(text).isoformat()


_SIDECAR: Mapping[str, Callable[[str], str]] = {
    "paper": str, "date": _day, "edition": str, "section": str, "url": str, "pdf": str
}  # fmt: skip
_DEFAULTS = "defaults.yaml"
AUTHORITIES = "authorities.yaml"
"""At the top of the seeds folder: an editor's word on names, and no sidecar of a page."""
IMPRINT = "site.yaml"
"""The same: what the archive is called."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A page's file on disk; ``name`` is its path below the seeds folder without ``.txt``."""

    name: str
    path: Path

    def sidecars(self) -> list[Path]:
        """Where sidecars of the page may stand, the one that is believed most last."""
        below = self.name.split("/")
        folders = [self.path.parents[n] for n in range(len(below))]
        return [*(folder / _DEFAULTS for folder in reversed(folders)), self.path.with_suffix(".yaml")]

    def state(self) -> str:
        """A code of all that :func:`read_page` reads."""
        digest = hashlib.sha256(self.name.encode())
        for path in (self.path, *filter(Path.is_file, self.sidecars())):
            digest.update(f"\n{path}\n{hashlib.sha256(read_bytes(path)).hexdigest()}".encode())
        return digest.hexdigest()


def find_seeds(folder: Path) -> list[Seed]:
    """All pages below the folder, ordered by name; names do not depend on the machine."""
    if not folder.is_dir():
        raise InputError(folder, "没有这个文件夹；请新建它并放入版面的 .txt 文件，或用 --seeds 指明位置")
    seeds = [
        Seed(path.relative_to(folder).with_suffix("").as_posix(), path)
        for path in files_below(folder, ".txt")
    ]
    seen: dict[str, Path] = {}
    for seed in seeds:
        twin = seen.setdefault(seed.name.casefold(), seed.path)
        if twin != seed.path:
            raise InputError(seed.path, f"与 {twin.name} 只有大小写不同，会混在一起；请给其中一个改名")
    return sorted(seeds, key=lambda seed: seed.name)


def stray_sidecars(folder: Path) -> list[str]:
    """Sidecars below the seeds folder that speak of no page."""
    pages = {path.with_suffix("") for path in files_below(folder, ".txt")}
    return [
        path.relative_to(folder).as_posix()
        for path in (*files_below(folder, ".yaml"), *files_below(folder, ".yml"))
        if path.name != _DEFAULTS
        and path not in (folder / AUTHORITIES, folder / IMPRINT)
        and (path.suffix == ".yml" or path.with_suffix("") not in pages)
    ]


def read_page(seed: Seed) -> Page:
    """Read a seed and its sidecars; raise :class:`InputError` where they cannot be understood."""
    lines = tuple(read_text(seed.path).removesuffix("\n").split("\n"))
    if not any(line.strip() for line in lines):
        raise InputError(seed.path, "文件是空的；请放入版面文字，或删去这个文件", 1)
    meta: dict[str, str] = {}
    for path in seed.sidecars():
        meta |= read_keys(path, _SIDECAR)
    return Page(
        name=seed.name,
        lines=lines,
        paper=meta.get("paper", ""),
        issued=parse_date(meta.get("date", "")),
        edition=meta.get("edition", ""),
        section=meta.get("section", ""),
        url=meta.get("url", ""),
        pdf=meta.get("pdf", ""),
    )
