"""Files and folders: what cannot be read or written is told in one line."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from banmian.errors import InputError


def read_bytes(path: Path) -> bytes:
    """A file's content; :class:`InputError` if it cannot be read."""
    try:
        if path.exists() and not path.is_file():
            raise InputError(path, "这不是一个普通文件；请把它移走")
        return path.read_bytes()
    except OSError as error:
        raise InputError(path, f"读不了这个文件（{error.strerror}）；请检查文件权限") from None


def files_below(folder: Path, suffix: str) -> list[Path]:
    """All files below the folder with the suffix (any case), ordered by their path below it.

    Hidden ones do not count. A folder that cannot be opened is an error, not an empty one.
    """

    def refuse(error: OSError) -> None:
        raise InputError(error.filename or folder, f"打不开这个文件夹（{error.strerror}）；请检查文件夹权限")

    found: list[Path] = []
    for top, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(top, name) for name in names if name.lower().endswith(suffix) and name[0] != "."]
    for path in found:
        try:
            path.as_posix().encode()
        except UnicodeEncodeError:
            raise InputError(ascii(path.as_posix()), "文件名不是 UTF-8 编码；请改名") from None
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def holds(path: Path, data: bytes) -> bool:
    """Whether a file has just this content."""
    try:
        return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:  # then it is to be written anew
        return False


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all, and only if its content differs; whether it was written."""
    try:
        if holds(path, data):
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".banmian-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(path, f"写不了这个文件（{error.strerror}）；请检查权限和磁盘空间") from None
    return True


def remove(path: Path, folder: Path) -> None:
    """Remove a file, and the folders above it, up to ``folder``, that it leaves empty."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(path, f"删不了这个文件（{error.strerror}）；请检查权限") from None
    with suppress(OSError):  # another file is in it
        for above in path.parents:
            if above == folder:
                break
            above.rmdir()
