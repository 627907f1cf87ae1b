"""Chinese words: jieba, with the archive's own names, without its cache in a shared folder."""

import warnings
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import rjieba

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba 0.42.1's own source: invalid escapes, pkg_resources
    import jieba


def new_tokenizer(names: Iterable[str] = ()) -> Any:
    """A ``jieba.Tokenizer`` of its own that also knows ``names``; the same on every machine."""
    tokenizer = jieba.Tokenizer()
    frequencies, tokenizer.total = _dictionary()
    tokenizer.FREQ = frequencies.copy()
    tokenizer.initialized = True
    for name in sorted(set(names)):
        if len(name) > 1:
            tokenizer.add_word(name)
    return tokenizer


@cache
def _dictionary() -> tuple[dict[str, int], int]:
    """(beginning of a word → how frequent it is, 0 if it is none itself; the sum) as jieba reads its own."""
    tokenizer = jieba.Tokenizer()
    frequencies, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    return frequencies, total


@cache
def plain_tokenizer() -> Any:
    """The tokenizer that knows jieba's dictionary and nothing else."""
    return new_tokenizer()


@cache
def quick_tokenizer() -> rjieba.Jieba:
    """The same in Rust; :mod:`banmian.search_text` says where it cuts otherwise."""
    return rjieba.Jieba()  # takes a tenth of a second


@cache
def word_classes() -> Mapping[str, str]:
    """Word → class (n, v, ns …) as jieba's dictionary has it."""
    with jieba.Tokenizer().get_dict_file() as dictionary:
        rows = (line.decode("utf-8").split() for line in dictionary)
        return {word: kind for word, _, kind in rows}


_AROUND = 8
"""Of two lines, so many characters on either side of the line end tell whether it stands inside a word."""


def tears(above: str, below: str) -> bool:
    """Whether a line end stands inside a word as a reader would cut the two lines run on."""
    above = above[-_AROUND:]
    length = 0
    for word in quick_tokenizer().cut(above + below[:_AROUND], hmm=False):
        length += len(word)
        if length >= len(above):
            break
    return length > len(above)
