"""The site's folder: only what changed is written, only what banmian wrote is ever removed, all in one step.

It is a bag as RFC 8493 (BagIt) has it, whose payload is the data: so an archive can check what it was given.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from banmian.errors import InputError
from banmian.files import holds, read_bytes, remove, write_if_changed
from banmian.swap import NoSwapError, replace_folder

MANIFESTS = ("manifest-sha256.txt", "tagmanifest-sha256.txt")
"""The data, and all other files of the site, with their checksums, as ``sha256sum --check`` reads them; the last is not listed."""
_DATA = "data/"
_BAG = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

_FORMER = "data/files.sha256"
"""What earlier versions listed all files in."""
_NONE = "0" * 64
"""In place of the checksum of a file that is about to go."""
_ENTRY = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did."""

    files: int
    written: int
    removed: int


def publish(folder: Path, files: Iterable[tuple[str, bytes]], *, in_place: bool = False) -> Published:
    """Bring the folder to these files, given as path below it and content.

    All files are made before the first is written, and the whole changes in one step, so that an error or the
    end of the process leaves the former site as it was; ``in_place``: file by file, as for an editor who waits.
    Raise :class:`InputError` if the folder holds what banmian did not write.
    """
    former = former_files(folder)
    made = dict(files)
    if not made.keys().isdisjoint(MANIFESTS) or any(not _stays_inside(path) for path in made):
        raise ValueError("a file of the site has a path outside it")
    payload = [len(content) for path, content in made.items() if path.startswith(_DATA)]
    made["bagit.txt"] = _BAG
    made["bag-info.txt"] = f"Payload-Oxum: {sum(payload)}.{len(payload)}\n".encode()
    sums = {path: hashlib.sha256(content).hexdigest() for path, content in made.items()}
    made |= _manifests(sums)
    gone = [path for path in former if path not in made]
    changed = {path: content for path, content in made.items() if not holds(folder / path, content)}
    if changed or gone:
        try:
            if in_place:
                raise NoSwapError
            replace_folder(folder, changed, gone)
        except NoSwapError:
            _write_into(folder, changed, gone, sums)
    return Published(len(made), len(changed), len(gone))


def _write_into(
    folder: Path, changed: Mapping[str, bytes], gone: Iterable[str], sums: Mapping[str, str]
) -> None:
    """File by file, the manifests last."""
    if gone or not folder.exists():
        # should this build be cut off, the next one still knows all files for its own
        for path, content in _manifests({**sums, **dict.fromkeys(gone, _NONE)}).items():
            write_if_changed(folder / path, content)
    for path, content in sorted(changed.items(), key=lambda file: file[0] in MANIFESTS):
        write_if_changed(folder / path, content)
    for path in gone:
        remove(folder / path, folder)


def _manifests(sums: Mapping[str, str]) -> dict[str, bytes]:
    """Both manifests; ``sums``: path → checksum of all other files."""
    data, others = MANIFESTS
    listed = _entries({path: checksum for path, checksum in sums.items() if path.startswith(_DATA)})
    rest = {path: checksum for path, checksum in sums.items() if not path.startswith(_DATA)}
    return {data: listed, others: _entries(rest | {data: hashlib.sha256(listed).hexdigest()})}


def _entries(sums: Mapping[str, str]) -> bytes:
    return "".join(f"{checksum}  {path}\n" for path, checksum in sorted(sums.items())).encode()


def former_files(folder: Path) -> list[str]:
    """The files of the site that stands there now; :class:`InputError` if it is no place for one."""
    manifests = [folder / name for name in (*MANIFESTS, _FORMER) if (folder / name).is_file()]
    if manifests:
        listed = [
            path for manifest in manifests for path, _ in read_manifest(manifest) if _stays_inside(path)
        ]
        return listed + [_FORMER] * (folder / _FORMER in manifests)
    if folder.exists() and not folder.is_dir():
        raise InputError(folder, "这不是文件夹；请用 --site 指明另一个位置")
    if folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir()):
        raise InputError(folder, "文件夹里有别的文件，网站不写在这里；请用 --site 指明一个空文件夹")
    return []


def read_manifest(path: Path) -> Iterator[tuple[str, str]]:
    """(path, checksum) of what a manifest lists."""
    entries = map(_ENTRY.fullmatch, read_bytes(path).decode(errors="replace").splitlines())
    return ((entry[2], entry[1]) for entry in entries if entry)


def _stays_inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/") and "\\" not in path
