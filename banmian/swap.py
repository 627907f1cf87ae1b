"""A folder's next state: made beside it, files that stay linked into it, and put in its place in one step.

A build that is killed leaves the folder as it was or as it was to be; what else it leaves, the next one clears away.
"""

import ctypes
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from banmian.errors import InputError
from banmian.files import holds, remove

_AT_CWD, _EXCHANGE = -100, 2
"""Of Linux's renameat2."""


class _NoSwapError(Exception):
    """The folder is in use, or a disk begins there."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the next state of a folder is made; several processes may put files there."""

    folder: Path
    """As it stands now."""
    new: Path
    """The files that are to be other ones."""

    def has(self, path: str, size: int, time: int) -> bool:
        """Whether the folder's file is one of this size (bytes) and time (nanoseconds), as the disk has them."""
        try:
            there = os.stat(f"{self.folder}/{path}")  # noqa: PTH116 -- of all files at each build
        except OSError:
            return False
        return there.st_size == size and there.st_mtime_ns == time

    def put(self, path: str, content: bytes) -> int:
        """Have a file in the next state; the time that the disk gives it."""
        with _told(self.folder):
            if holds(self.folder / path, content):
                return (self.folder / path).stat().st_mtime_ns
            target = self.new / path
            try:
                target.write_bytes(content)
            except FileNotFoundError:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            target.chmod(0o644)  # whoever serves the site may be somebody else
            return target.stat().st_mtime_ns

    def changed(self) -> set[str]:
        """What was put here."""
        return {path.relative_to(self.new).as_posix() for path in self.new.rglob("*") if path.is_file()}


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """A stage for a folder, beside it or, where its parent is closed to us, inside; nothing is left of it."""
    folder = folder.resolve()  # a link to it stays one
    recover(folder)
    is_closed = folder.exists() and not os.access(folder.parent, os.W_OK)
    new = folder / _beside(folder, "new").name if is_closed else _beside(folder, "new")
    try:
        yield Stage(folder, new)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def recover(folder: Path) -> None:
    """Clear away what a killed build left beside the folder, or in it."""
    folder = folder.resolve()
    old, new = _beside(folder, "old"), _beside(folder, "new")
    with _told(folder):
        if not folder.exists() and old.is_dir():  # killed between the two steps, where there are two
            old.rename(folder)
        for left in (old, new):
            if left.is_dir():
                _retire(left, folder)
        shutil.rmtree(folder / new.name, ignore_errors=True)


def replace_folder(stage: Stage, gone: Collection[str]) -> bool:
    """Give the folder the files of the stage, take those that are gone and keep all others, in one step.

    False if it cannot be replaced where it stands, only written into: its parent is closed to us, or it is in use.
    Raise :class:`InputError` if its next state cannot be written. In both cases it stands as it was.
    """
    folder, new = stage.folder, stage.new
    if new.parent == folder or folder.is_mount():
        return False
    with _told(folder):
        changed = stage.changed()
        new.mkdir(parents=True, exist_ok=True)
        if folder.exists():
            _link_all(folder, new, {*changed, *gone})
        new.chmod(folder.stat().st_mode if folder.exists() else 0o755)
        try:
            _put_in_place(new, folder)  # from here on, what stands beside may be the former site
        except _NoSwapError:
            for path in stage.changed() - changed:  # links
                (new / path).unlink()
            return False
    return True


def move_into(stage: Stage, gone: Collection[str], last: Collection[str] = ()) -> None:
    """The same file by file; ``last``: what tells of all the others."""
    with _told(stage.folder):
        for path in sorted(stage.changed(), key=lambda path: (path in last, path)):
            target = stage.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (stage.new / path).replace(target)
        for path in gone:
            remove(stage.folder / path, stage.folder)


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
            raise _NoSwapError from None
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
