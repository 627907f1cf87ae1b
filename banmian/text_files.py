"""Text files as people and extractors leave them: any encoding of Chinese, any line end, stray characters mended."""

import codecs
from pathlib import Path

from banmian.errors import InputError
from banmian.files import read_bytes
from banmian.words import mend

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_FEWEST_TO_A_NUL = 8
"""Extractors leave a NUL here and there; a file with more of them is damaged, or is no text at all."""
_NO_TEXT = "文件里有大量空字符（NUL），不是文字或已经损坏；请重新导出文字，存为 UTF-8"


def read_text(path: Path) -> str:
    """The text with ``\\n`` for line ends; its line numbers stay. :class:`InputError` if it is none."""
    return "\n".join(map(mend, _decode(read_bytes(path), path).split("\n")))


def _decode(data: bytes, path: Path) -> str:
    """Bytes → text: by byte order mark, else UTF-8, else UTF-16 (zero bytes in line ends), else GB 18030."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    wide = "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"
    if encoding:
        candidates = [encoding]
    elif data.count(0) > len(data) // 8:
        candidates = [wide, "utf-8", "gb18030"]
    else:
        candidates = ["utf-8", wide, "gb18030"] if 0 in data else ["utf-8", "gb18030"]
    for candidate in candidates:
        try:
            text = data.decode(candidate).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
        else:
            if text.count("\0") > len(text) // _FEWEST_TO_A_NUL:
                raise InputError(path, _NO_TEXT, text[: text.index("\0")].count("\n") + 1)
            return text
    raise InputError(path, "文字编码认不出来；请用记事本打开后另存为 UTF-8", line)
