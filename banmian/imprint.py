"""What the archive is called and where it stands in public, as its editors say in seeds/site.yaml, if at all."""

import re
from dataclasses import dataclass
from pathlib import Path

from banmian.mapping import read_keys
from banmian.page import IMPRINT

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
    said = read_keys(seeds / IMPRINT, {"name": _name, "base-url": public_address})
    return Imprint(said.get("name", Imprint().name), said.get("base-url", ""))


def public_address(text: str) -> str:
    """The address of a site, or nothing; ``ValueError`` says to people what is wrong with it."""
    if text and not _ADDRESS.fullmatch(text):
        raise ValueError("要写成 https://example.org/archive/ 这样的网址")
    return text


def _name(text: str) -> str:
    if len(text) > _LONGEST:
        raise ValueError(f"不要超过 {_LONGEST} 个字")
    return " ".join(text.split())
