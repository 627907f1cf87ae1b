"""The site's folder: only what changed is written, only what banmian wrote is ever removed."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from banmian.errors import InputError
from banmian.files import read_bytes, remove, write_if_changed

MANIFEST = "data/files.sha256"
"""Every file of the site with its checksum, as ``sha256sum --check`` reads it; itself not listed."""

_NONE = "0" * 64
"""In place of the checksum of a file that is about to go."""
_ENTRY = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did."""

    files: int
    written: int
    removed: int


def publish(folder: Path, files: Iterable[tuple[str, bytes]]) -> Published:
    """Bring the folder to these files, given as path below it and content.

    All files are made before the first is written, so that an error in making them leaves the
    former site as it was. Raise :class:`InputError` if the folder holds what banmian did not write.
    """
    former = former_files(folder)
    made = dict(files)
    if MANIFEST in made or any(not _stays_inside(path) for path in made):
        raise ValueError("a file of the site has a path outside it")
    listed = "".join(f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(made.items()))
    gone = [path for path in former if path not in made]
    if gone or not former:
        # should this build be cut off, the next one still knows all files for its own
        write_if_changed(
            folder / MANIFEST, (listed + "".join(f"{_NONE}  {path}\n" for path in gone)).encode()
        )
    written = sum(write_if_changed(folder / path, data) for path, data in made.items())
    for path in gone:
        remove(folder / path, folder)
    written += write_if_changed(folder / MANIFEST, listed.encode())
    return Published(len(made) + 1, written, len(gone))


def former_files(folder: Path) -> list[str]:
    """The files of the site that stands there now; :class:`InputError` if it is no place for one."""
    manifest = folder / MANIFEST
    if manifest.is_file():
        entries = (
            _ENTRY.fullmatch(line) for line in read_bytes(manifest).decode(errors="replace").splitlines()
        )
        return [entry[2] for entry in entries if entry and _stays_inside(entry[2])]
    if folder.exists() and not folder.is_dir():
        raise InputError(folder, "这不是文件夹；请用 --site 指明另一个位置")
    if folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir()):
        raise InputError(folder, "文件夹里有别的文件，网站不写在这里；请用 --site 指明一个空文件夹")
    return []


def _stays_inside(path: str) -> bool:
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts and "\\" not in path
