"""Hostile input: what trying it by the ten thousand taught, and a few hundred more each time."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

from fuzz import trials


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(18780, id="a byline among verse leaves no empty paragraph"),
        pytest.param(19644, id="a byline alone in its line leaves none either"),
    ],
)
def test_what_was_found(number: int) -> None:
    for _, _, check in trials(7, [number]):
        check()


def test_hostile_pages_and_front_matter_neither_fail_nor_lose_a_character() -> None:
    for _, _, check in trials(0, range(300)):
        check()
