"""The one error that people cause: input that cannot be built or read, said in one line."""

from pathlib import Path


class InputError(ValueError):
    """A file of the user's is wrong; ``str()`` is the one line that says where, what and what to do.

    ``line`` is 1-based; 0 stands for the file or folder as a whole.
    """

    def __init__(self, path: Path | str, what: str, line: int = 0) -> None:
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{where}: {what}")
        self.path = Path(path)
        self.line = line
        self.what = what


def read_bytes(path: Path) -> bytes:
    """A file's content; :class:`InputError` if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(path, f"读不了这个文件（{error.strerror}）；请检查文件权限") from None
