"""Orders → files on the stage: what the site has of them already is not made again, the rest by several processes."""

import hashlib
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from io import BytesIO
from typing import Any

from banmian.catalogue import Shelf
from banmian.press import Order
from banmian.processes import ALONE, Crew, Tell
from banmian.records import Article
from banmian.render import Site
from banmian.sheets import Sheet
from banmian.swap import Stage

_BLOCK = 32
"""Orders in a row that one process takes: they share what they show."""
_OFTEN_SHOWN = (Article, Sheet, Shelf)


@dataclass(frozen=True, slots=True)
class Print:
    """A file of the site as it was made."""

    code: bytes
    """Of all that it was made of; empty: it is to be made anew at every build."""
    checksum: str
    """SHA-256, hexadecimal."""
    size: int
    """Bytes."""
    time: int
    """When it was written, in nanoseconds, as the disk has it."""


Prints = Mapping[str, Print]
"""Path below the site's root → the file."""


def print_site(
    site: Site, former: Prints, stage: Stage, crew: Crew = ALONE, tell: Tell = lambda _: None
) -> dict[str, Print]:
    """Make the files of the site, of those that were made of the same before only what is there no more.

    ``former``: of the builds before; ``tell`` is told how many are done.
    """
    setting = coded(site.setting(), b"")
    ordered = crew.shares(_print_share, (site, setting, former, stage), tell)
    # each share is in order, so that blocks in turn are the whole in order
    made = [list(share.items()) for share in ordered]
    rounds = max(map(len, made), default=0)
    return dict(
        one for start in range(0, rounds, _BLOCK) for share in made for one in share[start : start + _BLOCK]
    )


def _print_share(
    shared: tuple[Site, bytes, Prints, Stage], which: int, hands: int, done: Tell
) -> dict[str, Print]:
    """Every so many blocks of orders."""
    site, setting, former, stage = shared
    coder = Coder(setting)
    made: dict[str, Print] = {}
    for number, order in enumerate(site.orders()):
        if number // _BLOCK % hands == which:
            code = coder.code(order.given) if order.given is not None else b""
            made[order.path] = print_file(order, code, former, stage)
            if number % _BLOCK == 0:
                done(_BLOCK)
    return made


def print_file(order: Order, code: bytes, former: Prints, stage: Stage) -> Print:
    """Make a file, unless the site has it as it was made of the same."""
    before = former.get(order.path)
    if before and code and before.code == code and stage.has(order.path, before.size, before.time):
        return before
    content = order.make()
    return Print(code, hashlib.sha256(content).hexdigest(), len(content), stage.put(order.path, content))


def coded(given: object, setting: bytes) -> bytes:
    """A code of what something is made of: equal things have equal codes, in whatever process."""
    return Coder(setting).code(given)


class Coder:
    """Gives codes; what is shown again and again is looked at once."""

    def __init__(self, setting: bytes) -> None:
        self._setting = setting
        self._known: dict[int, tuple[object, bytes]] = {}

    def code(self, given: object) -> bytes:
        """Sixteen bytes."""
        return hashlib.sha256(self._setting + self._pickled(given)).digest()[:16]

    def known(self, thing: Any) -> bytes:
        """The code of what is often shown."""
        if id(thing) not in self._known:
            values = [getattr(thing, name) for name in _names(thing)]
            self._known[id(thing)] = thing, hashlib.sha256(self._pickled(values)).digest()[:16]
        return self._known[id(thing)][1]

    def _pickled(self, given: object) -> bytes:
        stream = BytesIO()
        pickler = _Pickler(stream, protocol=5)
        pickler.fast = True  # else it would tell whether equal things are one and the same
        pickler.coder = self
        pickler.dump(given)
        return stream.getvalue()


class _Pickler(pickle.Pickler):
    coder: Coder

    def reducer_override(self, thing: Any) -> Any:
        if isinstance(thing, _OFTEN_SHOWN):
            return bytes, (self.coder.known(thing),)
        if is_dataclass(thing):  # sooner done than the way that pickle has for them
            return tuple, (type(thing).__name__, *(getattr(thing, name) for name in _names(thing)))
        return NotImplemented


_NAMES: dict[object, tuple[str, ...]] = {}


def _names(thing: Any) -> tuple[str, ...]:
    """Of the fields of a record."""
    kind = type(thing)
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in fields(thing))
    return _NAMES[kind]
