"""Characters and marks: which count as what, and the one normal form in which text is compared."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from banmian.vocabulary import vocabulary

_CONTROLS: dict[int, str | None] = dict.fromkeys(
    [*range(32), *range(127, 160), 8203, 8288, 65279, 65534, 65535]
)
_CONTROLS.update({0x09: " ", 0x0B: " ", 0x0C: " "})
_CONTROLS.update(dict.fromkeys([*range(8234, 8239), *range(8294, 8298), 8206, 8207]))

# Extractors give radicals in place of the ideographs that look the same. NFKC knows those of Kangxi
# (U+2F00–2FD5) but hardly one of the supplement; its pairs are from Unicode's EquivalentUnifiedIdeograph.
_RADICALS = str.maketrans(
    "⺁⺄⺅⺆⺇⺈⺉⺊⺋⺎⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺵⺶⺷⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
    "厂乙亻冂几刀刂卜㔾兀尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王疋罒示礻竹糹纟罓罒罒羊羊耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食飠飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙亀龟",
)
_KANGXI = {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)}
# NFKC has 戶, but where simplified Chinese is printed the radical's glyph is that of 户.
_KANGXI[ord("⼾")] = "户"
_DASHES = {ord("⸺"): "——", ord("⸻"): "———"}  # what fonts put for two and three dashes in a row
MENDED: Mapping[int, int | str | None] = {**_CONTROLS, **_RADICALS, **_KANGXI, **_DASHES}
"""Character → what was printed; None for nothing."""
_MENDABLE = re.compile(f"[{re.escape(''.join(map(chr, MENDED)))}]")


def mend(text: str) -> str:
    """Text as an extractor gave it → the characters that were printed.

    Control, bidi and zero-width characters go; radicals become their ideographs, joined dashes single ones.
    """
    return text.translate(MENDED) if _MENDABLE.search(text) else text


def fold(text: str) -> str:
    """The form in which queries and articles are compared: NFKC, white space out, case folded.

    ``static/fold.js`` does the same; a test holds the two against each other for every character.
    """
    return "".join(unicodedata.normalize("NFKC", mend(text.replace("\n", ""))).casefold().split())


@cache
def _trade() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in vocabulary("traditional")}


def simplified(text: str) -> str:
    """The trade's words in simplified characters, to be known by; other words may keep some traditional ones."""
    return text.translate(_trade())


def is_han(char: str) -> bool:
    """Whether the character is an ideograph."""
    return (
        "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or "\U00020000" <= char <= "\U0003ffff"
    )


_NARROW = re.compile(r"[^\s·\u2000-\U0010ffff]")


def width(text: str) -> float:
    """Printed width in full-width characters: Latin letters, digits and half-width marks count ½."""
    return len("".join(text.split())) - 0.5 * len(_NARROW.findall(text))
