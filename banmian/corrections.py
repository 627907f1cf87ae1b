"""What pages with gold have taught of the signs of lines and steps: how they change the costs of roles.

Learned by bench/learn_roles.py, which writes data/roles.txt: rows of ``line`` or ``step``, the sign, how far below the
line it is seen or the role before, and what is added to the cost of each role.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from banmian.line_signs import ROLES, Floats, Signs
from banmian.step_signs import Steps

Hundredths = npt.NDArray[np.int64]
"""Of costs: the last axis goes by role, in the order of ``ROLES``."""
REACH = 2
"""So many lines above and below a line speak of it, too."""
_UNIT = 100
"""Signs and weights are multiplied as whole numbers of hundredths: their sums are the same on any machine, and no
threads are woken for them."""


def correct(signs: Signs, steps: Steps) -> tuple[Floats, Floats]:
    """(what is added to each role's cost of each line: (lines, roles); and by the role before: (lines - 1, roles, roles))

    ``steps``: between the same lines.
    """
    line, step = _learned("line"), _learned("step")
    count = len(signs["any"])
    costs = np.zeros((count + 2 * REACH, len(ROLES)), np.int64)
    between = _matrix(step, steps)
    for learned, first, seen in ((line, 0, _matrix(line, signs)), (step, 1, between)):
        added = (seen @ learned.near).reshape(len(seen), 2 * REACH + 1, len(ROLES))
        for k in range(2 * REACH + 1):
            costs[first + k : first + k + len(seen)] += added[:, k]
    pairs = (between @ step.pairs).reshape(-1, len(ROLES), len(ROLES))
    return costs[REACH : REACH + count] / _UNIT**2, pairs / _UNIT**2


@dataclass(frozen=True)
class _Learned:
    """What signs add to costs, in hundredths; the roles are numbered as ``roles.State`` numbers them."""

    signs: tuple[str, ...]
    near: Hundredths
    """(signs, (2 · REACH + 1) · roles), from above to below"""
    pairs: Hundredths
    """(signs, roles before · roles)"""


def _matrix(learned: _Learned, seen: Mapping[str, npt.NDArray[np.generic]]) -> Hundredths:
    """(lines, signs): how much of each learned sign is seen, in hundredths."""
    return np.rint(np.stack([seen[sign] for sign in learned.signs], axis=1) * float(_UNIT)).astype(np.int64)


@cache
def _learned(kind: str) -> _Learned:
    """What data/roles.txt says of ``line`` or ``step``."""
    text = files("banmian").joinpath("data", "roles.txt").read_text(encoding="utf-8")
    said = [row.split()[1:] for row in text.splitlines() if row.startswith(f"{kind} ")]
    rows = {sign: n for n, sign in enumerate(dict.fromkeys(sign for sign, *_ in said))}
    near = np.zeros((len(rows), 2 * REACH + 1, len(ROLES)), np.int64)
    pairs = np.zeros((len(rows), len(ROLES), len(ROLES)), np.int64)
    for sign, where, *weights in said:
        table, place = (pairs, ROLES.index(where)) if where in ROLES else (near, REACH - int(where))
        table[rows[sign], place] = [round(float(weight) * _UNIT) for weight in weights]
    return _Learned(tuple(rows), near.reshape(len(rows), -1), pairs.reshape(len(rows), -1))
