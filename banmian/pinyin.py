"""Names in the order of pinyin, and the letter under which each is looked up."""

from pypinyin import Style, lazy_pinyin

from banmian.again import made_once

SortKey = tuple[tuple[str, str], ...]

_SURNAMES = dict(
    zip(
        "曾单解仇查朴盖区任华缪翟覃尉种员乐召葛",
        "zeng1 shan4 xie4 qiu2 zha1 piao2 ge3 ou1 ren2 hua4 miao4 zhai2 qin2 yu4 chong2 yun4 yue4 shao4 ge3".split(),
        strict=True,
    )
)
"""Characters that are read in another way where they open a person's name."""


@made_once
def reading_order(name: str) -> SortKey:
    """Sorts names as dictionaries do: each character by its syllable and tone, then by itself."""
    # a list for what has no pinyin, so that each character keeps its place; the types do not tell of it
    syllables = lazy_pinyin(name, style=Style.TONE3, neutral_tone_with_five=True, errors=list)  # type: ignore[arg-type]
    return tuple((syllable.lower(), char) for syllable, char in zip(syllables, name, strict=False))


def person_order(name: str) -> SortKey:
    """The same for people, whose surname may be read in a way of its own."""
    order = reading_order(name)
    own = _SURNAMES.get(name[:1])
    return ((own, name[0]), *order[1:]) if own else order


def initial(order: SortKey) -> str:
    """A letter A to Z, or # for what has none."""
    letter = order[0][0][:1].upper() if order else ""
    return letter if letter.isascii() and letter.isalpha() else "#"
