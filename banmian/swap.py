"""A folder's next state: made beside it, files that stay linked into it, and put in its place in one step.

A build that is killed leaves the folder as it was or as it was to be; what else it leaves, the next one clears away.
The former state may be kept as a spare, all of whose files are links: to bring it up to date is sooner done than to
link every file anew and to remove it again.
"""

import ctypes
import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from banmian.errors import InputError
from banmian.files import holds, remove

_AT_CWD, _EXCHANGE = -100, 2
"""Of Linux's renameat2."""
_FILE, _FOLDER = 0o644, 0o755
"""Whoever serves the site may be somebody else."""
_ITSELF = {"follow_symlinks": False} if os.link in os.supports_follow_symlinks else {}
"""A link that somebody put into the folder stays one, where the system has a way to."""


class _NoSwapError(Exception):
    """The folder is in use, or a disk begins there."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the next state of a folder is made; several processes may put files there."""

    folder: Path
    """As it stands now."""
    new: Path
    """The files that are to be other ones."""
    spare: Path | None = None
    """Where a folder of links may wait for the next time, on the same disk."""

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
                _make_folder(target.parent)
                target.write_bytes(content)
            target.chmod(_FILE)
            return target.stat().st_mtime_ns

    def changed(self) -> set[str]:
        """What was put here."""
        return {path.relative_to(self.new).as_posix() for path in self.new.rglob("*") if path.is_file()}


@contextmanager
def staged(folder: Path, spare: Path | None = None) -> Iterator[Stage]:
    """A stage for a folder, beside it or, where its parent is closed to us, inside; nothing is left but the spare."""
    folder = folder.resolve()  # a link to it stays one
    recover(folder, spare)
    is_closed = folder.exists() and not os.access(folder.parent, os.W_OK)
    new = folder / _beside(folder, "new").name if is_closed else _beside(folder, "new")
    try:
        yield Stage(folder, new, spare)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def recover(folder: Path, spare: Path | None = None) -> None:
    """Clear away what a killed build left beside the folder, or in it."""
    folder = folder.resolve()
    old, new = _beside(folder, "old"), _beside(folder, "new")
    with _told(folder):
        if not folder.exists() and old.is_dir():  # killed between the two steps, where there are two
            old.rename(folder)
        for left in (old, new):
            if left.is_dir():
                _move_hidden(left, folder)
                shutil.rmtree(left, ignore_errors=True)
        if spare and spare.is_dir() and folder.exists():
            _move_hidden(spare, folder)
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
        former = folder.exists()
        following, linked = _following(stage, changed, gone)
        following.chmod(folder.stat().st_mode if former else _FOLDER)
        try:
            old = _put_in_place(following, folder)  # from here on, what stands beside may be the former site
        except _NoSwapError:
            for path in stage.changed() - changed:  # links
                (new / path).unlink()
            _move(changed, following, new)
            return False
        if former:
            _move_hidden(old, folder)
            _retire(old, stage.spare if linked else None, {*changed, *gone})
    return True


def _following(stage: Stage, changed: Collection[str], gone: Collection[str]) -> tuple[Path, bool]:
    """(The folder with all files as they are to be, whether those that stay are links.)"""
    folder, new, spare = stage.folder, stage.new, stage.spare
    _make_folder(new)
    if not folder.exists():
        return new, False
    if not spare or not spare.is_dir() or spare.stat().st_dev != folder.stat().st_dev:
        return new, _link_all(folder, new, {*changed, *gone})
    linked = _mirror(folder, spare, {*changed, *gone})
    _move(changed, new, spare)
    return spare, linked


def move_into(stage: Stage, gone: Collection[str], last: Collection[str] = ()) -> None:
    """The same file by file; ``last``: what tells of all the others."""
    with _told(stage.folder):
        for path in sorted(stage.changed(), key=lambda path: (path in last, path)):
            target = stage.folder / path
            _make_folder(target.parent)
            (stage.new / path).replace(target)
        for path in gone:
            remove(stage.folder / path, stage.folder)


def _make_folder(folder: Path) -> None:
    """With those above it, open to all, whatever the process's mask says; other processes may do the same."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir()
            folder.chmod(_FOLDER)


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}")


def _files(folder: Path, above: str = "") -> Iterator[tuple[str, int]]:
    """(path, number on the disk) of all files; hidden ones of the folder itself are not the site's."""
    with os.scandir(folder / above) as entries:
        for entry in entries:
            path = above + entry.name
            if entry.is_dir(follow_symlinks=False):
                if above or entry.name[0] != ".":
                    yield from _files(folder, f"{path}/")
            elif above or entry.name[0] != ".":
                yield path, entry.inode()


def _link_all(folder: Path, new: Path, but: Collection[str]) -> bool:
    """The same files again, without their bytes; whether all are links."""
    return _link_each((path for path, _ in _files(folder) if path not in but), folder, new)


def _mirror(folder: Path, spare: Path, but: Collection[str]) -> bool:
    """Give a folder of links the same files as another, but some; whether all are links."""
    stay = {path: number for path, number in _files(folder) if path not in but}
    have = dict(_files(spare))
    for path, number in have.items():
        if stay.get(path) != number:
            remove(spare / path, spare)
    return _link_each((path for path, number in stay.items() if have.get(path) != number), folder, spare)


def _link_each(paths: Iterable[str], folder: Path, to: Path) -> bool:
    linked = True
    for path in paths:
        try:
            _link(folder / path, to / path)
        except OSError:  # not on this kind of disk
            _make_folder((to / path).parent)
            shutil.copy2(folder / path, to / path, follow_symlinks=False)
            linked = False
    return linked


def _link(file: Path, target: Path) -> None:
    try:
        os.link(file, target, **_ITSELF)
    except FileNotFoundError:
        _make_folder(target.parent)
        os.link(file, target, **_ITSELF)


def _move(paths: Collection[str], folder: Path, to: Path) -> None:
    if folder != to:
        for path in paths:
            _make_folder((to / path).parent)
            (folder / path).replace(to / path)


def _put_in_place(new: Path, folder: Path) -> Path:
    """Give the folder's name to another; where the former one stands now."""
    if not folder.exists():
        new.rename(folder)
        return new
    if _exchange(new, folder):
        return new
    old = _beside(folder, "old")
    try:
        folder.rename(old)
    except OSError:  # in use, as Windows has it, or where a disk begins
        raise _NoSwapError from None
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise _NoSwapError from None
    except BaseException:
        old.rename(folder)
        raise
    return old


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders' names in one step, where the system has a way to."""
    try:
        rename = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    return bool(rename(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE) == 0)


def _move_hidden(old: Path, folder: Path) -> None:
    """What is hidden in a former state, such as a repository, moves on."""
    for hidden in [path for path in old.iterdir() if path.name.startswith(".")]:
        if not (folder / hidden.name).exists():
            hidden.rename(folder / hidden.name)


def _retire(old: Path, spare: Path | None, outdated: Collection[str]) -> None:
    """Keep of a former state what the folder has, too; or nothing, if there is no place to."""
    try:
        if spare and old != spare:
            spare.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(spare, ignore_errors=True)
            old.rename(spare)
    except OSError:  # on another disk
        spare = None
    if not spare:
        shutil.rmtree(old, ignore_errors=True)
        return
    for path in outdated:
        if (spare / path).exists():
            remove(spare / path, spare)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Say in one line what the system refuses."""
    try:
        yield
    except OSError as error:
        raise InputError(folder, f"写不了这个文件夹（{error.strerror}）；请检查权限和磁盘空间") from None
