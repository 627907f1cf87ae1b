"""Files that stay as people left them: where their lines stand now, and what to tell their editors."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from banmian.markup import to_paragraphs
from banmian.origins import Origins
from banmian.records import Article, Page, Source
from banmian.store import Stored
from banmian.words import fold

_ENDS = 12
"""So many characters tell where a text begins and ends."""


def refuse_twins(kept: Iterable[Stored], outdated: Iterable[Stored]) -> None:
    """No other file may have a kept one's id; banmian sees to those that it is about to rewrite."""
    seen = {item.article.id: item.path for item in outdated}
    for item in kept:
        name = item.article.id
        if name in seen:
            what = f"id {name} 与 {seen[name]} 相同；请在其中一个文件里写上另一个 id，或删去多余的文件"
            raise item.wrong("id", what)
        seen[name] = item.path


# ------------------------------------------------------------ where their lines stand now
def find_again(folder: Path, kept: Iterable[Stored], origins: Origins) -> tuple[list[Stored], list[str]]:
    """(kept articles, warnings): where a seed was changed or renamed, their lines are those of now."""
    found: list[Stored] = []
    warnings: list[str] = []
    for item in kept:
        source = item.article.source
        there = source and _whereabouts(item, source, origins)
        if there and there != source:
            what = f"source 请改为 file: {there.file}，lines: {_spans(there)}"
            warnings.append(f"版面有变：{_name(item, folder)} 的 {what}")
        found.append(replace(item, article=replace(item.article, source=there)))
        _check_range(found[-1], origins.pages)
    return found, warnings


def _whereabouts(item: Stored, source: Source, origins: Origins) -> Source:
    """Where the lines of an article stand now. Without need nothing is put in place of an editor's word."""
    page = origins.pages.get(source.file)
    if page and (origins.same_page(source.file, item.origin) or origins.same_text(source, item.origin)):
        return source
    renamed = origins.file_of(item.origin)
    if renamed and not page:
        return replace(source, file=renamed)
    there = origins.place(item.article.id, source.file if page else "")
    if not there or not page:
        return there or source
    moved = _is_shifted(source, there) and origins.same_text(there, item.origin)
    return source if not moved and (_overlaps(source, there) or _stands(item.article, page)) else there


def _is_shifted(kept: Source, made: Source) -> bool:
    """Whether nothing but lines put in or taken out further up sets the two apart."""
    by = {(now[0] - was[0], now[1] - was[1]) for was, now in zip(kept.lines, made.lines, strict=False)}
    return len(kept.lines) == len(made.lines) and len(by) == 1 and len(set(by.pop())) == 1


def _overlaps(kept: Source, made: Source) -> bool:
    """Whether an editor only took lines to an article, or away from it."""
    return kept.numbers() <= made.numbers() or made.numbers() <= kept.numbers()


def _stands(article: Article, page: Page) -> bool:
    """Whether the article's text begins and ends in the lines that it claims: then they are an editor's word."""
    text = to_paragraphs(article.body)
    if not article.source or not text:
        return False
    numbers = sorted(number for number in article.source.numbers() if number <= len(page.lines))
    lines = fold("".join(page.lines[number - 1] for number in numbers))
    return fold(text[0])[:_ENDS] in lines and fold(text[-1])[-_ENDS:] in lines


def _check_range(item: Stored, pages: Mapping[str, Page]) -> None:
    source = item.article.source
    page = pages.get(source.file) if source else None
    if source and page and source.lines and source.lines[-1][1] > len(page.lines):
        raise item.wrong("lines", f"source.lines 超出了 {page.file} 的 {len(page.lines)} 行；请改正行号")


# ------------------------------------------------------------ what to tell
def report_changes(folder: Path, kept: Iterable[Stored], origins: Origins) -> Iterator[str]:
    """What the seed or the splitter has changed about corrected articles; nothing of it is applied."""
    for item in kept:
        source, then = item.article.source, item.origin
        if not (item.edited and then and source and source.lines and source.file in origins.pages):
            continue
        if change := _change(source, then, origins):
            cause, what = change
            codes = f"把文件里的原文码 {then} 改为 {origins.code(source)}"
            yield f"{cause}：{_name(item, folder)} {what}，没有照改；请核对，再{codes}，就不再提醒"


def _change(source: Source, then: str, origins: Origins) -> tuple[str, str] | None:
    """(cause, what is another now) for lines whose article remembers the code ``then``."""
    if origins.same_text(source, then):
        return None
    whole = origins.find(source.file, then)
    if not origins.same_page(source.file, then):
        # of lines that an editor took from elsewhere the code knows nothing: better to ask once too often
        within = whole is not None and source.numbers() <= whole.numbers()
        return None if within else ("版面有变", f"所据的 {source.file} 在它改过以后又有改动")
    parts = origins.made(source)
    if whole or origins.code(source) in map(origins.code, parts):
        return None  # only the editor changed the lines, or the splitter has come to agree
    spans = "、".join(str(_spans(part)) for part in parts) or "附属文字"
    return "拆分有变", f"的 {source.file} {_spans(source)} 程序现在拆作 {spans}"


def report_orphans(folder: Path, kept: Sequence[Stored], pages: Mapping[str, Page]) -> Iterator[str]:
    """A word about seeds that are gone, if there are seeds at all."""
    gone: defaultdict[str, list[Stored]] = defaultdict(list)
    for item in kept:
        if pages and item.article.source and item.article.source.file not in pages:
            gone[item.article.source.file].append(item)
    made = [file for file, items in sorted(gone.items()) if not all(item.edited for item in items)]
    if made:
        yield f"缺少版面：{'、'.join(made)} 不在 seeds 里了，它们的文章照旧保留；若不要了，请删去 articles 里同名的文件夹"
    for file, items in sorted(gone.items()):
        names = "、".join(_name(item, folder) for item in items if item.edited)
        if names:
            yield (
                f"缺少版面：{names} 所据的 {file} 不在 seeds 里了，文章照旧保留；"
                "版面改了名的，请改 source 的 file；不会再有的，删去 source 就不再提醒"
            )


def _name(item: Stored, folder: Path) -> str:
    return item.path.relative_to(folder).as_posix()


def _spans(source: Source) -> list[list[int]]:
    return [list(span) for span in source.lines]
