"""Read newspaper pages: seeds in any encoding that PDFs' text comes in, and their sidecars."""

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from banmian.article import parse_date, parse_issue
from banmian.errors import InputError
from banmian.files import files_below, read_bytes
from banmian.mapping import load_mapping
from banmian.records import Page
from banmian.words import mend

_SIDECAR_KEYS = ("paper", "date", "edition", "section", "url", "pdf")
_DEFAULTS = "defaults.yaml"
AUTHORITIES = "authorities.yaml"
IMPRINT = "site.yaml"
"""At the top of the seeds folder: an editor's word on names, and no sidecar of a page."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_FEWEST_TO_A_NUL = 8
"""Extractors leave a NUL here and there; a file with more of them is damaged, or is no text at all."""
_NO_TEXT = "文件里有大量空字符（NUL），不是文字或已经损坏；请重新导出文字，存为 UTF-8"


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
    text = decode(read_bytes(seed.path), seed.path)
    lines = tuple(mend(line) for line in text.removesuffix("\n").split("\n"))
    if not any(line.strip() for line in lines):
        raise InputError(seed.path, "文件是空的；请放入版面文字，或删去这个文件", 1)
    meta: dict[str, str] = {}
    for path in seed.sidecars():
        meta |= _sidecar(path)
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


def decode(data: bytes, path: Path) -> str:
    """Bytes → text: by byte order mark, else UTF-8, else UTF-16 (zero bytes in line ends), else GB 18030."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    wide = "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"
    if encoding:
        candidates = [encoding]
    elif data.count(0) > len(data) // 8:
        candidates = [wide, "utf-8", "gb18030"]
    else:
        candidates = ["utf-8", wide, "gb18030"] if 0 in data else ["utf-8", "gb18030"]
    for candidate in candidates:
        try:
            text = data.decode(candidate).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
        else:
            if text.count("\0") > len(text) // _FEWEST_TO_A_NUL:
                raise InputError(path, _NO_TEXT, text[: text.index("\0")].count("\n") + 1)
            return text
    raise InputError(path, "文字编码认不出来；请用记事本打开后另存为 UTF-8", line)


def _sidecar(path: Path) -> dict[str, str]:
    """What a sidecar says, checked; an absent one says nothing."""
    if not path.is_file():
        return {}
    text = "\n".join(map(mend, decode(read_bytes(path), path).split("\n")))  # its line numbers stay
    meta = {}
    for key, value in load_mapping(text, path).items():
        line = next((n for n, row in enumerate(text.split("\n"), 1) if row.startswith(key)), 1)
        if key not in _SIDECAR_KEYS:
            raise InputError(path, f"{key} 不是认识的名称；可用的有 {'、'.join(_SIDECAR_KEYS)}", line)
        if not isinstance(value, str):
            raise InputError(path, f"{key} 要写成一行文字", line)
        if value:
            meta[key] = value
        if key == "date" and value:
            try:
                parse_issue(value)
            except ValueError as error:
                raise InputError(path, f"date {error}", line) from None
    return meta
