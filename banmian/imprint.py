"""What the archive is called and where it stands in public, as its editors say in seeds/site.yaml, if at all."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from banmian.errors import InputError
from banmian.files import read_bytes
from banmian.mapping import load_mapping
from banmian.page import IMPRINT, decode
from banmian.words import mend

_ADDRESS = re.compile(r"https?://[^\s/?#]+(?:/[^\s?#]*)?")
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class Imprint:
    """What each page of the site bears."""

    name: str = "版面"
    address: str = ""
    """The public address; empty where the site has none."""


def read_imprint(seeds: Path) -> Imprint:
    """The imprint of a seeds folder; raise :class:`InputError` with the line that cannot be understood."""
    path = seeds / IMPRINT
    if not path.is_file():
        return Imprint()
    text = "\n".join(map(mend, decode(read_bytes(path), path).split("\n")))  # its line numbers stay
    values: dict[str, str] = {}
    for key, value in load_mapping(text, path).items():
        at = next((n for n, line in enumerate(text.split("\n"), 1) if line.startswith(key)), 1)
        if key not in _READERS:
            raise InputError(path, f"{key} 不是认识的名称；可用的有 {'、'.join(_READERS)}", at)
        try:
            values[key] = _READERS[key](value)
        except ValueError as error:
            raise InputError(path, f"{key} {error}", at) from None
    return Imprint(values.get("name") or Imprint().name, values.get("base-url", ""))


def public_address(value: object) -> str:
    """The address of a site; ``ValueError`` says to people what is wrong with it."""
    if value and not (isinstance(value, str) and _ADDRESS.fullmatch(value)):
        raise ValueError("要写成 https://example.org/archive/ 这样的网址")
    return str(value or "")


def _name(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise ValueError(f"要写成一行文字，不超过 {_LONGEST} 个字")
    return " ".join(value.split())


_READERS: Mapping[str, Callable[[object], str]] = {"name": _name, "base-url": public_address}
