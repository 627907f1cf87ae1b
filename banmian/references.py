"""References to an article, as papers print them and as reference managers read them.

All take the article and, for the reader of a site that has one, its public address.
"""

import json

from banmian.records import Article

_TEX = str.maketrans(
    {char: f"\\{char}" for char in "#$%&_"}
    | {
        "\\": "\\textbackslash{}",
        "{": "\\textbraceleft{}",
        "}": "\\textbraceright{}",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
    }
)

_DASHES = "—–―－- "
_ESTIMATED = "刊发日期为推定"


def authors(article: Article) -> tuple[str, ...]:
    """Whose work it is: who wrote it, else who took the photograph."""
    return (*article.reporters, *article.correspondents) or article.photographers


def gbt_2025(article: Article, address: str = "") -> str:
    """As GB/T 7714—2025 has it: with full-width marks, and no day of access for what was printed."""
    edition = f"（{article.edition}）" if article.edition else ""
    printed = "，".join(part for part in (article.paper, _marked_day(article)) if part) + edition
    return _sentences("，".join(_named(article)), _marked_title(article, address), printed, address)


def gbt_2015(article: Article, address: str = "") -> str:
    """As GB/T 7714—2015 has it; the day of access, which only the reader knows, is left for them to fill in."""
    edition = f"({article.edition})" if article.edition else ""
    printed = ", ".join(part for part in (article.paper, _marked_day(article)) if part) + edition
    accessed = f"[{ACCESSED}]" if address else ""
    title = _marked_title(article, address, ": ")
    return _sentences(", ".join(_named(article)), title, printed + accessed, address)


ACCESSED = "引用日期"
"""Stands where the day of access is to stand; ``cite.js`` fills it in."""


def _sentences(*parts: str) -> str:
    return " ".join(f"{part}." for part in parts if part)


def _named(article: Article) -> tuple[str, ...]:
    everyone = authors(article)
    return (*everyone[:3], "等") if len(everyone) > 3 else everyone


def _marked_title(article: Article, address: str, colon: str = "：") -> str:
    """A title that was not printed stands in square brackets."""
    title = _whole_title(article, colon)
    return f"{title if article.title_source == 'page' else f'[{title}]'}{'[N/OL]' if address else '[N]'}"


def _whole_title(article: Article, colon: str = "：") -> str:
    """With the subtitle, by which the parts of a series are told apart."""
    return colon.join(part for part in (article.title, article.subtitle.lstrip(_DASHES)) if part)


def _marked_day(article: Article) -> str:
    """A day of issue that was not printed stands in square brackets, as an estimated one does."""
    return f"[{article.issued}]" if article.issued and _is_estimated(article) else article.issued


def _is_estimated(article: Article) -> bool:
    return article.issued_source == "inferred"


def bibtex(article: Article, address: str = "") -> str:
    """BibTeX has no newspapers; ``entrysubtype`` is how biblatex tells them from journals."""
    subtitle = article.subtitle.lstrip(_DASHES)
    year, month, _ = f"{article.issued}--".split("-", 2)
    fields = {
        "entrysubtype": "newspaper",
        "title": f"{{{_tex(article.title)}}}" if article.title else "",
        "subtitle": f"{{{_tex(subtitle)}}}" if subtitle else "",
        "author": " and ".join(f"{{{_tex(name)}}}" for name in authors(article)),
        "journal": _tex(article.paper),
        "date": article.issued,
        "year": year,
        "month": month.lstrip("0"),
        "number": _tex(article.edition),
        "url": address,
        "note": _ESTIMATED if _is_estimated(article) else "",
        "langid": "chinese",
    }
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{{article.id},\n{rows}}}\n"


def _tex(text: str) -> str:
    return text.translate(_TEX)


def ris(article: Article, address: str = "") -> str:
    """As EndNote and others read it."""
    date = article.issued.replace("-", "/")
    rows = [
        ("TY", "NEWS"),
        ("TI", _whole_title(article)),
        *(("AU", name) for name in authors(article)),
        ("T2", article.paper),
        ("PY", article.issued[:4]),
        ("DA", date + "/" * (3 - date.count("/")) if date else ""),
        ("SP", article.edition),
        ("UR", address),
        ("N1", _ESTIMATED if _is_estimated(article) else ""),
        ("LA", "zh"),
    ]
    said = "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in rows if value)
    return f"{said}ER  - \r\n"


def csl(article: Article, address: str = "") -> str:
    """CSL-JSON, as Zotero, pandoc and citation processors read it; the edition is the page, as their styles want."""
    item = {
        "id": article.id,
        "type": "article-newspaper",
        "title": _whole_title(article),
        "author": [{"literal": name} for name in authors(article)],
        "container-title": article.paper,
        "issued": {"date-parts": [[int(part) for part in article.issued.split("-")]]}
        if article.issued
        else {},
        "page": article.edition,
        "URL": address,
        "note": _ESTIMATED if _is_estimated(article) else "",
        "language": "zh-CN",
    }
    known = {key: value for key, value in item.items() if value}
    return f"{json.dumps([known], ensure_ascii=False)}\n"
