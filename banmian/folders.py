"""Where everything is."""

from dataclasses import dataclass
from pathlib import Path

from banmian.errors import InputError


@dataclass(frozen=True, slots=True)
class Folders:
    """What a build reads and writes."""

    seeds: Path
    articles: Path
    templates: Path
    site: Path

    def refuse_nesting(self) -> None:
        """A folder inside another would be read as its content, or written over: :class:`InputError`."""
        named = {name: getattr(self, name).resolve() for name in self.__match_args__}
        for name, folder in named.items():
            for other, above in named.items():
                if name != other and (folder == above or above in folder.parents):
                    what = f"--{name} 不能放在 --{other} 的文件夹里；请分开放"
                    raise InputError(getattr(self, name), what)
