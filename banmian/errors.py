"""The one error that people cause: input that cannot be built, said in one line."""

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

    def __reduce__(self) -> tuple[type["InputError"], tuple[Path | str, str, int]]:
        """Errors cross from the processes that split pages."""
        return InputError, (self.path, self.what, self.line)
