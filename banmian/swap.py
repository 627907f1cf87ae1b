"""A folder's next state: made beside it, files that stay linked into it, and put in its place in one step.

A build that is killed leaves the folder as it was or as it was to be; what else it leaves, the next one clears away.
"""

import ctypes
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from banmian.errors import InputError

_AT_CWD, _EXCHANGE = -100, 2
"""Of Linux's renameat2."""


class NoSwapError(Exception):
    """The folder cannot be replaced where it stands, only written into: its parent is closed to us, or it is in use."""


def recover(folder: Path) -> None:
    """Clear away what a killed build left beside the folder."""
    folder = folder.resolve()
    old, new = _beside(folder, "old"), _beside(folder, "new")
    with _told(folder):
        if not folder.exists() and old.is_dir():  # killed between the two steps, where there are two
            old.rename(folder)
        for left in (old, new):
            if left.is_dir():
                _retire(left, folder)


def replace_folder(folder: Path, changed: Mapping[str, bytes], gone: Collection[str]) -> None:
    """Give the folder these files, by path below it, and take those that are gone; all others stay.

    Raise :class:`NoSwapError` before anything happened if it cannot be replaced, :class:`InputError` if its
    next state cannot be written; then it stands as it was.
    """
    folder = folder.resolve()  # a link to it stays one
    new = _beside(folder, "new")
    if folder.is_mount():
        raise NoSwapError
    try:
        new.mkdir(parents=True)
    except OSError:
        raise NoSwapError from None
    try:
        with _told(folder):
            if folder.exists():
                _link_all(folder, new, {*changed, *gone})
            for path, content in changed.items():
                target = new / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                target.chmod(0o644)  # whoever serves the site may be somebody else
            new.chmod(folder.stat().st_mode if folder.exists() else 0o755)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    try:
        with _told(folder):
            _put_in_place(new, folder)  # from here on, what stands beside may be the former site
    except NoSwapError:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}")


def _link_all(folder: Path, new: Path, but: Collection[str]) -> None:
    """The same files again, without their bytes; hidden ones of the folder itself are not the site's."""
    top = os.fspath(folder)
    for here, folders, names in os.walk(top):
        inside = os.path.relpath(here, top).replace(os.sep, "/")
        if inside == ".":
            folders[:] = [name for name in folders if not name.startswith(".")]
        hidden, above = (".", "") if inside == "." else ("\0", f"{inside}/")
        stay = [name for name in names if name[0] != hidden and above + name not in but]
        if stay:
            (new / above).mkdir(parents=True, exist_ok=True)
        for name in stay:
            _link(Path(here, name), new / above / name)


def _link(file: Path, target: Path) -> None:
    try:
        os.link(file, target)
    except OSError:  # not on this kind of disk
        shutil.copy2(file, target)


def _put_in_place(new: Path, folder: Path) -> None:
    if not folder.exists():
        new.rename(folder)
    elif _exchange(new, folder):
        _retire(new, folder)
    else:
        old = _beside(folder, "old")
        try:
            folder.rename(old)
        except OSError:  # in use, as Windows has it, or where a disk begins
            raise NoSwapError from None
        try:
            new.rename(folder)
        except BaseException:
            old.rename(folder)
            raise
        _retire(old, folder)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders' names in one step, where the system has a way to."""
    try:
        rename = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    return bool(rename(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE) == 0)


def _retire(old: Path, folder: Path) -> None:
    """Remove a former state; what is hidden in it, such as a repository, moves on."""
    for hidden in [path for path in old.iterdir() if path.name.startswith(".")]:
        if not (folder / hidden.name).exists():
            hidden.rename(folder / hidden.name)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Say in one line what the system refuses."""
    try:
        yield
    except OSError as error:
        raise InputError(folder, f"写不了这个文件夹（{error.strerror}）；请检查权限和磁盘空间") from None
