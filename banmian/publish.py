"""The site's folder: only what changed is written, only what banmian wrote is ever removed, all in one step.

It is a bag as RFC 8493 (BagIt) has it, whose payload is the data: so an archive can check what it was given.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from banmian.errors import InputError
from banmian.files import read_bytes, write_if_changed
from banmian.printing import Prints
from banmian.swap import Stage, move_into, replace_folder

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


def publish(stage: Stage, prints: Prints, *, in_place: bool = False) -> Published:
    """Bring the folder to these files, which it has already or which are on the stage.

    The whole changes in one step, so that an error or the end of the process leaves the former site as it was;
    ``in_place``: file by file, as for an editor who waits.
    Raise :class:`InputError` if the folder holds what banmian did not write.
    """
    former = former_files(stage.folder)
    if not prints.keys().isdisjoint(MANIFESTS) or not all(map(_stays_inside, prints)):
        raise ValueError("a file of the site has a path outside it")
    payload = [one.size for path, one in prints.items() if path.startswith(_DATA)]
    bag = {
        "bagit.txt": _BAG,
        "bag-info.txt": f"Payload-Oxum: {sum(payload)}.{len(payload)}\n".encode(),
    }
    sums = {path: one.checksum for path, one in prints.items()}
    sums |= {path: hashlib.sha256(content).hexdigest() for path, content in bag.items()}
    made = bag | _manifests(sums)
    gone = [path for path in former if path not in sums and path not in MANIFESTS]
    for path, content in made.items():
        stage.put(path, content)
    written = len(stage.changed())
    if (written or gone) and (in_place or not replace_folder(stage, gone)):
        if gone or not stage.folder.exists():
            # should this build be cut off, the next one still knows all files for its own
            for path, content in _manifests({**sums, **dict.fromkeys(gone, _NONE)}).items():
                write_if_changed(stage.folder / path, content)
        move_into(stage, gone, MANIFESTS)
    return Published(len(sums) + len(MANIFESTS), written, len(gone))


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
